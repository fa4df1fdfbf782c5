using System.Data;
using Academy.Domain;
using Academy.Domain.Certificates;
using Academy.Domain.Courses;
using Academy.Domain.Exams;
using Academy.Domain.Inspections;
using Academy.Domain.Organizations;
using Academy.Domain.Training;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Academy.Web.Data;

/// <summary>The model, one for both databases. Only <see cref="SqliteAcademyDbContext"/> and <see cref="PostgresAcademyDbContext"/> are ever built.</summary>
public abstract class AcademyDbContext(DbContextOptions options) : IdentityUserContext<AcademyUser, Guid>(options)
{
    /// <summary>Name of the shadow property that refuses a save over somebody else's newer one.</summary>
    public const string RowVersion = nameof(RowVersion);

    public DbSet<Group> Groups => Set<Group>();
    public DbSet<Organization> Organizations => Set<Organization>();
    public DbSet<Venue> Venues => Set<Venue>();
    public DbSet<Department> Departments => Set<Department>();
    public DbSet<Person> People => Set<Person>();
    public DbSet<Engagement> Engagements => Set<Engagement>();
    public DbSet<Position> Positions => Set<Position>();
    public DbSet<StatutoryLicence> Licences => Set<StatutoryLicence>();
    public DbSet<RoleGrant> RoleGrants => Set<RoleGrant>();
    public DbSet<StudyProgress> StudyProgress => Set<StudyProgress>();
    public DbSet<StudyClock> StudyClocks => Set<StudyClock>();
    public DbSet<PracticeAnswer> PracticeAnswers => Set<PracticeAnswer>();
    public DbSet<Cohort> Cohorts => Set<Cohort>();
    public DbSet<TrainingCycle> Cycles => Set<TrainingCycle>();
    public DbSet<RetrainingOrder> RetrainingOrders => Set<RetrainingOrder>();
    public DbSet<ClassroomSession> ClassroomSessions => Set<ClassroomSession>();
    public DbSet<PracticalAssessment> PracticalAssessments => Set<PracticalAssessment>();
    public DbSet<ExamAssignment> ExamAssignments => Set<ExamAssignment>();
    public DbSet<ExamAttempt> Attempts => Set<ExamAttempt>();
    public DbSet<ExamExtension> ExamExtensions => Set<ExamExtension>();
    public DbSet<ExamRoom> ExamRooms => Set<ExamRoom>();
    public DbSet<ExamSeat> ExamSeats => Set<ExamSeat>();
    public DbSet<PaperSession> PaperSessions => Set<PaperSession>();
    public DbSet<PaperSheet> PaperSheets => Set<PaperSheet>();
    public DbSet<PaperScan> PaperScans => Set<PaperScan>();
    public DbSet<AnswerRevision> AnswerRevisions => Set<AnswerRevision>();
    public DbSet<KeyCorrection> KeyCorrections => Set<KeyCorrection>();
    public DbSet<Regrade> Regrades => Set<Regrade>();
    public DbSet<Certificate> Certificates => Set<Certificate>();
    public DbSet<RestoredCode> RestoredCodes => Set<RestoredCode>();
    public DbSet<PersonPhoto> PersonPhotos => Set<PersonPhoto>();
    public DbSet<Scan> Scans => Set<Scan>();
    public DbSet<CodeReport> CodeReports => Set<CodeReport>();
    public DbSet<CodeLooks> CodeLooks => Set<CodeLooks>();
    public DbSet<Inspection> Inspections => Set<Inspection>();
    public DbSet<Finding> Findings => Set<Finding>();
    public DbSet<FindingPhoto> FindingPhotos => Set<FindingPhoto>();
    public DbSet<SpotQuiz> SpotQuizzes => Set<SpotQuiz>();
    public DbSet<InspectorAssignment> InspectorAssignments => Set<InspectorAssignment>();
    public DbSet<GuestAccess> GuestAccesses => Set<GuestAccess>();
    public DbSet<AuditEntry> AuditEntries => Set<AuditEntry>();
    public DbSet<ActivationSlip> ActivationSlips => Set<ActivationSlip>();
    public DbSet<Device> Devices => Set<Device>();
    public DbSet<ContentRelease> Releases => Set<ContentRelease>();
    public DbSet<ContentBlob> ContentBlobs => Set<ContentBlob>();
    public DbSet<StoredKey> Keys => Set<StoredKey>();
    public DbSet<StoredStatusList> StatusLists => Set<StoredStatusList>();
    public DbSet<StoredTrustBundle> TrustBundles => Set<StoredTrustBundle>();
    public DbSet<CodeChange> CodeChanges => Set<CodeChange>();
    public DbSet<DatabaseLife> Lives => Set<DatabaseLife>();
    public DbSet<DataProtectionElement> DataProtectionElements => Set<DataProtectionElement>();

    /// <summary>作答: of each question the newest revision.</summary>
    public IQueryable<AnswerRevision> Answers => AnswerRevisions.Where(r => !AnswerRevisions.Any(later => later.AttemptId == r.AttemptId && later.Q == r.Q && later.Revision > r.Revision));

    /// <summary>Runs a few short writes as one transaction, alone where the database wants one writer. Where one fails none is kept.</summary>
    public abstract Task<T> WriteAsync<T>(Func<CancellationToken, Task<T>> write, CancellationToken cancel);

    protected async Task<T> WriteAllAsync<T>(Func<CancellationToken, Task<T>> write, CancellationToken cancel)
    {
        // Nobody goes on after a save in here that failed.
        Database.AutoSavepointsEnabled = false;
        try
        {
            await using var transaction = await Database.BeginTransactionAsync(cancel);
            var result = await write(cancel);
            await transaction.CommitAsync(cancel);
            return result;
        }
        finally
        {
            Database.AutoSavepointsEnabled = true;
        }
    }

    /// <summary>Runs several queries on the state of one instant, so that what they found fits together.</summary>
    public async Task<T> ReadAsync<T>(Func<Task<T>> read, CancellationToken cancel)
    {
        if (Database.CurrentTransaction is not null) return await read();
        await using var transaction = await BeginSnapshotAsync(cancel);
        var result = await read();
        await transaction.CommitAsync(cancel);
        return result;
    }

    /// <summary>Begins a transaction that only reads, and sees nothing that is committed after its first query.</summary>
    protected abstract Task<IDbContextTransaction> BeginSnapshotAsync(CancellationToken cancel);

    public override Task<int> SaveChangesAsync(bool acceptAllChangesOnSuccess, CancellationToken cancellationToken = default)
    {
        // Looks through everything tracked; once is enough, and before anybody has to wait for it.
        var entries = ChangeTracker.Entries().ToList();
        foreach (var entry in entries.Where(e => e.State is EntityState.Modified && e.Metadata.FindProperty(RowVersion) is not null))
        {
            entry.Property(RowVersion).CurrentValue = (int)entry.Property(RowVersion).OriginalValue! + 1;
        }

        CodeChanges.AddRange([.. ChangedCodes(entries)]);
        return SaveDetectedAsync(acceptAllChangesOnSuccess, cancellationToken);
    }

    /// <summary>Whoever issues a code or changes its status, it becomes a row in the same transaction: here, so that nobody can forget it.</summary>
    private IEnumerable<CodeChange> ChangedCodes(List<EntityEntry> entries)
    {
        foreach (var certificate in entries.Select(e => e.Entity).OfType<Certificate>())
        {
            foreach (var code in certificate.Codes.Where(c => IsChanged(Entry(c), c.Status))) yield return CodeChange.Of(code, certificate.ExpiresOn, certificate.Id);
        }

        foreach (var code in entries.Select(e => e.Entity).OfType<RestoredCode>().Where(c => IsChanged(Entry(c), c.Status)))
        {
            yield return new CodeChange(code.List, code.Index, code.PayloadHash, code.LastDay, (int)code.Status, code.End, code.StatusSince, code.CertificateId);
        }

        static bool IsChanged(EntityEntry entry, CodeStatus status) =>
            entry.State is EntityState.Added || (entry.State is EntityState.Modified && (CodeStatus)entry.Property(nameof(CertificateCode.Status)).OriginalValue! != status);
    }

    /// <summary>Saves what was found changed.</summary>
    protected virtual async Task<int> SaveDetectedAsync(bool acceptAllChangesOnSuccess, CancellationToken cancel)
    {
        ChangeTracker.AutoDetectChangesEnabled = false;
        try
        {
            return await base.SaveChangesAsync(acceptAllChangesOnSuccess, cancel);
        }
        finally
        {
            ChangeTracker.AutoDetectChangesEnabled = true;
        }
    }

    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        builder.ApplyConfigurationsFromAssembly(typeof(AcademyDbContext).Assembly);
    }

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        configurationBuilder.Properties<string>().HaveMaxLength(256);
        configurationBuilder.Properties<Enum>().HaveConversion<string>().HaveMaxLength(32);
        configurationBuilder.Properties<DateTimeOffset>().HaveConversion<UtcConverter>();
    }

    /// <summary>Without it SQLite cannot compare instants in SQL.</summary>
    private sealed class UtcConverter() : ValueConverter<DateTimeOffset, DateTime>(
        instant => instant.UtcDateTime,
        stored => new DateTimeOffset(DateTime.SpecifyKind(stored, DateTimeKind.Utc)));
}

/// <summary>Embedded: one process, one file, one writer at a time.</summary>
public sealed class SqliteAcademyDbContext(DbContextOptions<SqliteAcademyDbContext> options, WriteGate gate) : AcademyDbContext(options)
{
    private bool _holdsGate;

    public override Task<T> WriteAsync<T>(Func<CancellationToken, Task<T>> write, CancellationToken cancel) => gate.RunAsync(
        async () =>
        {
            _holdsGate = true;
            try
            {
                return await WriteAllAsync(write, cancel);
            }
            finally
            {
                _holdsGate = false;
            }
        },
        cancel);

    // A deferred transaction takes no write lock.
    protected override Task<IDbContextTransaction> BeginSnapshotAsync(CancellationToken cancel) => Database.BeginTransactionAsync(IsolationLevel.ReadUncommitted, cancel);

    protected override Task<int> SaveDetectedAsync(bool acceptAllChangesOnSuccess, CancellationToken cancel) => _holdsGate
        ? base.SaveDetectedAsync(acceptAllChangesOnSuccess, cancel)
        : gate.RunAsync(() => base.SaveDetectedAsync(acceptAllChangesOnSuccess, cancel), cancel);

    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        builder.CheckTextLengths();
    }
}

/// <summary>At scale: several nodes on one PostgreSQL.</summary>
public sealed class PostgresAcademyDbContext(DbContextOptions<PostgresAcademyDbContext> options) : AcademyDbContext(options)
{
    public override Task<T> WriteAsync<T>(Func<CancellationToken, Task<T>> write, CancellationToken cancel) => WriteAllAsync(write, cancel);

    protected override Task<IDbContextTransaction> BeginSnapshotAsync(CancellationToken cancel) => Database.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancel);
}
