using Academy.Domain.Courses;
using Academy.Domain.Exams;
using Academy.Domain.Organizations;
using Academy.Domain.Training;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Academy.Web.Data.Configurations;

internal sealed class TrainingConfiguration :
    IEntityTypeConfiguration<StudyProgress>, IEntityTypeConfiguration<StudyClock>, IEntityTypeConfiguration<PracticeAnswer>,
    IEntityTypeConfiguration<Cohort>, IEntityTypeConfiguration<TrainingCycle>, IEntityTypeConfiguration<RetrainingOrder>,
    IEntityTypeConfiguration<ClassroomSession>, IEntityTypeConfiguration<PracticalAssessment>
{
    public void Configure(EntityTypeBuilder<StudyProgress> progress)
    {
        progress.Property(p => p.Lesson).HasMaxLength(80);
        progress.Property(p => p.Checkpoints).HasJson(2000);
        progress.Property<int>(AcademyDbContext.RowVersion).IsConcurrencyToken();
        progress.HasIndex(p => new { p.PersonId, p.Lesson });
        progress.HasOne<Person>().WithMany().HasForeignKey(p => p.PersonId).OnDelete(DeleteBehavior.Restrict);
    }

    public void Configure(EntityTypeBuilder<StudyClock> clock)
    {
        clock.HasKey(c => c.PersonId);
        clock.Property(c => c.PersonId).ValueGeneratedNever();
        clock.Property(c => c.Lesson).HasMaxLength(80);
        clock.Property(c => c.Nonce).HasMaxLength(64);
        clock.Property<int>(AcademyDbContext.RowVersion).IsConcurrencyToken();
        clock.HasOne<Person>().WithMany().HasForeignKey(c => c.PersonId).OnDelete(DeleteBehavior.Restrict);
    }

    public void Configure(EntityTypeBuilder<PracticeAnswer> answer)
    {
        answer.HasIndex(a => new { a.PersonId, a.KnowledgePoint });
        answer.HasOne<Person>().WithMany().HasForeignKey(a => a.PersonId).OnDelete(DeleteBehavior.Restrict);
        answer.HasOne<RetrainingOrder>().WithMany().HasForeignKey(a => a.RetrainingOrderId).OnDelete(DeleteBehavior.Restrict);
    }

    public void Configure(EntityTypeBuilder<Cohort> cohort)
    {
        cohort.HasOne<Organization>().WithMany().HasForeignKey(c => c.OrganizationId).OnDelete(DeleteBehavior.Restrict);
        cohort.HasOne<Position>().WithMany().HasForeignKey(c => c.Position).OnDelete(DeleteBehavior.Restrict);
    }

    public void Configure(EntityTypeBuilder<TrainingCycle> cycle)
    {
        cycle.Property(c => c.RequirementVersion).HasMaxLength(64);
        cycle.Property<int>(AcademyDbContext.RowVersion).IsConcurrencyToken();
        cycle.HasIndex(c => new { c.PersonId, c.OrganizationId, c.Position, c.Number }).IsUnique();
        cycle.HasIndex(c => new { c.OrganizationId, c.State });
        cycle.HasOne<TrainingCycle>().WithMany().HasForeignKey(c => c.StandsInFor).OnDelete(DeleteBehavior.Restrict);
        cycle.HasOne<Person>().WithMany().HasForeignKey(c => c.PersonId).OnDelete(DeleteBehavior.Restrict);
        cycle.HasOne<Organization>().WithMany().HasForeignKey(c => c.OrganizationId).OnDelete(DeleteBehavior.Restrict);
        cycle.HasOne<Position>().WithMany().HasForeignKey(c => c.Position).OnDelete(DeleteBehavior.Restrict);
        cycle.HasOne<Cohort>().WithMany().HasForeignKey(c => c.CohortId).OnDelete(DeleteBehavior.Restrict);
        cycle.HasOne<ContentRelease>().WithMany().HasForeignKey(c => c.ReleaseId).OnDelete(DeleteBehavior.Restrict);
    }

    public void Configure(EntityTypeBuilder<RetrainingOrder> order)
    {
        order.Property(o => o.Family).HasMaxLength(64);
        order.Property(o => o.Evidence).HasMaxLength(2000);
        order.Property<int>(AcademyDbContext.RowVersion).IsConcurrencyToken();
        order.HasIndex(o => new { o.AttemptId, o.Family }).IsUnique().HasFilter("\"LiftedAt\" IS NULL");
        order.HasIndex(o => new { o.PersonId, o.Family });
        order.HasOne<ExamAttempt>().WithMany().HasForeignKey(o => o.AttemptId).OnDelete(DeleteBehavior.Restrict);
        order.HasOne<KeyCorrection>().WithMany().HasForeignKey(o => o.LiftedBy).OnDelete(DeleteBehavior.Restrict);
        order.HasOne<Person>().WithMany().HasForeignKey(o => o.PersonId).OnDelete(DeleteBehavior.Restrict);
        // In one column: a fail writes dozens of them at once, and nothing asks for one alone.
        order.Property(o => o.Tasks).HasJson().IsRequired(false);
    }

    public void Configure(EntityTypeBuilder<ClassroomSession> session)
    {
        session.Property(s => s.Lessons).HasJson(4000);
        session.Property<int>(AcademyDbContext.RowVersion).IsConcurrencyToken();
        session.HasOne<Organization>().WithMany().HasForeignKey(s => s.OrganizationId).OnDelete(DeleteBehavior.Restrict);
        session.OwnsMany(s => s.Attendances, attendance =>
        {
            attendance.ToTable("ClassroomAttendances").WithOwner().HasForeignKey("SessionId");
            attendance.HasKey("SessionId", nameof(ClassroomAttendance.PersonId));
            attendance.HasOne<Person>().WithMany().HasForeignKey(a => a.PersonId).OnDelete(DeleteBehavior.Restrict);
        });
        session.Navigation(s => s.Attendances).UsePropertyAccessMode(PropertyAccessMode.Field);
    }

    public void Configure(EntityTypeBuilder<PracticalAssessment> assessment)
    {
        assessment.Property(a => a.Observations).HasMaxLength(2000);
        assessment.HasIndex(a => new { a.PersonId, a.Position });
        assessment.HasOne<Person>().WithMany().HasForeignKey(a => a.PersonId).OnDelete(DeleteBehavior.Restrict);
        assessment.HasOne<Organization>().WithMany().HasForeignKey(a => a.OrganizationId).OnDelete(DeleteBehavior.Restrict);
        assessment.HasOne<Position>().WithMany().HasForeignKey(a => a.Position).OnDelete(DeleteBehavior.Restrict);
    }
}
