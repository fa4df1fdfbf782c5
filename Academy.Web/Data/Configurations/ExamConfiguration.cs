using Academy.Domain.Exams;
using Academy.Domain.Organizations;
using Academy.Domain.Training;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Academy.Web.Data.Configurations;

internal sealed class ExamConfiguration :
    IEntityTypeConfiguration<ExamAssignment>, IEntityTypeConfiguration<ExamAttempt>, IEntityTypeConfiguration<AnswerRevision>
{
    public void Configure(EntityTypeBuilder<ExamAssignment> assignment)
    {
        assignment.Property(a => a.Blueprint).HasMaxLength(64);
        assignment.Property(a => a.Family).HasMaxLength(64);
        assignment.Property<int>(AcademyDbContext.RowVersion).IsConcurrencyToken();
        assignment.HasIndex(a => a.PersonId);
        assignment.HasOne<Person>().WithMany().HasForeignKey(a => a.PersonId).OnDelete(DeleteBehavior.Restrict);
        assignment.HasOne<Organization>().WithMany().HasForeignKey(a => a.OrganizationId).OnDelete(DeleteBehavior.Restrict);
        assignment.HasOne<ContentRelease>().WithMany().HasForeignKey(a => a.ReleaseId).OnDelete(DeleteBehavior.Restrict);
        assignment.OwnsMany(a => a.Cycles, cycle =>
        {
            cycle.ToTable("ExamAssignmentCycles").WithOwner().HasForeignKey("AssignmentId");
            cycle.HasKey("AssignmentId", nameof(ExamAssignmentCycle.CycleId));
            cycle.Property(c => c.Blueprint).HasMaxLength(64);
            cycle.Property(c => c.Family).HasMaxLength(64);
            // One cycle is examined by one assignment at a time: two settlings that race make one.
            cycle.HasIndex(c => c.CycleId).IsUnique().HasFilter("\"EndedAt\" IS NULL");
            cycle.HasOne<TrainingCycle>().WithMany().HasForeignKey(c => c.CycleId).OnDelete(DeleteBehavior.Restrict);
        });
        assignment.Navigation(a => a.Cycles).UsePropertyAccessMode(PropertyAccessMode.Field);
    }

    public void Configure(EntityTypeBuilder<ExamAttempt> attempt)
    {
        attempt.Property(a => a.Blueprint).HasMaxLength(64);
        attempt.Property(a => a.Family).HasMaxLength(64);
        // Apart from the row that every save, start and sweep looks at: a paper is many times as large.
        attempt.OwnsOne(a => a.Paper, paper =>
        {
            paper.ToTable("Papers").WithOwner().HasForeignKey("AttemptId");
            paper.Property(p => p.Items).HasJson(60_000);
            paper.Property(p => p.Cycles).HasJson(1000);
        });
        attempt.Navigation(a => a.Paper).IsRequired();
        attempt.Property(a => a.Lease).HasMaxLength(64);
        attempt.Property(a => a.LeaseClient).HasMaxLength(64);
        attempt.Property(a => a.JournalHead).HasMaxLength(64);
        attempt.Ignore(a => a.Receipt);
        attempt.Property<int>(AcademyDbContext.RowVersion).IsConcurrencyToken();
        attempt.HasIndex(a => new { a.PersonId, a.AssignmentId, a.Number }).IsUnique();
        attempt.HasIndex(a => a.AssignmentId);
        // What the sweep looks for. No index of states for everybody: without statistics SQLite takes a state for rarer than the ids that
        // a group begins or hands in, and looks through all who sit.
        attempt.HasIndex(a => a.Deadline).HasFilter("\"State\" = 'InProgress'");
        attempt.HasIndex(a => a.SubmittedAt).HasFilter("\"State\" = 'Submitted'");
        // Fails and locks belong to person and family, and so does the one sitting that may be open.
        attempt.HasIndex(a => new { a.PersonId, a.Family }).IsUnique().HasFilter("\"State\" IN ('Ready', 'InProgress', 'Submitted')");
        attempt.HasOne<ExamAssignment>().WithMany().HasForeignKey(a => a.AssignmentId).OnDelete(DeleteBehavior.Restrict);
        attempt.HasOne<Person>().WithMany().HasForeignKey(a => a.PersonId).OnDelete(DeleteBehavior.Restrict);
        attempt.HasOne<ContentRelease>().WithMany().HasForeignKey(a => a.ReleaseId).OnDelete(DeleteBehavior.Restrict);
        attempt.Ignore(a => a.Grades);
        attempt.OwnsMany(a => a.AllGrades, grade =>
        {
            grade.ToTable("Grades").WithOwner().HasForeignKey("AttemptId");
            grade.HasKey("AttemptId", nameof(Grade.CycleId), nameof(Grade.Number));
            grade.Property(g => g.Number).ValueGeneratedNever();
            grade.Property(g => g.Abilities).HasJson(4000);
            grade.Property(g => g.Missed).HasJson(16_000);
            grade.Property(g => g.MissedCritical).HasJson(16_000);
            grade.HasOne<TrainingCycle>().WithMany().HasForeignKey(g => g.CycleId).OnDelete(DeleteBehavior.Restrict);
            grade.HasOne<KeyCorrection>().WithMany().HasForeignKey(g => g.CorrectionId).OnDelete(DeleteBehavior.Restrict);
        });
        attempt.Navigation(a => a.AllGrades).HasField("_grades").UsePropertyAccessMode(PropertyAccessMode.Field);
    }

    public void Configure(EntityTypeBuilder<AnswerRevision> revision)
    {
        revision.HasKey(r => new { r.AttemptId, r.Q, r.Revision });
        revision.Property(r => r.Response).HasMaxLength(2000);
        revision.Property(r => r.Client).HasMaxLength(64);
        revision.HasOne<ExamAttempt>().WithMany().HasForeignKey(r => r.AttemptId).OnDelete(DeleteBehavior.Restrict);
    }
}
