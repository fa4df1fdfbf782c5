using System.Security.Cryptography;
using System.Text;
using Academy.Domain.Courses;
using Academy.Domain.Exams;
using Academy.Domain.Organizations;

namespace Academy.Web.Content;

/// <summary>The five .yml files beside the courses.</summary>
internal sealed class Catalogues(ContentFiles files, ProblemList problems, Dictionary<string, Place> places)
{
    public const string AbilitiesFile = "abilities.yml";
    public const string LawsFile = "laws.yml";
    public const string PositionsFile = "positions.yml";
    public const string RequirementsFile = "requirements.yml";
    public const string BlueprintsFile = "blueprints.yml";

    public IReadOnlyList<Ability> Abilities() => Rows(AbilitiesFile, "ability", a => a.Code, f =>
        new Ability(f.Text("code"), f.Text("name"), f.Text("short"), f.Flag("fire")));

    public IReadOnlyList<Instrument> Instruments() => Rows(LawsFile, "law", l => l.Id, f =>
        new Instrument(
            f.Text("id"),
            f.Text("short"),
            f.Text("title"),
            f.OptionalText("number"),
            f.Text("issuer"),
            f.OptionalDay("in_force_since"),
            f.List("articles"),
            f.Confidence("confidence"),
            f.Day("checked_on")));

    public IReadOnlyList<CataloguePosition> Positions()
    {
        var positions = Rows(PositionsFile, "position", p => p.Code, f =>
            new CataloguePosition(
                f.Number("number", least: 1),
                f.Text("code"),
                f.Text("name"),
                f.Text("group"),
                f.Flag("high_risk"),
                f.Flag("manager"),
                f.List("licences"),
                f.List("duties", required: true),
                f.Flag("demo")));
        foreach (var doubled in positions.GroupBy(p => p.Number).Where(g => g.Count() > 1).SelectMany(g => g.Skip(1)))
        {
            problems.Error(places[Key("position", doubled.Code)], "id-double", $"岗位编号 {doubled.Number} 用了两次；编号写进证书，不能重复，也不能再用。");
        }

        return positions;
    }

    public IReadOnlyList<PositionRequirement> Requirements() => Rows(RequirementsFile, "requirement", RequirementKey, f =>
    {
        var requirement = new PositionRequirement(
            f.Text("position"),
            f.Choice("round", Words.Rounds),
            "",
            f.List("courses", required: true),
            f.Number("hours", least: 1),
            f.List("licences"),
            f.Flag("practical"),
            f.Text("blueprint"),
            f.Choice("mode", Words.Modes),
            f.Number("months", least: 1),
            f.Text("basis"),
            f.Choice("status", Words.Statuses, "active")) { Lessons = f.List("lessons"), LimitedTo = f.OptionalText("limited_to") };
        return requirement with { Version = VersionOf(requirement) };
    });

    public IReadOnlyList<Blueprint> Blueprints() => Rows(BlueprintsFile, "blueprint", b => b.Id, f => new Blueprint(
        f.Text("id"),
        f.Text("title"),
        f.OptionalText("family") ?? f.Text("id"),
        [.. f.Rows("cells").Select(Cell)],
        f.Number("critical"),
        f.Number("critical_minutes", least: 1),
        f.Number("minutes", least: 1),
        f.Number("mark", least: 1),
        f.Number("floor", 60),
        f.Choice("multiple", Words.MultiplePolicies, "all-or-nothing"),
        f.Choice("wait", Words.Waits),
        f.Flag("high_risk"),
        f.Flag("renewal"),
        f.Choice("status", Words.Statuses, "active")));

    public static string Key(string kind, string id) => $"{kind} {id}";

    public static string RequirementKey(PositionRequirement requirement) => $"{requirement.Position} {requirement.Round}";

    private BlueprintCell Cell(YamlFields f)
    {
        var cell = new BlueprintCell(
            f.Choice("kind", Words.Kinds),
            f.Text("ability"),
            f.Number("difficulty", 0) is var difficulty and > 0 ? difficulty : null,
            f.Number("count", least: 1),
            f.Number("points", least: 1),
            f.Number("parts", 1, least: 1));
        f.RefuseOthers();
        return cell;
    }

    private List<T> Rows<T>(string file, string kind, Func<T, string> id, Func<YamlFields, T> read)
    {
        var rows = new List<T>();
        if (files.FindText(file) is not { } text)
        {
            problems.Error(new Place(file, 1), "file-missing", $"没有文件 {file}，请放在内容文件夹里。");
            return rows;
        }

        foreach (var fields in YamlFields.ReadList(file, text, problems))
        {
            var row = read(fields);
            fields.RefuseOthers();
            if (places.TryAdd(Key(kind, id(row)), fields.Place))
            {
                rows.Add(row);
            }
            else
            {
                problems.Error(fields.Place, "id-double", $"{id(row)} 写了两次，删掉一个。");
            }
        }

        return rows;
    }

    // What a person must do to be certified; how its reason is worded is no new version.
    private static string VersionOf(PositionRequirement r) => ContentHash.Of(string.Join(
        '\n', r.Position, r.Round, string.Join(',', r.Courses), r.Hours, string.Join(',', r.Licences), r.NeedsPractical, r.Blueprint, r.Mode, r.Months) + string.Concat(r.Lessons.Select(l => $"\n{l}")));
}

/// <summary>Names a version by its content.</summary>
internal static class ContentHash
{
    /// <summary>The first 16 hexadecimal digits of SHA-256: short enough to read out, and nobody here forges.</summary>
    public static string Of(string content) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(content)))[..16];
}
