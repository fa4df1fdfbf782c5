using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Academy.Web.Data.Configurations;

internal sealed class StoredRowsConfiguration :
    IEntityTypeConfiguration<ContentRelease>, IEntityTypeConfiguration<ContentBlob>, IEntityTypeConfiguration<StoredKey>, IEntityTypeConfiguration<DataProtectionElement>,
    IEntityTypeConfiguration<StoredStatusList>, IEntityTypeConfiguration<StoredTrustBundle>, IEntityTypeConfiguration<CodeChange>, IEntityTypeConfiguration<DatabaseLife>
{
    public void Configure(EntityTypeBuilder<ContentRelease> release)
    {
        release.Property(r => r.Hash).HasMaxLength(64);
        release.OwnsMany(r => r.Files, file =>
        {
            file.ToTable("ReleaseFiles").WithOwner().HasForeignKey("ReleaseId");
            file.HasKey("ReleaseId", nameof(ReleaseFile.Path));
            file.HasOne<ContentBlob>().WithMany().HasForeignKey(f => f.BlobHash).OnDelete(DeleteBehavior.Restrict);
        });
        release.Navigation(r => r.Files).UsePropertyAccessMode(PropertyAccessMode.Field).AutoInclude(false);
    }

    public void Configure(EntityTypeBuilder<ContentBlob> blob)
    {
        blob.HasKey(b => b.Hash);
        blob.Property(b => b.Hash).HasMaxLength(64);
    }

    public void Configure(EntityTypeBuilder<StoredKey> key)
    {
        key.HasKey(k => new { k.Purpose, k.Kid });
        key.Property(k => k.Purpose).HasMaxLength(32);
        key.Property(k => k.State).HasMaxLength(16);
    }

    public void Configure(EntityTypeBuilder<StoredStatusList> list)
    {
        list.Property<int>(AcademyDbContext.RowVersion).IsConcurrencyToken();
        list.HasKey(l => l.Name);
        list.Property(l => l.Name).HasMaxLength(4);
    }

    public void Configure(EntityTypeBuilder<StoredTrustBundle> bundle)
    {
        bundle.HasKey(b => b.Sequence);
        bundle.Property(b => b.Sequence).ValueGeneratedNever();
    }

    public void Configure(EntityTypeBuilder<CodeChange> change)
    {
        change.Property(c => c.List).HasMaxLength(4);
        change.HasIndex(c => c.Number).IsUnique();
        // Holds the few that wait for their number.
        change.HasIndex(c => c.Id, "IX_CodeChanges_Waiting").HasFilter("\"Number\" IS NULL");
    }

    public void Configure(EntityTypeBuilder<DatabaseLife> life)
    {
        life.Property<int>(AcademyDbContext.RowVersion).IsConcurrencyToken();
        life.HasKey(l => l.Number);
        life.Property(l => l.Number).ValueGeneratedNever();
    }

    public void Configure(EntityTypeBuilder<DataProtectionElement> element) => element.HasKey(e => e.Name);
}
