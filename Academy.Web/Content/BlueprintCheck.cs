using System.Globalization;
using Academy.Domain.Courses;
using Academy.Domain.Exams;
using Academy.Domain.Questions;

namespace Academy.Web.Content;

/// <summary>Rule 8: blueprints are proven before release.</summary>
internal sealed class BlueprintCheck(Curriculum curriculum, IReadOnlyDictionary<string, Place> places, ProblemList problems)
{
    private const double MostJudgeInRenewal = 0.15;

    public void Check()
    {
        foreach (var blueprint in curriculum.Blueprints)
        {
            var place = places[Catalogues.Key("blueprint", blueprint.Id)];
            CheckShape(blueprint, place);
            CheckRenewal(blueprint, place);
            var (half, nine) = OperatingCharacteristic.Of(blueprint);
            problems.Notice(place, "blueprint-figures", $"{blueprint.Id}：{blueprint.ItemCount} 题 {blueprint.TotalPoints} 分，会一半的人通过 {Percent(half)}，会九成的人达线 {Percent(nine)}。");
            if (blueprint.IsPlanned)
            {
                problems.Notice(place, "planned", $"组卷规则 {blueprint.Id} 还在计划中，不能安排考试。");
                continue;
            }

            CheckChances(blueprint, half, nine, place);
            CheckBanks(blueprint, place);
        }
    }

    // A paper asks only what the requirement's courses taught, so each set of courses is a bank of its own.
    private void CheckBanks(Blueprint blueprint, Place place)
    {
        var uses = curriculum.Requirements
            .Where(r => r.Blueprint == blueprint.Id && !r.IsPlanned)
            .GroupBy(r => string.Join('、', (r.Lessons.Count > 0 ? r.Lessons : r.Courses).Order(StringComparer.Ordinal)));
        foreach (var use in uses)
        {
            foreach (var shortfall in Feasibility.Shortfalls(blueprint, curriculum.ExamBank(use.First())))
            {
                problems.Error(place, "blueprint-bank", $"{blueprint.Id}（{(use.First().Lessons.Count > 0 ? "小节" : "课程")} {use.Key}）：{Describe(shortfall)}");
            }
        }
    }

    private void CheckShape(Blueprint blueprint, Place place)
    {
        if (blueprint.TotalPoints < blueprint.PassMark)
        {
            problems.Error(place, "blueprint", $"{blueprint.Id}：满分 {blueprint.TotalPoints}，却要 {blueprint.PassMark} 分才合格。");
        }

        foreach (var cell in blueprint.Cells)
        {
            if (curriculum.Abilities.All(a => a.Code != cell.Ability))
            {
                problems.Error(place, "ability-unknown", $"{blueprint.Id}：没有能力 {cell.Ability}，见 {Catalogues.AbilitiesFile}。");
            }

            if (cell.Kind == QuestionKind.Scenario ? cell.Parts is < 2 or > 4 : cell.Parts != 1)
            {
                problems.Error(place, "blueprint", $"{blueprint.Id}：情景题写 parts: 2 到 4，其他题型不写。");
            }
            else if (cell.Points < cell.Parts)
            {
                problems.Error(place, "blueprint", $"{blueprint.Id}：{cell.Points} 分不够 {cell.Parts} 个小题分，每个小题至少 1 分。");
            }
        }

        if (blueprint.IsHighRisk && blueprint.ItemCount < OperatingCharacteristic.ShortPaperItems)
        {
            problems.Error(place, "blueprint-short", $"{blueprint.Id}：高危岗位的试卷至少 {OperatingCharacteristic.ShortPaperItems} 题，现在 {blueprint.ItemCount} 题。");
        }
    }

    private void CheckChances(Blueprint blueprint, double half, double nine, Place place)
    {
        var most = OperatingCharacteristic.MostHalfKnowers(blueprint);
        if (half > most)
        {
            problems.Error(place, "blueprint-chance", $"{blueprint.Id}：只会一半的人有 {Percent(half)} 能通过，最多 {Percent(most)}；加题、加多选或提高合格线。");
        }

        if (nine < OperatingCharacteristic.LeastNineTenths)
        {
            problems.Error(place, "blueprint-chance", $"{blueprint.Id}：会九成的人只有 {Percent(nine)} 能到分数线，至少 {Percent(OperatingCharacteristic.LeastNineTenths)}；加题、拉平分值或降低合格线。");
        }
    }

    private void CheckRenewal(Blueprint renewal, Place place)
    {
        if (!renewal.IsRenewal)
        {
            return;
        }

        var judge = renewal.Cells.Where(c => c.Kind == QuestionKind.Judge).Sum(c => c.Count * c.Points);
        if (judge > renewal.TotalPoints * MostJudgeInRenewal)
        {
            problems.Error(place, "blueprint-renewal", $"{renewal.Id}：复训试卷判断题占 {judge} 分，最多 {MostJudgeInRenewal:P0}。");
        }

        foreach (var first in curriculum.Blueprints.Where(b => b.Family == renewal.Family && !b.IsRenewal))
        {
            if (renewal.PassMark * first.TotalPoints < first.PassMark * renewal.TotalPoints
                || renewal.CriticalCount < first.CriticalCount
                || renewal.FloorPercent < first.FloorPercent
                || (renewal.MultiplePolicy == MultiplePolicy.Partial && first.MultiplePolicy == MultiplePolicy.AllOrNothing)
                || (first.IsHighRisk && !renewal.IsHighRisk))
            {
                problems.Error(place, "blueprint-renewal", $"{renewal.Id}：复训不能比初训 {first.Id} 容易：合格线、单项门槛、红线题数、多选计分和高危标志都不能放松。");
            }
        }
    }

    private static string Describe(Shortfall shortfall)
    {
        var need = shortfall.Margin == 1 ? $"{shortfall.Need} 道" : $"{shortfall.Need} × {shortfall.Margin} = {shortfall.Need * shortfall.Margin} 道";
        return shortfall.Kind switch
        {
            ShortfallKind.Cell => $"{Cell(shortfall.Cell!)}要 {need}，题库只有 {shortfall.Supply} 道。",
            ShortfallKind.Overlap => $"{Cell(shortfall.Cell!)}（连同指定难度的各格）要 {need}，题库只有 {shortfall.Supply} 道。",
            ShortfallKind.Ordinary => $"{Cell(shortfall.Cell!)}里非红线题要 {need}，题库只有 {shortfall.Supply} 道。",
            ShortfallKind.Critical => $"红线题要 {need}，题库里用得上的只有 {shortfall.Supply} 道。",
            ShortfallKind.CriticalPaper => $"红线补考要 {need}不在情景题里的红线题，题库只有 {shortfall.Supply} 道。",
            _ => $"红线题要 {need}，按题型和能力最多放得下 {shortfall.Supply} 道。",
        };
    }

    private static string Cell(BlueprintCell cell) =>
        $"{cell.Ability} {Words.Chinese(cell.Kind)}题{(cell.Difficulty is { } difficulty ? $"难度 {difficulty} " : "")}{(cell.Parts > 1 ? $"（{cell.Parts} 小题）" : "")}";

    private static string Percent(double share) => share.ToString("P1", CultureInfo.InvariantCulture);
}
