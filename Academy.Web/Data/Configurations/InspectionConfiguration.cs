using Academy.Domain.Inspections;
using Academy.Domain.Organizations;
using Academy.Domain.Training;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Academy.Web.Data.Configurations;

internal sealed class InspectionConfiguration :
    IEntityTypeConfiguration<Inspection>, IEntityTypeConfiguration<Finding>, IEntityTypeConfiguration<FindingPhoto>, IEntityTypeConfiguration<SpotQuiz>,
    IEntityTypeConfiguration<InspectorAssignment>, IEntityTypeConfiguration<GuestAccess>
{
    /// <summary>A finger's lines, thinned out by the page.</summary>
    private const int LongestSignature = 20_000;

    public void Configure(EntityTypeBuilder<Inspection> inspection)
    {
        inspection.Property<int>(AcademyDbContext.RowVersion).IsConcurrencyToken();
        inspection.Property(i => i.Number).HasMaxLength(32);
        inspection.Property(i => i.Signature).HasMaxLength(LongestSignature);
        inspection.HasIndex(i => new { i.OrganizationId, i.Year, i.Sequence }).IsUnique();
        inspection.HasIndex(i => new { i.InspectorId, i.StartedAt });
        inspection.HasIndex(i => i.VenueId);
        inspection.HasOne<Organization>().WithMany().HasForeignKey(i => i.OrganizationId).OnDelete(DeleteBehavior.Restrict);
        inspection.HasOne<Venue>().WithMany().HasForeignKey(i => i.VenueId).OnDelete(DeleteBehavior.Restrict);
        inspection.HasOne<Person>().WithMany().HasForeignKey(i => i.InspectorId).OnDelete(DeleteBehavior.Restrict);
        inspection.HasOne<Inspection>().WithMany().HasForeignKey(i => i.LookedBackBy).OnDelete(DeleteBehavior.Restrict);
        inspection.OwnsMany(i => i.Roll, entry =>
        {
            entry.ToTable("RollCallEntries").WithOwner().HasForeignKey("InspectionId");
            entry.HasKey("InspectionId", nameof(RollCallEntry.PersonId));
            entry.Property(e => e.Name).HasMaxLength(60);
            entry.HasOne<Person>().WithMany().HasForeignKey(e => e.PersonId).OnDelete(DeleteBehavior.Restrict);
        });
        inspection.OwnsMany(i => i.Draws, draw =>
        {
            draw.ToTable("RandomDraws").WithOwner().HasForeignKey("InspectionId");
            draw.HasKey("InspectionId", nameof(RandomDraw.Number));
            draw.Property(d => d.Number).ValueGeneratedNever();
            draw.Property(d => d.PeopleFrom).HasJson();
            draw.Property(d => d.VenuesFrom).HasJson();
            draw.Ignore(d => d.People);
            draw.Ignore(d => d.Venues);
        });
        inspection.Navigation(i => i.Roll).UsePropertyAccessMode(PropertyAccessMode.Field);
        inspection.Navigation(i => i.Draws).UsePropertyAccessMode(PropertyAccessMode.Field);
    }

    public void Configure(EntityTypeBuilder<Finding> finding)
    {
        finding.Property<int>(AcademyDbContext.RowVersion).IsConcurrencyToken();
        finding.Property(f => f.Id).ValueGeneratedNever();
        finding.Property(f => f.Text).HasMaxLength(500);
        finding.Property(f => f.Place).HasMaxLength(100);
        finding.HasIndex(f => new { f.InspectionId, f.Number }).IsUnique();
        finding.HasIndex(f => new { f.OrganizationId, f.State, f.DueOn });
        finding.HasOne<Inspection>().WithMany().HasForeignKey(f => f.InspectionId).OnDelete(DeleteBehavior.Restrict);
        finding.HasOne<Organization>().WithMany().HasForeignKey(f => f.OrganizationId).OnDelete(DeleteBehavior.Restrict);
        finding.HasOne<Person>().WithMany().HasForeignKey(f => f.PersonId).OnDelete(DeleteBehavior.Restrict);
        finding.OwnsMany(f => f.Steps, step =>
        {
            step.ToTable("FindingSteps").WithOwner().HasForeignKey("FindingId");
            step.HasKey("FindingId", nameof(FindingStep.Number));
            step.Property(s => s.Number).ValueGeneratedNever();
            step.Property(s => s.Text).HasMaxLength(500);
            step.Property(s => s.Photos).HasJson();
            step.HasOne<Person>().WithMany().HasForeignKey(s => s.By).OnDelete(DeleteBehavior.Restrict);
        });
        finding.Navigation(f => f.Steps).UsePropertyAccessMode(PropertyAccessMode.Field);
    }

    public void Configure(EntityTypeBuilder<FindingPhoto> photo)
    {
        photo.Property(p => p.Id).ValueGeneratedNever();
        photo.Property(p => p.MediaType).HasMaxLength(32);
        photo.Property(p => p.Hash).HasMaxLength(64);
        photo.HasIndex(p => p.InspectionId);
        photo.HasOne<Inspection>().WithMany().HasForeignKey(p => p.InspectionId).OnDelete(DeleteBehavior.Restrict);
        photo.HasOne<Person>().WithMany().HasForeignKey(p => p.By).OnDelete(DeleteBehavior.Restrict);
    }

    public void Configure(EntityTypeBuilder<SpotQuiz> quiz)
    {
        quiz.Property<int>(AcademyDbContext.RowVersion).IsConcurrencyToken();
        quiz.Property(q => q.QuestionIds).HasJson();
        quiz.HasIndex(q => q.InspectionId);
        quiz.HasOne<Inspection>().WithMany().HasForeignKey(q => q.InspectionId).OnDelete(DeleteBehavior.Restrict);
        quiz.HasOne<Person>().WithMany().HasForeignKey(q => q.PersonId).OnDelete(DeleteBehavior.Restrict);
        quiz.HasOne<Position>().WithMany().HasForeignKey(q => q.Position).OnDelete(DeleteBehavior.Restrict);
        quiz.HasOne<TrainingCycle>().WithMany().HasForeignKey(q => q.CycleId).OnDelete(DeleteBehavior.Restrict);
        quiz.OwnsMany(q => q.Answers, answer =>
        {
            answer.ToTable("SpotAnswers").WithOwner().HasForeignKey("QuizId");
            answer.HasKey("QuizId", nameof(SpotAnswer.Number));
            answer.Property(a => a.Number).ValueGeneratedNever();
        });
        quiz.Navigation(q => q.Answers).UsePropertyAccessMode(PropertyAccessMode.Field);
    }

    public void Configure(EntityTypeBuilder<InspectorAssignment> assignment)
    {
        assignment.Property(a => a.District).HasMaxLength(60);
        assignment.HasIndex(a => a.InspectorId);
        assignment.HasOne<Person>().WithMany().HasForeignKey(a => a.InspectorId).OnDelete(DeleteBehavior.Restrict);
        assignment.HasOne<Organization>().WithMany().HasForeignKey(a => a.OrganizationId).OnDelete(DeleteBehavior.Restrict);
    }

    public void Configure(EntityTypeBuilder<GuestAccess> access)
    {
        access.Property<int>(AcademyDbContext.RowVersion).IsConcurrencyToken();
        access.Property(a => a.Name).HasMaxLength(60);
        access.Property(a => a.Unit).HasMaxLength(100);
        access.Property(a => a.Badge).HasMaxLength(40);
        access.Property(a => a.CodeHash).HasMaxLength(64);
        access.HasIndex(a => a.CodeHash).IsUnique();
        access.HasIndex(a => new { a.OrganizationId, a.GivenAt });
        access.HasOne<Organization>().WithMany().HasForeignKey(a => a.OrganizationId).OnDelete(DeleteBehavior.Restrict);
        access.HasOne<Person>().WithMany().HasForeignKey(a => a.PersonId).OnDelete(DeleteBehavior.Restrict);
    }
}
