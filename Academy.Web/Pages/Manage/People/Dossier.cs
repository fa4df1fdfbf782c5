using Academy.Domain.Certificates;
using Academy.Domain.Courses;
using Academy.Domain.Exams;
using Academy.Domain.Questions;
using Academy.Domain.Organizations;
using Academy.Domain.Training;
using Academy.Web.Components;
using Academy.Web.Operations;

namespace Academy.Web.Pages.Manage.People;

/// <summary>一人一档 as one Organization may see it: what the person did for other Organizations stays with them.</summary>
public sealed record Dossier(
    IReadOnlyList<Dossier.Post> Posts,
    IReadOnlyList<Dossier.Training> Trainings,
    IReadOnlyList<Dossier.Sitting> Sittings,
    IReadOnlyList<Dossier.Order> Orders,
    IReadOnlyList<Dossier.Held> Certificates,
    IReadOnlyList<Dossier.Licence> Licences,
    IReadOnlyList<Dossier.Practical> Practicals,
    IReadOnlyList<Dossier.Attended> Sessions)
{
    /// <summary>A position held today.</summary>
    public sealed record Post(int Position, string Name, Eligibility Eligibility, bool NeedsPractical, IReadOnlyList<string> Licences);

    /// <summary>A training cycle.</summary>
    /// <param name="Missing">What is left to do, in words; empty when nothing is.</param>
    public sealed record Training(string Position, int Number, TrainingRound Round, CycleState State, DateOnly AssignedOn, DateOnly? DueOn, bool IsOpen, IReadOnlyList<string> Missing, IReadOnlyList<LessonLine> Lessons);

    /// <summary>A lesson of a cycle.</summary>
    public sealed record LessonLine(string Title, int Minutes, int StudiedSeconds, DateTimeOffset? CompletedAt, CompletedIn? Way);

    /// <summary>An attempt and why it ended as it did.</summary>
    /// <param name="Receipt">What the candidate was given when handing in; null before.</param>
    public sealed record Sitting(int Number, bool IsCritical, string Mode, AttemptState State, DateTimeOffset? At, string? Receipt, IReadOnlyList<Result> Results);

    /// <summary>One grade.</summary>
    /// <param name="Position">Of a combined exam the position that it is for.</param>
    /// <param name="Replaced">By a correction; it counts no more.</param>
    public sealed record Result(string? Position, Outcome Outcome, int Points, int Total, int PassMark, IReadOnlyList<string> Why, IReadOnlyList<string> Missed, bool Replaced);

    /// <summary>A 补训单.</summary>
    public sealed record Order(Guid Id, RetrainingStep Step, DateTimeOffset CreatedAt, DateTimeOffset WaitUntil, int Done, int Total, string Waiting, bool IsOpen, Guid? By, DateTimeOffset? ByAt, string? Evidence);

    /// <summary>A certificate.</summary>
    public sealed record Held(Guid Id, string Position, CertificateState State, DateOnly IssuedOn, DateOnly ExpiresOn);

    /// <summary>A 法定证件.</summary>
    public sealed record Licence(Guid Id, string Kind, string Number, string Issuer, DateOnly ExpiresOn, bool IsInForce, Guid? CheckedBy, Guid? WithdrawnBy, DateTimeOffset? WithdrawnAt, string? WithdrawalReason);

    /// <summary>A 实操考核.</summary>
    public sealed record Practical(string Position, bool Passed, DateOnly On, string Observations, Guid Assessor);

    /// <summary>A 线下培训 attended.</summary>
    public sealed record Attended(string Title, DateTimeOffset StartsAt, int Minutes, bool Passed, bool IsClosed);

    internal static Dossier Of(PersonalFile file, Guid organizationId, Curriculum curriculum, IReadOnlyDictionary<int, string> positions, DateOnly today, DateTimeOffset now)
    {
        string Name(int position) => positions.GetValueOrDefault(position, $"岗位 {position}");
        var held = file.EngagementIn(organizationId, today)?.Positions.Select(p => p.Position).Distinct().Where(p => file.EngagementIn(organizationId, today)!.Holds(p, today)).Order() ?? Enumerable.Empty<int>();
        return new Dossier(
            [.. held.Select(p => new Post(p, Name(p), file.EligibilityOf(organizationId, p, today), file.RequirementInForce(p)?.NeedsPractical ?? false, file.RequirementInForce(p)?.Licences ?? []))],
            [.. file.Cycles.Where(c => c.OrganizationId == organizationId).Reverse().Select(c => TrainingOf(file, c, Name(c.Position), today, now))],
            [.. file.Attempts.Where(a => a.OrganizationId == organizationId && a.State is not AttemptState.Ready).Reverse().Select(a => SittingOf(a, curriculum, cycle => Name(file.Cycles.First(c => c.Id == cycle).Position)))],
            [.. file.Orders.Where(o => o.OrganizationId == organizationId).Reverse().Select(o => OrderOf(o, now))],
            [.. file.Certificates.Where(c => c.OrganizationId == organizationId).Reverse().Select(c => new Held(c.Id, Name(c.Position), c.State, c.IssuedOn, c.ExpiresOn))],
            [.. file.Licences.OrderByDescending(l => l.ExpiresOn).Select(l => new Licence(l.Id, l.Kind, l.Number, l.Issuer, l.ExpiresOn, l.IsInForce(today), l.CheckedBy, l.WithdrawnBy, l.WithdrawnAt, l.WithdrawalReason))],
            [.. file.Practicals.Where(p => p.OrganizationId == organizationId).OrderByDescending(p => p.RecordedAt).Select(p => new Practical(Name(p.Position), p.Passed, p.AssessedOn, p.Observations, p.Assessor))],
            [.. file.Sessions.Where(s => s.OrganizationId == organizationId).OrderByDescending(s => s.StartsAt).Select(s => new Attended(s.Title, s.StartsAt, s.Attendance.Minutes, s.Attendance.PassedCheckpoint, s.ClosedAt is not null))]);
    }

    /// <summary>What a cycle still needs, each in a few words.</summary>
    internal static IReadOnlyList<string> MissingOf(PersonalFile file, TrainingCycle cycle, DateOnly today, DateTimeOffset now)
    {
        if (!cycle.IsOpen) return [];
        var facts = file.FactsOf(cycle, today);
        var missing = new List<string>();
        if (facts.LessonsLeft > 0) missing.Add($"还差 {facts.LessonsLeft} 小节");
        if (!facts.HoursComplete) missing.Add($"还差线下培训 {Texts.Duration(TimeSpan.FromMinutes(file.ClassroomMinutesRequired(cycle) - file.ClassroomMinutes(cycle)))}");
        missing.AddRange(facts.LicencesMissing.Select(l => $"缺有效的法定证件：{l}"));
        if (!facts.PracticalPassed) missing.Add("还差实操考核");
        if (file.NewestOrder(file.FamilyOf(cycle)) is { } order)
        {
            if (order.IsOpen) missing.Add(OrderOf(order, now).Waiting);
            else if (now < order.WaitUntil) missing.Add($"{Texts.Moment(order.WaitUntil)} 后才能再考");
        }

        if (missing.Count == 0 && !facts.HasPassed) missing.Add("只差考试合格");
        return missing;
    }

    private static Training TrainingOf(PersonalFile file, TrainingCycle cycle, string position, DateOnly today, DateTimeOffset now) => new(
        position, cycle.Number, cycle.Round, cycle.State, Domain.BeijingTime.Day(cycle.AssignedAt), cycle.DueOn, cycle.IsOpen, MissingOf(file, cycle, today, now),
        [.. file.LessonsOf(cycle).Select(l => file.ProgressOf(cycle, l.Id) is { } p ? new LessonLine(l.Title, l.Minutes, p.Seconds, p.CompletedAt, p.CompletedIn) : new LessonLine(l.Title, l.Minutes, 0, null, null))]);

    private static Sitting SittingOf(ExamAttempt attempt, Curriculum curriculum, Func<Guid, string> positionOf) => new(
        attempt.Number, attempt.Kind is PaperKind.Critical, Texts.Of(attempt.Mode), attempt.State, attempt.SubmittedAt ?? attempt.StartedAt, attempt.Receipt,
        [.. attempt.AllGrades.OrderBy(g => attempt.Paper.Cycles is null ? 0 : attempt.Paper.Cycles.ToList().IndexOf(g.CycleId)).ThenByDescending(g => g.Number).Select(g => ResultOf(g, attempt.Paper.Cycles is null ? null : positionOf(g.CycleId), curriculum, replaced: !attempt.Grades.Contains(g)))]);

    private static Result ResultOf(Grade grade, string? position, Curriculum curriculum, bool replaced)
    {
        var why = new List<string>();
        if (grade.Outcome is not Outcome.Passed)
        {
            if (grade.Points < grade.PassMark) why.Add($"总分 {grade.Points}，合格线 {grade.PassMark}");
            why.AddRange(grade.Abilities.Where(a => a.BelowFloor).Select(a => $"{curriculum.Abilities.FirstOrDefault(x => x.Code == a.Ability)?.ShortName ?? a.Ability}只得 {a.Percent}%，没到单项线"));
            if (grade.MissedCritical.Count > 0) why.Add($"红线题没全对：{string.Join("；", grade.MissedCritical.Select(TitleOf))}");
        }

        return new Result(position, grade.Outcome, grade.Points, grade.Total, grade.PassMark, why, [.. grade.Missed.Select(TitleOf)], replaced);

        string TitleOf(string point) => Texts.Of(KnowledgePoint.Parse(point), curriculum);
    }

    private static Order OrderOf(RetrainingOrder order, DateTimeOffset now)
    {
        var (done, total) = (order.Tasks.Count(t => t.DoneAt is not null), order.Tasks.Count);
        var waiting = order switch
        {
            { LiftedAt: { } lifted } => $"{Texts.Moment(lifted)} 取消：题目更正，不用补训",
            { CompletedAt: not null } when now < order.WaitUntil => $"已完成，{Texts.Moment(order.WaitUntil)} 后才能再考",
            { CompletedAt: not null } => "已完成",
            { NeedsSignature: true, SignedAt: null } => "等当面补训和签字",
            { TasksDone: false } => $"补训还差 {total - done} 项",
            _ => "补训做完，等管理员确认",
        };
        return new Order(order.Id, order.Step, order.CreatedAt, order.WaitUntil, done, total, waiting, order.IsOpen, order.SignedBy ?? order.ConfirmedBy, order.SignedAt ?? order.ConfirmedAt, order.Evidence);
    }
}
