using Academy.Domain;
using Academy.Domain.Certificates;
using Academy.Domain.Exams;
using Academy.Domain.Inspections;
using Academy.Domain.Organizations;
using Academy.Domain.Training;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Academy.Web.Data.Configurations;

internal sealed class CertificateConfiguration :
    IEntityTypeConfiguration<Certificate>, IEntityTypeConfiguration<RestoredCode>, IEntityTypeConfiguration<PersonPhoto>, IEntityTypeConfiguration<Scan>, IEntityTypeConfiguration<AuditEntry>
{
    /// <summary>The certificate of a restored code, where it is here. Beside the id that the journal gave, which may be a lost certificate's and refers to nothing then.</summary>
    public const string HeldBy = nameof(HeldBy);

    public void Configure(EntityTypeBuilder<Certificate> certificate)
    {
        certificate.Property<int>(AcademyDbContext.RowVersion).IsConcurrencyToken();
        certificate.Property(c => c.HolderName).HasMaxLength(60);
        certificate.HasIndex(c => new { c.AttemptId, c.Position }).IsUnique();
        certificate.HasIndex(c => c.CycleId).IsUnique();
        certificate.HasIndex(c => new { c.HolderId, c.OrganizationId, c.Position });
        certificate.HasIndex(c => new { c.OrganizationId, c.ExpiresOn });
        certificate.HasOne<ExamAttempt>().WithMany().HasForeignKey(c => c.AttemptId).OnDelete(DeleteBehavior.Restrict);
        certificate.HasOne<TrainingCycle>().WithMany().HasForeignKey(c => c.CycleId).OnDelete(DeleteBehavior.Restrict);
        certificate.HasOne<Person>().WithMany().HasForeignKey(c => c.HolderId).OnDelete(DeleteBehavior.Restrict);
        certificate.HasOne<Organization>().WithMany().HasForeignKey(c => c.OrganizationId).OnDelete(DeleteBehavior.Restrict);
        certificate.HasOne<Position>().WithMany().HasForeignKey(c => c.Position).OnDelete(DeleteBehavior.Restrict);
        certificate.HasOne<Venue>().WithMany().HasForeignKey(c => c.VenueId).OnDelete(DeleteBehavior.Restrict);
        certificate.OwnsMany(c => c.Codes, code =>
        {
            code.ToTable("CertificateCodes").WithOwner().HasForeignKey("CertificateId");
            code.HasKey("CertificateId", nameof(CertificateCode.List), nameof(CertificateCode.Index));
            code.Property(c => c.List).HasMaxLength(4);
            code.Property(c => c.Token).HasMaxLength(400);
            code.Property(c => c.Index).ValueGeneratedNever();
            code.HasIndex(c => new { c.List, c.Index }).IsUnique();
            code.Property(c => c.Status).HasConversion<int>();
            // Holds only what a status list has to say, so that a list of a million is built from a hundredth of them.
            code.HasIndex(c => new { c.List, c.Status }).HasFilter("\"Status\" <> 0");
            code.HasOne<PersonPhoto>().WithMany().HasForeignKey(c => c.PhotoId).OnDelete(DeleteBehavior.Restrict);
        });
        certificate.OwnsMany(c => c.Events, happened =>
        {
            happened.ToTable("CertificateEvents").WithOwner().HasForeignKey("CertificateId");
            happened.HasKey("CertificateId", nameof(CertificateEvent.Number));
            happened.Property(e => e.Number).ValueGeneratedNever();
            happened.Property(e => e.Reason).HasMaxLength(500);
        });
        certificate.HasMany(c => c.RestoredCodes).WithOne().HasForeignKey(HeldBy).OnDelete(DeleteBehavior.Restrict);
        // Whoever decides about it decides about them.
        certificate.Navigation(c => c.RestoredCodes).UsePropertyAccessMode(PropertyAccessMode.Field).AutoInclude();
        certificate.Navigation(c => c.Codes).UsePropertyAccessMode(PropertyAccessMode.Field);
        certificate.Navigation(c => c.Events).UsePropertyAccessMode(PropertyAccessMode.Field);
    }

    public void Configure(EntityTypeBuilder<RestoredCode> code)
    {
        code.Property<int>(AcademyDbContext.RowVersion).IsConcurrencyToken();
        code.HasKey(c => new { c.List, c.Index });
        code.Property(c => c.List).HasMaxLength(4);
        code.Property(c => c.Status).HasConversion<int>();
    }

    public void Configure(EntityTypeBuilder<PersonPhoto> photo)
    {
        photo.Property<int>(AcademyDbContext.RowVersion).IsConcurrencyToken();
        photo.Property(p => p.Hash).HasMaxLength(64);
        photo.Property(p => p.Reason).HasMaxLength(200);
        // One is good and one waits, at most.
        photo.HasIndex(p => p.PersonId, "IX_PersonPhotos_Confirmed").IsUnique().HasFilter("\"State\" = 'Confirmed'");
        photo.HasIndex(p => p.PersonId, "IX_PersonPhotos_Waiting").IsUnique().HasFilter("\"State\" = 'Waiting'");
        photo.HasOne<Person>().WithMany().HasForeignKey(p => p.PersonId).OnDelete(DeleteBehavior.Restrict);
    }

    public void Configure(EntityTypeBuilder<Scan> scan)
    {
        scan.HasIndex(s => new { s.InspectorId, s.At });
        scan.OwnsOne(s => s.OnDevice, device => device.Property(d => d.Device).HasColumnName("OnDevice_Device").HasMaxLength(64));
        scan.HasOne<Person>().WithMany().HasForeignKey(s => s.InspectorId).OnDelete(DeleteBehavior.Restrict);
        scan.HasOne<Certificate>().WithMany().HasForeignKey(s => s.CertificateId).OnDelete(DeleteBehavior.Restrict);
        scan.HasOne<Organization>().WithMany().HasForeignKey(s => s.OrganizationId).OnDelete(DeleteBehavior.Restrict);
        scan.HasIndex(s => s.InspectionId);
        scan.HasOne<Inspection>().WithMany().HasForeignKey(s => s.InspectionId).OnDelete(DeleteBehavior.Restrict);
    }

    public void Configure(EntityTypeBuilder<AuditEntry> entry)
    {
        entry.Property(e => e.Action).HasMaxLength(64);
        entry.Property(e => e.Detail).HasMaxLength(2000);
        entry.Property(e => e.Source).HasMaxLength(64);
        entry.HasIndex(e => new { e.OrganizationId, e.At });
        entry.HasIndex(e => e.Subject);
    }
}
