using Microsoft.EntityFrameworkCore;

namespace Academy.Web.Data.Queries;

/// <summary>The changes of certificate codes, and what the database knows of itself (decisions/0018).</summary>
public static class CodeChangeQueries
{
    extension(AcademyDbContext db)
    {
        /// <summary>The life that the database is in; null before its first start.</summary>
        public Task<DatabaseLife?> LifeAsync(CancellationToken cancel) => db.Lives.OrderByDescending(l => l.Number).FirstOrDefaultAsync(cancel);

        /// <summary>正在恢复: the database was set back to a backup, and no journal has said yet what it lacks.</summary>
        public async Task<bool> IsRestoringAsync(CancellationToken cancel) => await db.LifeAsync(cancel) is { CompleteAt: null };

        /// <summary>Number of the last numbered change; 0 without any.</summary>
        public async Task<long> ReachedAsync(CancellationToken cancel) => await db.CodeChanges.MaxAsync(c => c.Number, cancel) ?? 0;

        /// <summary>How many changes a journal lacks that ends with that number.</summary>
        public Task<int> BeyondAsync(long number, CancellationToken cancel) => db.CodeChanges.CountAsync(c => c.Number == null || c.Number > number, cancel);
    }
}
