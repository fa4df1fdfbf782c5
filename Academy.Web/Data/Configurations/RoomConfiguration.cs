using Academy.Domain.Exams;
using Academy.Domain.Organizations;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Academy.Web.Data.Configurations;

internal sealed class RoomConfiguration : IEntityTypeConfiguration<ExamRoom>, IEntityTypeConfiguration<ExamSeat>, IEntityTypeConfiguration<ExamExtension>
{
    public void Configure(EntityTypeBuilder<ExamRoom> room)
    {
        room.Property(r => r.Name).HasMaxLength(100);
        room.Property<int>(AcademyDbContext.RowVersion).IsConcurrencyToken();
        room.HasIndex(r => new { r.OrganizationId, r.OpenedAt });
        room.HasOne<Organization>().WithMany().HasForeignKey(r => r.OrganizationId).OnDelete(DeleteBehavior.Restrict);
        room.HasOne<Person>().WithMany().HasForeignKey(r => r.InvigilatorId).OnDelete(DeleteBehavior.Restrict);
    }

    public void Configure(EntityTypeBuilder<ExamSeat> seat)
    {
        seat.Property<int>(AcademyDbContext.RowVersion).IsConcurrencyToken();
        // Nobody sits in two rooms for one exam.
        seat.HasIndex(s => s.AssignmentId).IsUnique().HasFilter("\"EndedAt\" IS NULL");
        seat.HasIndex(s => s.AttemptId).IsUnique();
        seat.HasIndex(s => s.PersonId);
        seat.HasOne<ExamRoom>().WithMany().HasForeignKey(s => s.RoomId).OnDelete(DeleteBehavior.Restrict);
        seat.HasOne<ExamAssignment>().WithMany().HasForeignKey(s => s.AssignmentId).OnDelete(DeleteBehavior.Restrict);
        seat.HasOne<Person>().WithMany().HasForeignKey(s => s.PersonId).OnDelete(DeleteBehavior.Restrict);
        seat.HasOne<ExamAttempt>().WithMany().HasForeignKey(s => s.AttemptId).OnDelete(DeleteBehavior.Restrict);
    }

    public void Configure(EntityTypeBuilder<ExamExtension> extension)
    {
        extension.HasOne<ExamAttempt>().WithMany().HasForeignKey(e => e.AttemptId).OnDelete(DeleteBehavior.Restrict);
        extension.HasOne<Person>().WithMany().HasForeignKey(e => e.By).OnDelete(DeleteBehavior.Restrict);
    }
}
