using Academy.Domain.Organizations;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Academy.Web.Data.Configurations;

internal sealed class OrganizationConfiguration :
    IEntityTypeConfiguration<Organization>, IEntityTypeConfiguration<Venue>, IEntityTypeConfiguration<Department>, IEntityTypeConfiguration<Position>
{
    public void Configure(EntityTypeBuilder<Organization> organization)
    {
        organization.Property(o => o.Code).HasMaxLength(12);
        organization.Property(o => o.CreditCode).HasMaxLength(18);
        organization.HasIndex(o => o.Code).IsUnique();
        organization.HasIndex(o => o.Number).IsUnique();
        organization.HasOne<Group>().WithMany().HasForeignKey(o => o.GroupId).OnDelete(DeleteBehavior.Restrict);
    }

    public void Configure(EntityTypeBuilder<Venue> venue) =>
        venue.HasOne<Organization>().WithMany().HasForeignKey(v => v.OrganizationId).OnDelete(DeleteBehavior.Restrict);

    public void Configure(EntityTypeBuilder<Department> department) =>
        department.HasOne<Organization>().WithMany().HasForeignKey(d => d.OrganizationId).OnDelete(DeleteBehavior.Restrict);

    public void Configure(EntityTypeBuilder<Position> position)
    {
        position.HasKey(p => p.Number);
        position.Property(p => p.Number).ValueGeneratedNever();
        position.Property(p => p.Code).HasMaxLength(16);
        position.HasIndex(p => new { p.OrganizationId, p.Code }).IsUnique();
        position.HasOne<Organization>().WithMany().HasForeignKey(p => p.OrganizationId).OnDelete(DeleteBehavior.Restrict);
    }
}
