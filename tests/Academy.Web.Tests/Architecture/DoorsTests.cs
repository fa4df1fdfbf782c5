using Academy.Web.Data;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;

namespace Academy.Web.Tests.Architecture;

/// <summary>The table of doors (who may know whom) holds; and each way of breaking it is seen.</summary>
public sealed class DoorsTests
{
    [Fact]
    public void No_type_knows_what_its_room_must_not()
    {
        Assert.NotEmpty(Rooms.Types);
        AssertNone(Rooms.Types.SelectMany(t => Rooms.Breaches(t, Rooms.RoomOf(t)!)).Distinct());
    }

    [Fact]
    public void No_source_file_names_a_room_it_must_not_know()
    {
        Assert.NotEmpty(Sources.All);
        AssertNone(Sources.All.SelectMany(s => Rooms.Breaches(s.File, s.Text, s.Room)));
    }

    [Fact]
    public void Every_room_and_every_audience_is_in_the_table()
    {
        Assert.Empty(Rooms.Types.Select(t => Rooms.RoomOf(t)!.Split('.')[0]).Distinct().Except([.. Rooms.MayKnow.Keys, Rooms.Web]));
        Assert.Empty(Rooms.Types.Select(Rooms.NamespaceOf).Where(n => n.StartsWith("Academy.Web.Pages.", StringComparison.Ordinal)).Select(n => n.Split('.')[3]).Distinct().Except(Rooms.Audiences));
    }

    [Theory]
    [InlineData("Domain", "Data")]
    [InlineData("Domain", "Web")]
    [InlineData("Data", "Pages.Learn")]
    [InlineData("Data", "Components")]
    [InlineData("Data", "Operations")]
    [InlineData("Content", "Data")]
    [InlineData("Content", "Pages.Learn")]
    [InlineData("Signing", "Data")]
    [InlineData("Signing", "Pages.Verify")]
    [InlineData("Identity", "Pages.Account")]
    [InlineData("Identity", "Operations")]
    [InlineData("Operations", "Pages.Exams")]
    [InlineData("Operations", "Identity")]
    [InlineData("Components", "Data")]
    [InlineData("Components", "Pages.Learn")]
    [InlineData("Commands", "Pages.Manage")]
    [InlineData("Pages.Learn", "Commands")]
    [InlineData("Pages.Learn", "Pages.Manage")]
    [InlineData("Pages.Shared", "Pages.Learn")]
    [InlineData("Pages", "Pages.Learn")]
    public void Shut(string from, string to) => Assert.False(Rooms.MayPass(from, to));

    [Theory]
    [InlineData("Data", "Domain")]
    [InlineData("Identity", "Data")]
    [InlineData("Operations", "Signing")]
    [InlineData("Commands", "Identity")]
    [InlineData("Pages.Learn", "Operations")]
    [InlineData("Pages.Learn", "Components")]
    [InlineData("Pages.Learn", "Pages.Learn")]
    [InlineData("Pages.Learn", "Pages.Shared")]
    [InlineData("Signing", "Web")]
    public void Open(string from, string to) => Assert.True(Rooms.MayPass(from, to));

    [Theory]
    [InlineData("Domain", "Microsoft.EntityFrameworkCore.DbContext", false)]
    [InlineData("Domain", "System.IO.File", false)]
    [InlineData("Domain", "System.TimeProvider", false)]
    [InlineData("Domain", "System.Text.StringBuilder", true)]
    [InlineData("Data", "Microsoft.AspNetCore.Http.HttpContext", false)]
    [InlineData("Operations", "Microsoft.AspNetCore.Http.IFormFile", false)]
    [InlineData("Operations", "Microsoft.EntityFrameworkCore.DbContext", true)]
    public void Foreign(string room, string type, bool allowed) => Assert.Equal(allowed, Rooms.IsForeignAllowed(room, type));

    [Theory]
    [InlineData(typeof(Probes.InAField))]
    [InlineData(typeof(Probes.InASignature))]
    [InlineData(typeof(Probes.AsABase))]
    [InlineData(typeof(Probes.InAnAttribute))]
    [InlineData(typeof(Probes.InAMethodBody))]
    [InlineData(typeof(Probes.AsAGenericArgument))]
    public void A_breach_is_seen_wherever_a_type_hides_it(Type probe) =>
        Assert.Contains(Rooms.Breaches(probe, "Components"), breach => breach.StartsWith("Components must not know Data: ", StringComparison.Ordinal));

    [Fact]
    public void A_breach_by_a_foreign_type_is_seen() =>
        Assert.Contains(Rooms.Breaches(typeof(Probes.OfTheRequest), "Operations"), breach => breach.StartsWith("Operations must not know this: ", StringComparison.Ordinal));

    [Fact]
    public void A_type_that_keeps_to_its_room_has_no_breach() => Assert.Empty(Rooms.Breaches(typeof(Probes.InAField), "Commands"));

    [Theory]
    [InlineData("Components", "@using Academy.Web.Data")]
    [InlineData("Components", "@inject TimeProvider Clock")]
    [InlineData("Pages.Learn", "@using Academy.Web.Pages.Manage")]
    [InlineData("Signing", "var size = Academy.Web.Data.AcademyDbContext.RowVersion.Length;")]
    public void A_breach_in_text_is_seen(string room, string text) => Assert.Single(Rooms.Breaches("file", text, room));

    [Theory]
    [InlineData("Components", "@using Academy.Domain.Exams")]
    [InlineData("Pages.Learn", "namespace Academy.Web.Pages.Learn;")]
    [InlineData("Operations", "using Academy.Web.Data;")]
    public void What_may_be_said_is_no_breach(string room, string text) => Assert.Empty(Rooms.Breaches("file", text, room));

    /// <summary>All of them, one a line: Assert.Empty would show the beginnings of five.</summary>
    private static void AssertNone(IEnumerable<string> breaches)
    {
        var all = string.Join('\n', breaches);
        Assert.True(all.Length == 0, all);
    }

    private static class Probes
    {
        public sealed class InAField
        {
            public WriteGate? Gate { get; init; }
        }

        public sealed class InASignature
        {
            public static void Take(WriteGate[] gates) => ArgumentNullException.ThrowIfNull(gates);
        }

        public abstract class AsABase(DbContextOptions options) : AcademyDbContext(options);

        [AttributeUsage(AttributeTargets.Class)]
        public sealed class NamesAttribute(Type type) : Attribute
        {
            public Type Type => type;
        }

        [Names(typeof(WriteGate))]
        public sealed class InAnAttribute;

        public sealed class InAMethodBody
        {
            public static string Say() => typeof(WriteGate).Name;
        }

        public sealed class AsAGenericArgument
        {
            public static int Count() => Array.Empty<WriteGate>().Length;
        }

        public sealed class OfTheRequest
        {
            public static string Say(object request) => request is HttpContext context ? context.TraceIdentifier : "";
        }
    }
}
