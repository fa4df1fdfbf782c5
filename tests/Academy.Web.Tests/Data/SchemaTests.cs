using System.Reflection;
using Academy.Domain;
using Academy.Domain.Organizations;
using Academy.Web.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Academy.Web.Tests.Data;

public abstract class SchemaTests(AcademyApp app)
{
    private static readonly MethodInfo ReadOne = typeof(SchemaTests).GetMethod(nameof(ReadOneAsync), BindingFlags.NonPublic | BindingFlags.Static)!;

    public sealed class OnSqlite(SqliteApp app) : SchemaTests(app), IClassFixture<SqliteApp>;

    public sealed class OnPostgres(PostgresApp app) : SchemaTests(app), IClassFixture<PostgresApp>;

    [DataFact]
    public async Task Migrations_have_caught_up_with_the_model()
    {
        await using var db = app.Database.Open();

        Assert.False(db.Database.HasPendingModelChanges(), "The model has changed: Academy.Web/Data/add-migration.sh NAME");
    }

    [DataFact]
    public async Task Every_migration_applies_to_an_empty_database()
    {
        await using var db = app.Database.Open();

        Assert.NotEmpty(await db.Database.GetAppliedMigrationsAsync());
        Assert.Empty(await db.Database.GetPendingMigrationsAsync());
    }

    [DataFact]
    public async Task Every_table_can_be_read_as_the_model_says()
    {
        await using var db = app.Database.Open();
        foreach (var entity in db.Model.GetEntityTypes().Where(e => !e.IsOwned() && e.GetTableName() is not null))
        {
            await (Task)ReadOne.MakeGenericMethod(entity.ClrType).Invoke(null, [db])!;
        }
    }

    [DataFact]
    public async Task Text_as_long_as_its_column_is_kept_and_one_character_more_is_refused()
    {
        await app.ArrangeAsync(db => db.Add(new Person(Guid.CreateVersion7(), new string('王', 60))));

        await using var db = app.Database.Open();
        db.Add(new Person(Guid.CreateVersion7(), new string('王', 61)));
        await Assert.ThrowsAsync<DbUpdateException>(() => db.SaveChangesAsync());
    }

    [DataFact]
    public async Task Every_text_column_has_its_limit_in_the_database()
    {
        await using var db = app.Database.Open();
        var sql = db.Database.IsSqlite()
            ? "SELECT group_concat(sql, ' ') AS \"Value\" FROM sqlite_master WHERE type = 'table'"
            : "SELECT string_agg(format('%s.%s <= %s', table_name, column_name, character_maximum_length), ' ' ) || ' ' AS \"Value\" FROM information_schema.columns WHERE table_schema = 'public'";
        var schema = await db.Database.SqlQueryRaw<string>(sql).SingleAsync();

        var limited = Columns(db.GetService<IDesignTimeModel>().Model)
            .Select(c => db.Database.IsSqlite()
                ? $"\"CK_{c.Table}_{c.Column}_length\" CHECK (length(\"{c.Column}\") <= {c.Length})"
                : $"{c.Table}.{c.Column} <= {c.Length} ")
            .ToList();
        Assert.NotEmpty(limited);
        Assert.All(limited, limit => Assert.Contains(limit, schema, StringComparison.Ordinal));
    }

    [DataFact]
    public async Task A_row_cannot_point_at_nothing()
    {
        await using var db = app.Database.Open();
        db.Add(new Department(Guid.CreateVersion7(), organizationId: Guid.CreateVersion7(), "前厅部"));

        await Assert.ThrowsAsync<DbUpdateException>(() => db.SaveChangesAsync());
    }

    [DataFact]
    public async Task Instants_compare_in_sql_whatever_offset_they_were_written_with()
    {
        var nineInBeijing = new DateTimeOffset(2026, 11, 21, 9, 0, 0, TimeSpan.FromHours(8));
        var justAfterInLondon = new DateTimeOffset(2026, 11, 21, 1, 0, 0, 1, TimeSpan.Zero);
        await app.ArrangeAsync(db => db.AddRange(Seen("early", nineInBeijing), Seen("late", justAfterInLondon)));

        Assert.Equal(["late"], await app.ReadAsync(db => db.AuditEntries.Where(e => e.At > nineInBeijing).Select(e => e.Action).ToListAsync()));
        Assert.Equal(["late", "early"], await app.ReadAsync(db => db.AuditEntries.OrderByDescending(e => e.At).Select(e => e.Action).ToListAsync()));
        Assert.Equal(nineInBeijing, await app.ReadAsync(db => db.AuditEntries.Where(e => e.Action == "early").Select(e => e.At).SingleAsync()));
    }

    private static AuditEntry Seen(string action, DateTimeOffset at) =>
        new(Guid.CreateVersion7(), organizationId: null, actor: null, action, subject: null, detail: null, source: null, at);

    private static Task ReadOneAsync<T>(AcademyDbContext db)
        where T : class => db.Set<T>().AsNoTracking().FirstOrDefaultAsync();

    private static IEnumerable<(string Table, string Column, int Length)> Columns(IModel model) =>
        from entity in model.GetEntityTypes()
        let table = entity.GetTableName()
        where table is not null && !entity.IsMappedToJson()
        from property in entity.GetDeclaredProperties()
        where (property.GetTypeMapping().Converter?.ProviderClrType ?? property.ClrType) == typeof(string) && property.GetMaxLength() is not null
        select (table, property.GetColumnName(), property.GetMaxLength()!.Value);
}
