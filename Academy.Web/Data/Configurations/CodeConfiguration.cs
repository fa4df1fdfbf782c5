using Academy.Domain.Certificates;
using Academy.Domain.Inspections;
using Academy.Domain.Organizations;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Academy.Web.Data.Configurations;

internal sealed class CodeConfiguration : IEntityTypeConfiguration<CodeReport>, IEntityTypeConfiguration<CodeLooks>
{
    public void Configure(EntityTypeBuilder<CodeReport> report)
    {
        report.Property<int>(AcademyDbContext.RowVersion).IsConcurrencyToken();
        report.Property(r => r.Text).HasMaxLength(CodeReport.LongestText);
        report.Property(r => r.Answer).HasMaxLength(CodeReport.LongestText);
        report.Property(r => r.Contact).HasMaxLength(60);
        report.HasIndex(r => new { r.OrganizationId, r.At });
        report.HasIndex(r => r.CertificateId);
        report.HasOne<Certificate>().WithMany().HasForeignKey(r => r.CertificateId).OnDelete(DeleteBehavior.Restrict);
        report.HasOne<Organization>().WithMany().HasForeignKey(r => r.OrganizationId).OnDelete(DeleteBehavior.Restrict);
    }

    public void Configure(EntityTypeBuilder<CodeLooks> looks)
    {
        looks.HasKey(l => new { l.CertificateId, l.Day, l.Place });
        looks.HasIndex(l => l.Day);
        looks.HasOne<Certificate>().WithMany().HasForeignKey(l => l.CertificateId).OnDelete(DeleteBehavior.Cascade);
    }
}
