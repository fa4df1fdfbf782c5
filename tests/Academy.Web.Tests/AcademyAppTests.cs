using Academy.Domain.Organizations;
using Microsoft.EntityFrameworkCore;

namespace Academy.Web.Tests;

public abstract class AcademyAppTests(AcademyApp app)
{
    public sealed class OnSqlite(SqliteApp app) : AcademyAppTests(app), IClassFixture<SqliteApp>;

    public sealed class OnPostgres(PostgresApp app) : AcademyAppTests(app), IClassFixture<PostgresApp>;

    [DataFact]
    public async Task Keeps_what_was_arranged_in_a_database_of_its_own()
    {
        var id = Guid.CreateVersion7();
        await app.ArrangeAsync(db => db.Add(new Group(id, "集团")));

        Assert.Equal([id], await app.ReadAsync(db => db.Groups.Select(g => g.Id).ToListAsync()));
    }
}
