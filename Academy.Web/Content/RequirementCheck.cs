using System.Globalization;
using Academy.Domain.Certificates;
using Academy.Domain.Courses;
using Academy.Domain.Organizations;

namespace Academy.Web.Content;

/// <summary>The training matrix: rows in force name only what is there, and ask at least the hours of their courses.</summary>
internal sealed class RequirementCheck(Curriculum curriculum, IReadOnlyDictionary<string, Place> places, ProblemList problems)
{
    private const int SeasonItems = 20;

    public void Check()
    {
        foreach (var requirement in curriculum.Requirements)
        {
            var place = places[Catalogues.Key("requirement", Catalogues.RequirementKey(requirement))];
            var position = curriculum.Positions.FirstOrDefault(p => p.Code == requirement.Position);
            if (position is null)
            {
                problems.Error(place, "position-unknown", $"没有岗位 {requirement.Position}，见 {Catalogues.PositionsFile}。");
            }

            if (requirement.IsPlanned)
            {
                problems.Notice(place, "planned", $"{requirement.Position} 的{Round(requirement)}要求还在计划中，不能派发。");
                continue;
            }

            if (requirement.Months > Validity.LongestMonths) problems.Error(place, "months", $"{requirement.Position} 的{Round(requirement)}写了 {requirement.Months} 个月，最长 {Validity.LongestMonths} 个月。");
            CheckCourses(requirement, place);
            CheckSeason(requirement, position, place);
            CheckFire(requirement, place);
            CheckBlueprint(requirement, position, place);
        }
    }

    private void CheckCourses(PositionRequirement requirement, Place place)
    {
        var courses = requirement.Courses.Select(curriculum.FindCourse).ToList();
        foreach (var (code, _) in requirement.Courses.Zip(courses).Where(c => c.Second is null))
        {
            problems.Error(place, "course-unknown", $"没有课程 {code}；课程齐了再启用，先写 status: planned。");
        }

        foreach (var lesson in requirement.Lessons.Where(id => courses.All(c => c?.Lessons.All(l => l.Id != id) != false)))
        {
            problems.Error(place, "lesson-unknown", $"{requirement.Position} 的{Round(requirement)}要求小节 {lesson}，所列课程里没有。");
        }

        // Whoever reads some lessons of a course does not owe its hours.
        var hours = requirement.Lessons.Count > 0 ? 0 : courses.Sum(c => c?.Hours ?? 0);
        if (requirement.Hours < hours)
        {
            problems.Error(place, "hours", $"{requirement.Position} 的{Round(requirement)}写了 {requirement.Hours} 学时，课程合计 {hours} 学时，不能更少。");
        }

        if (courses.Contains(null)) return;
        var hoursOf = ContentFigures.HoursOf(curriculum, requirement);
        problems.Notice(place, "hours-split", string.Create(
            CultureInfo.InvariantCulture,
            $"{requirement.Position} 的{Round(requirement)} {requirement.Hours} 学时：线上 {hoursOf.Online:0.0}，其余 {hoursOf.Classroom:0.0} 由线下培训补足。"));
    }

    /// <summary>Rule 12: short, for low risk, and for named duties only.</summary>
    private void CheckSeason(PositionRequirement requirement, CataloguePosition? position, Place place)
    {
        if (requirement.Round != TrainingRound.Season)
        {
            if (requirement.LimitedTo is not null) problems.Error(place, "season", $"{requirement.Position} 的{Round(requirement)}不写 limited_to，只有季节工岗前包才限定。");
            return;
        }

        if (requirement.Lessons.Count == 0 || requirement.LimitedTo is null || requirement.Hours is < 2 or > 4)
        {
            problems.Error(place, "season", $"{requirement.Position} 的季节工岗前包要写 lessons（挑哪几小节）、limited_to（能做哪些事），学时 2 到 4。");
        }

        if (position is { IsHighRisk: true }) problems.Error(place, "season", $"{requirement.Position} 是高危岗位，不能用季节工岗前包，要完整培训。");
        if (curriculum.FindBlueprint(requirement.Blueprint) is { } blueprint && blueprint.ItemCount != SeasonItems) problems.Error(place, "season", $"{requirement.Position} 的季节工岗前包考 {SeasonItems} 题，{blueprint.Id} 是 {blueprint.ItemCount} 题。");
        if (curriculum.FindRequirement(requirement.Position, TrainingRound.First) is not { } full) problems.Error(place, "season", $"{requirement.Position} 有季节工岗前包，却没有启用的岗前要求：限期内要补完整培训。");
        else if (full.Licences.Count > 0 || full.NeedsPractical) problems.Error(place, "season", $"{requirement.Position} 要法定证件或实操，不能用季节工岗前包。");
    }

    /// <summary>Whatever the trade, each round trains for fire: half-yearly or yearly is what the law asks of everybody.</summary>
    private void CheckFire(PositionRequirement requirement, Place place)
    {
        var fire = curriculum.Abilities.Where(a => a.IsFireAbility).Select(a => a.Code).ToHashSet();
        if (!requirement.Courses.Select(curriculum.FindCourse).Any(c => c?.Abilities.All(fire.Contains) == true))
        {
            problems.Error(place, "fire", $"{requirement.Position} 的{Round(requirement)}没有一门消防课程；消防培训每轮都要有（61号令 第36条）。");
        }
    }

    private void CheckBlueprint(PositionRequirement requirement, CataloguePosition? position, Place place)
    {
        if (curriculum.FindBlueprint(requirement.Blueprint) is not { IsPlanned: false } blueprint)
        {
            problems.Error(place, "blueprint-unknown", $"没有启用的组卷规则 {requirement.Blueprint}，见 {Catalogues.BlueprintsFile}。");
            return;
        }

        if (position is { IsHighRisk: true } && !blueprint.IsHighRisk)
        {
            problems.Error(place, "blueprint-risk", $"{requirement.Position} 是高危岗位，要用 high_risk: true 的组卷规则，{blueprint.Id} 不是。");
        }

        if (blueprint.IsRenewal != (requirement.Round == TrainingRound.Renewal))
        {
            problems.Error(place, "blueprint-round", $"{requirement.Position} 的{Round(requirement)}用了{(blueprint.IsRenewal ? "复训" : "岗前")}的组卷规则 {blueprint.Id}，换一个。");
        }
    }

    private static string Round(PositionRequirement requirement) => requirement.Round switch
    {
        TrainingRound.First => "岗前",
        TrainingRound.Renewal => "复训",
        _ => "季节工岗前包",
    };
}
