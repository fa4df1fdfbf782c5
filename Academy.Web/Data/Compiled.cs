using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Academy.Web.Data;

/// <summary>
/// Queries of a path that everybody takes, translated once for each database instead of looked up at every call
/// (looking up takes longer than a small query itself). Made with <c>EF.CompileAsyncQuery</c> in the constructor.
/// </summary>
/// <typeparam name="TQueries">Holds them as properties.</typeparam>
internal static class Compiled<TQueries>
    where TQueries : class, new()
{
    private static readonly ConditionalWeakTable<IModel, TQueries> Known = [];

    /// <summary>Those for this context's database.</summary>
    public static TQueries For(AcademyDbContext db) => Known.GetValue(db.Model, _ => new TQueries());
}
