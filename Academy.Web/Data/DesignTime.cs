using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace Academy.Web.Data;

internal sealed class SqliteDesignTime : IDesignTimeDbContextFactory<SqliteAcademyDbContext>
{
    public SqliteAcademyDbContext CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<SqliteAcademyDbContext>().UseSqlite("Data Source=:memory:").Options, new WriteGate());
}

internal sealed class PostgresDesignTime : IDesignTimeDbContextFactory<PostgresAcademyDbContext>
{
    public PostgresAcademyDbContext CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<PostgresAcademyDbContext>().UseNpgsql("Host=/nowhere").Options);
}
