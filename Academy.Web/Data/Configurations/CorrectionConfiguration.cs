using Academy.Domain.Exams;
using Academy.Domain.Organizations;
using Academy.Domain.Training;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Academy.Web.Data.Configurations;

internal sealed class CorrectionConfiguration : IEntityTypeConfiguration<KeyCorrection>, IEntityTypeConfiguration<Regrade>
{
    public void Configure(EntityTypeBuilder<KeyCorrection> correction)
    {
        correction.Property(c => c.QuestionId).HasMaxLength(64);
        correction.Property(c => c.FromVersion).HasMaxLength(64);
        correction.Property(c => c.ToVersion).HasMaxLength(64);
        correction.Property<int>(AcademyDbContext.RowVersion).IsConcurrencyToken();
        // One proposal at a time; and of two that are confirmed at once the later re-reads.
        correction.HasIndex(c => new { c.QuestionId, c.FromVersion }).IsUnique().HasFilter("\"State\" = 'Proposed'");
        correction.HasIndex(c => c.Number).IsUnique();
        correction.HasOne<ContentRelease>().WithMany().HasForeignKey(c => c.FromReleaseId).OnDelete(DeleteBehavior.Restrict);
        correction.HasOne<ContentRelease>().WithMany().HasForeignKey(c => c.ReleaseId).OnDelete(DeleteBehavior.Restrict);
        correction.HasOne<Person>().WithMany().HasForeignKey(c => c.ProposedBy).OnDelete(DeleteBehavior.Restrict);
        correction.HasOne<Person>().WithMany().HasForeignKey(c => c.DecidedBy).OnDelete(DeleteBehavior.Restrict);
    }

    public void Configure(EntityTypeBuilder<Regrade> regrade)
    {
        // Each part of each attempt is graded anew once by each correction, however often it is applied.
        regrade.HasIndex(r => new { r.AttemptId, r.CorrectionId, r.CycleId }).IsUnique();
        regrade.HasIndex(r => r.CorrectionId);
        regrade.HasIndex(r => new { r.PersonId, r.SeenAt });
        regrade.HasIndex(r => new { r.OrganizationId, r.At });
        regrade.HasOne<KeyCorrection>().WithMany().HasForeignKey(r => r.CorrectionId).OnDelete(DeleteBehavior.Restrict);
        regrade.HasOne<ExamAttempt>().WithMany().HasForeignKey(r => r.AttemptId).OnDelete(DeleteBehavior.Restrict);
        regrade.HasOne<TrainingCycle>().WithMany().HasForeignKey(r => r.CycleId).OnDelete(DeleteBehavior.Restrict);
        regrade.HasOne<Person>().WithMany().HasForeignKey(r => r.PersonId).OnDelete(DeleteBehavior.Restrict);
        regrade.HasOne<Organization>().WithMany().HasForeignKey(r => r.OrganizationId).OnDelete(DeleteBehavior.Restrict);
    }
}
