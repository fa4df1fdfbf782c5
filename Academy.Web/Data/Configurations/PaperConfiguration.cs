using Academy.Domain.Exams;
using Academy.Domain.Organizations;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Academy.Web.Data.Configurations;

internal sealed class PaperConfiguration : IEntityTypeConfiguration<PaperSession>, IEntityTypeConfiguration<PaperSheet>, IEntityTypeConfiguration<PaperScan>
{
    public void Configure(EntityTypeBuilder<PaperSession> session)
    {
        session.Property(s => s.Place).HasMaxLength(100);
        session.Property<int>(AcademyDbContext.RowVersion).IsConcurrencyToken();
        session.HasIndex(s => new { s.OrganizationId, s.PreparedAt });
        session.HasOne<Organization>().WithMany().HasForeignKey(s => s.OrganizationId).OnDelete(DeleteBehavior.Restrict);
        session.HasOne<Person>().WithMany().HasForeignKey(s => s.InvigilatorId).OnDelete(DeleteBehavior.Restrict);
    }

    public void Configure(EntityTypeBuilder<PaperSheet> sheet)
    {
        sheet.Property(s => s.Code).HasMaxLength(16);
        sheet.Property(s => s.Answers).HasJson(60_000);
        sheet.Property<int>(AcademyDbContext.RowVersion).IsConcurrencyToken();
        sheet.HasIndex(s => s.Code).IsUnique();
        sheet.HasIndex(s => s.AttemptId).IsUnique();
        sheet.HasIndex(s => new { s.SessionId, s.PersonId }).IsUnique();
        sheet.HasOne<PaperSession>().WithMany().HasForeignKey(s => s.SessionId).OnDelete(DeleteBehavior.Restrict);
        sheet.HasOne<ExamAssignment>().WithMany().HasForeignKey(s => s.AssignmentId).OnDelete(DeleteBehavior.Restrict);
        sheet.HasOne<ExamAttempt>().WithMany().HasForeignKey(s => s.AttemptId).OnDelete(DeleteBehavior.Restrict);
        sheet.HasOne<Person>().WithMany().HasForeignKey(s => s.PersonId).OnDelete(DeleteBehavior.Restrict);
    }

    public void Configure(EntityTypeBuilder<PaperScan> scan)
    {
        scan.Property(s => s.MediaType).HasMaxLength(32);
        scan.Property(s => s.Hash).HasMaxLength(64);
        // The same file twice is one.
        scan.HasIndex(s => new { s.SheetId, s.Hash }).IsUnique();
        scan.HasOne<PaperSheet>().WithMany().HasForeignKey(s => s.SheetId).OnDelete(DeleteBehavior.Restrict);
    }
}
