using Academy.Domain;
using Academy.Web.Data;
using Academy.Web.Data.Queries;
using Academy.Web.Operations;
using Microsoft.AspNetCore.Mvc;

namespace Academy.Web.Pages.Manage.People;

public sealed class Index(AcademyDbContext db, Releases releases, AcademySettings settings, TimeProvider clock) : ManagePage
{
    public const int PageSize = 100;

    /// <summary>Name or staff number, or a part of one.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Q { get; set; }

    /// <summary>Which state: all, missing, soon, training, left.</summary>
    [BindProperty(SupportsGet = true)]
    public string State { get; set; } = "all";

    [BindProperty(SupportsGet = true)]
    public int P { get; set; } = 1;

    public DateOnly Today { get; private set; }
    public IReadOnlyList<RollEntry> All { get; private set; } = [];
    public IReadOnlyList<RollEntry> Shown { get; private set; } = [];
    public IReadOnlyList<FormerColleague> Left { get; private set; } = [];
    public bool HasMore => Shown.Count > P * PageSize;

    /// <summary>The states one can ask for, with their words.</summary>
    public IReadOnlyList<(string Key, string Word, int Count)> States =>
        [("all", "在岗", All.Count), .. new[] { ("missing", "不可上岗"), ("soon", "30 天内到期"), ("training", "培训中") }.Select(s => (s.Item1, s.Item2, All.Count(e => Is(e, s.Item1)))), ("left", "已离岗", Left.Count)];

    public async Task OnGetAsync(CancellationToken cancel)
    {
        Today = clock.GetUtcNow().Day();
        var curriculum = (await releases.InForceAsync(cancel)).Curriculum;
        All = [.. (await db.RollAsync(Organization, curriculum, settings.Defaults.SeasonDays, Today, cancel)).Where(e => Matches(e.Name, e.StaffNumber))];
        Shown = [.. All.Where(e => Is(e, State))];
        Left = [.. (await db.FormerColleaguesAsync(Organization, Today, cancel)).Where(e => Matches(e.Name, e.StaffNumber))];
        P = Math.Max(1, P);
    }

    private bool Matches(string name, string staffNumber) =>
        Q?.Trim() is not { Length: > 0 } wanted || name.Contains(wanted, StringComparison.OrdinalIgnoreCase) || staffNumber.Contains(wanted, StringComparison.OrdinalIgnoreCase);

    private bool Is(RollEntry entry, string state) => state switch
    {
        "missing" => entry.IsMissing,
        "soon" => entry.Until < Today.AddDays(31),
        "training" => entry.Positions.Any(p => p.Cycle is not null),
        "left" => false,
        _ => true,
    };
}
