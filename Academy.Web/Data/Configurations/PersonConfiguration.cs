using Academy.Domain.Organizations;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Academy.Web.Data.Configurations;

internal sealed class PersonConfiguration :
    IEntityTypeConfiguration<Person>, IEntityTypeConfiguration<Engagement>, IEntityTypeConfiguration<StatutoryLicence>, IEntityTypeConfiguration<RoleGrant>,
    IEntityTypeConfiguration<AcademyUser>, IEntityTypeConfiguration<ActivationSlip>, IEntityTypeConfiguration<Device>
{
    public void Configure(EntityTypeBuilder<Person> person)
    {
        // Whoever settles a person's file bumps it, so that of two conditions met at once the second sees the first.
        person.Property<int>(AcademyDbContext.RowVersion).IsConcurrencyToken();
        person.Property(p => p.Name).HasMaxLength(60);
        person.Property(p => p.PhoneHash).HasMaxLength(64);
        person.Property(p => p.IdNumberHash).HasMaxLength(64);
        person.HasIndex(p => p.PhoneHash).IsUnique();
        person.HasIndex(p => p.IdNumberHash).IsUnique();
    }

    public void Configure(EntityTypeBuilder<Engagement> engagement)
    {
        engagement.Property(e => e.StaffNumber).HasMaxLength(32);
        engagement.HasIndex(e => new { e.OrganizationId, e.StaffNumber }).IsUnique();
        engagement.HasIndex(e => e.PersonId);
        engagement.HasOne<Person>().WithMany().HasForeignKey(e => e.PersonId).OnDelete(DeleteBehavior.Restrict);
        engagement.HasOne<Organization>().WithMany().HasForeignKey(e => e.OrganizationId).OnDelete(DeleteBehavior.Restrict);
        engagement.HasOne<Venue>().WithMany().HasForeignKey(e => e.VenueId).OnDelete(DeleteBehavior.Restrict);
        engagement.HasOne<Department>().WithMany().HasForeignKey(e => e.DepartmentId).OnDelete(DeleteBehavior.Restrict);
        engagement.OwnsMany(e => e.Positions, position =>
        {
            position.ToTable("EngagementPositions").WithOwner().HasForeignKey("EngagementId");
            position.HasKey("EngagementId", nameof(EngagementPosition.Position), nameof(EngagementPosition.StartsOn));
            position.HasOne<Position>().WithMany().HasForeignKey(p => p.Position).OnDelete(DeleteBehavior.Restrict);
        });
        engagement.Navigation(e => e.Positions).UsePropertyAccessMode(PropertyAccessMode.Field);
    }

    public void Configure(EntityTypeBuilder<StatutoryLicence> licence)
    {
        licence.HasIndex(l => new { l.PersonId, l.Kind });
        licence.HasOne<Person>().WithMany().HasForeignKey(l => l.PersonId).OnDelete(DeleteBehavior.Restrict);
    }

    public void Configure(EntityTypeBuilder<RoleGrant> grant)
    {
        grant.HasIndex(g => g.PersonId);
        grant.HasOne<Person>().WithMany().HasForeignKey(g => g.PersonId).OnDelete(DeleteBehavior.Restrict);
        grant.HasOne<Organization>().WithMany().HasForeignKey(g => g.OrganizationId).OnDelete(DeleteBehavior.Restrict);
        grant.HasOne<Department>().WithMany().HasForeignKey(g => g.DepartmentId).OnDelete(DeleteBehavior.Restrict);
    }

    public void Configure(EntityTypeBuilder<AcademyUser> user)
    {
        user.Property(u => u.SecurityPhrase).HasMaxLength(20);
        user.HasIndex(u => u.PersonId).IsUnique();
        user.HasOne<Person>().WithMany().HasForeignKey(u => u.PersonId).OnDelete(DeleteBehavior.Restrict);
    }

    public void Configure(EntityTypeBuilder<ActivationSlip> slip)
    {
        slip.Property(s => s.CodeHash).HasMaxLength(64);
        slip.HasIndex(s => s.CodeHash).IsUnique();
        slip.Property<int>(AcademyDbContext.RowVersion).IsConcurrencyToken();
        slip.HasOne<AcademyUser>().WithMany().HasForeignKey(s => s.UserId).OnDelete(DeleteBehavior.Cascade);
    }

    public void Configure(EntityTypeBuilder<Device> device)
    {
        device.Property(d => d.TokenHash).HasMaxLength(64);
        device.HasIndex(d => d.TokenHash).IsUnique();
        device.HasOne<AcademyUser>().WithMany().HasForeignKey(d => d.UserId).OnDelete(DeleteBehavior.Cascade);
    }
}
