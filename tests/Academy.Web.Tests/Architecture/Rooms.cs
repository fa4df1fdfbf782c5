using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Razor.Hosting;

namespace Academy.Web.Tests.Architecture;

/// <summary>The house: its rooms and their doors.</summary>
internal static partial class Rooms
{
    public const string Domain = "Domain", Data = "Data", Content = "Content", Signing = "Signing", Identity = "Identity",
        Operations = "Operations", Components = "Components", Commands = "Commands", Pages = "Pages", Health = "Health", Web = "Web";

    public static readonly string[] Audiences = ["Learn", "Exams", "Station", "Certificates", "Manage", "PaperExams", "Inspect", "Verify", "Admin", "Head", "Team", "Account", "Shared"];

    /// <summary>Which rooms each may know; what is not here is shut. A Page's audience is in its name, as in Pages.Learn.</summary>
    public static readonly Dictionary<string, string[]> MayKnow = new(StringComparer.Ordinal)
    {
        [Domain] = [],
        [Data] = [Domain],
        [Content] = [Domain],
        [Signing] = [Domain],
        // SecretBox seals the Data Protection ring and personal data as it seals signing keys.
        [Identity] = [Domain, Data, Signing],
        [Health] = [Domain, Data, Operations],
        [Operations] = [Domain, Data, Content, Signing],
        [Components] = [Domain],
        [Commands] = [Domain, Operations, Content, Data, Signing, Identity],
        [Pages] = [Domain, Data, Content, Signing, Identity, Operations, Components],
    };

    /// <summary>Foreign namespaces and types that a room never knows.</summary>
    public static readonly Dictionary<string, string[]> NeverKnow = new(StringComparer.Ordinal)
    {
        // No files, no network, no clock: times are arguments.
        [Domain] = ["Microsoft", "System.IO", "System.Net", "System.TimeProvider", "System.Diagnostics.Stopwatch"],
        [Data] = ["Microsoft.AspNetCore.Http", "Microsoft.AspNetCore.Mvc"],
        [Operations] = ["Microsoft.AspNetCore.Http", "Microsoft.AspNetCore.Mvc"],
    };

    private static readonly Assembly[] House = [typeof(Academy.Domain.AuditEntry).Assembly, typeof(Program).Assembly];

    /// <summary>Compiled .cshtml files, by their path; their own namespace says nothing.</summary>
    private static readonly Dictionary<Type, string> Views = typeof(Program).Assembly.GetCustomAttributes<RazorCompiledItemAttribute>()
        .Where(item => item.Identifier.EndsWith(".cshtml", StringComparison.Ordinal))
        .ToDictionary(item => item.Type, item => $"Academy.Web{Path.GetDirectoryName(item.Identifier)!.Replace('/', '.')}");

    public static IEnumerable<Type> Types => House.SelectMany(a => a.GetTypes()).Where(t => NamespaceOf(t).StartsWith("Academy.", StringComparison.Ordinal));

    /// <summary>Whether one room may know another. The few types of Academy.Web itself (the settings) are known to all and may know all.</summary>
    public static bool MayPass(string from, string to)
    {
        if (from == to || from == Web || to == Web && from != Domain) return true;
        var (fromRoom, toRoom) = (from.Split('.')[0], to.Split('.')[0]);
        if (fromRoom == Pages && toRoom == Pages) return to is Pages or "Pages.Shared";
        return MayKnow[fromRoom].Contains(toRoom, StringComparer.Ordinal);
    }

    public static bool IsForeignAllowed(string room, string foreignType) =>
        !NeverKnow.GetValueOrDefault(room.Split('.')[0], []).Any(never => foreignType == never || foreignType.StartsWith($"{never}.", StringComparison.Ordinal));

    public static string? RoomOf(Type type) => House.Contains(type.Assembly) ? RoomOfNamespace(NamespaceOf(type)) : null;

    /// <returns>Null for what is not of the house.</returns>
    public static string? RoomOfNamespace(string name)
    {
        var parts = name.Split('.');
        return parts switch
        {
            ["Academy", "Domain", ..] => Domain,
            ["Academy", "Web"] => Web,
            ["Academy", "Web", Pages, var audience, ..] when Audiences.Contains(audience, StringComparer.Ordinal) => $"{Pages}.{audience}",
            ["Academy", "Web", var room, ..] => room,
            _ => null,
        };
    }

    /// <summary>What a type does against the table, each in one line.</summary>
    public static IEnumerable<string> Breaches(Type type, string room) =>
        from known in Knowledge.Of(type)
        let other = RoomOf(known)
        where other is null ? !IsForeignAllowed(room, known.FullName ?? known.Name) : !MayPass(room, other)
        select $"{room} must not know {other ?? "this"}: {type.FullName} knows {known.FullName}";

    /// <summary>What a source file says against the table; it sees what the compiler leaves no trace of, such as constants.</summary>
    public static IEnumerable<string> Breaches(string file, string text, string room)
    {
        foreach (Match named in NameOfARoom().Matches(text))
        {
            // Academy.Web.WrongSettingException and its like are types, not rooms.
            if (RoomOfNamespace(named.Value) is { } other && (MayKnow.ContainsKey(other.Split('.')[0]) || other == Web) && !MayPass(room, other)) yield return $"{room} must not know {other}: {file} says {named.Value}";
        }

        if (room == Components && text.Contains("@inject", StringComparison.Ordinal)) yield return $"{room} is handed what it shows: {file} says @inject";
    }

    public static string NamespaceOf(Type type)
    {
        var outermost = type;
        while (outermost.DeclaringType is { } declaring) outermost = declaring;
        return Views.GetValueOrDefault(outermost) ?? outermost.Namespace ?? "";
    }

    [GeneratedRegex(@"\bAcademy\.(Domain|Web(\.[A-Z]\w+){0,2})\b", RegexOptions.ExplicitCapture)]
    private static partial Regex NameOfARoom();
}
