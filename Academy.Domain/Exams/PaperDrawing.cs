using Academy.Domain.Questions;

namespace Academy.Domain.Exams;

/// <summary>抽题组卷: pure and reproducible; the same inputs and seed give the same paper.</summary>
public static class PaperDrawing
{
    /// <summary>Points of a critical paper.</summary>
    public const int CriticalPaperPoints = 100;

    private const int LeastCriticalItems = 3;

    /// <summary>The knowledge points of the critical paper that is due after these attempts for a cycle; null when a full paper is.</summary>
    public static IReadOnlyList<string>? MissedCritical(IEnumerable<ExamAttempt> attempts, Guid cycle) =>
        attempts.Where(a => a.State is AttemptState.Graded).MaxBy(a => a.Number)?.Grades.FirstOrDefault(g => g.CycleId == cycle && g.Outcome is Outcome.FailedCritical)?.MissedCritical;

    /// <summary>Items of the critical paper after so many critical points were missed: one each, and at least three.</summary>
    public static int CriticalItems(int missed) => Math.Max(LeastCriticalItems, missed);

    /// <summary>
    /// Draws a paper: every cell full, no question twice, exactly the blueprint's number of critical questions from as many
    /// courses as it can, what the person saw least first, questions and options shuffled, a scenario's parts together and in order.
    /// </summary>
    /// <param name="bank">The exam questions of the courses that were taught, in any order; other banks' questions are passed over.</param>
    /// <param name="seen">How often the person saw a question lately, by question id; absent is never.</param>
    /// <exception cref="InvalidOperationException">The bank cannot fill the blueprint; <see cref="Feasibility"/> says where.</exception>
    public static Paper Draw(Blueprint blueprint, IEnumerable<Question> bank, long seed, IReadOnlyDictionary<string, int> seen)
    {
        var random = new SplitMix64(seed);
        var candidates = Shuffled(bank, random).OrderBy(q => seen.GetValueOrDefault(q.Id)).ToList();
        var filling = new CellFilling(blueprint.Cells);
        foreach (var question in OneOfEachCourseFirst(candidates.Where(q => q.IsCritical)))
        {
            if (filling.Count == blueprint.CriticalCount)
            {
                break;
            }

            filling.TryPlace(question);
        }

        if (filling.Count < blueprint.CriticalCount)
        {
            throw new InvalidOperationException($"{blueprint.Id}: not enough critical questions.");
        }

        foreach (var question in candidates.Where(q => !q.IsCritical))
        {
            if (filling.IsFull)
            {
                break;
            }

            filling.TryPlace(question);
        }

        if (!filling.IsFull)
        {
            throw new InvalidOperationException($"{blueprint.Id}: the bank cannot fill every cell.");
        }

        // Placed depends on cells only; shuffling it anew hides which cell a question came from.
        var drawn = random.Shuffled(filling.Placed.OrderBy(p => p.Question.Id, StringComparer.Ordinal));
        return Compose(seed, drawn.Select(p => (p.Question, p.Cell.Points, (Guid?)null)), random);
    }

    // Else the red lines of a trade would drown in those that everybody learns.
    private static IEnumerable<Question> OneOfEachCourseFirst(IEnumerable<Question> questions) =>
        questions.GroupBy(q => q.Course, StringComparer.Ordinal).SelectMany(course => course.Select((question, rank) => (question, rank))).OrderBy(q => q.rank).Select(q => q.question);

    /// <summary>
    /// Draws the short paper after FailedCritical: plain critical questions only, first on the knowledge points that were
    /// missed and not seen lately, then on the same points though seen, then any other; the points take turns. All must be right.
    /// </summary>
    /// <param name="missed">Knowledge points of the critical items that were missed.</param>
    /// <param name="count">Questions to draw.</param>
    /// <param name="seen">How often the person saw a question lately, by question id.</param>
    /// <exception cref="InvalidOperationException">The bank holds fewer plain critical questions than asked for.</exception>
    public static Paper DrawCritical(
        IEnumerable<Question> bank,
        IReadOnlyCollection<KnowledgePoint> missed,
        int count,
        long seed,
        IReadOnlyDictionary<string, int> seen)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        var random = new SplitMix64(seed);
        var drawn = Shuffled(bank, random)
            .Where(q => q.IsCritical && q.Kind != QuestionKind.Scenario)
            .OrderBy(q => seen.GetValueOrDefault(q.Id))
            .GroupBy(q => q.Items[0].KnowledgePoint)
            .SelectMany(point => point.Select((question, turn) => (question, turn)))
            .OrderBy(c => missed.Contains(c.question.Items[0].KnowledgePoint) ? 0 : 1)
            .ThenBy(c => seen.GetValueOrDefault(c.question.Id))
            .ThenBy(c => c.turn)
            .Select(c => c.question)
            .Take(count)
            .ToList();
        if (drawn.Count < count)
        {
            throw new InvalidOperationException($"The bank holds {drawn.Count} plain critical questions of {count}.");
        }

        return Compose(seed, random.Shuffled(drawn).Zip(EvenSplit.Of(CriticalPaperPoints, count), (question, points) => (question, points, (Guid?)null)), random);
    }

    /// <summary>
    /// A plain question's item as practice shows it: as the author wrote it, but for what would then give the answer away,
    /// the order of steps and of a right column.
    /// </summary>
    /// <param name="seed">The same seed gives the same item.</param>
    public static PaperItem ForPractice(Question question, long seed)
    {
        var item = question.Items[0];
        return Show(1, question, item with { KeepOrder = true }, null, 1, new SplitMix64(seed));
    }

    // Sorted before it is shuffled: the order in which a caller happens to hold the bank must not matter.
    internal static List<Question> Shuffled(IEnumerable<Question> bank, SplitMix64 random) =>
        random.Shuffled(bank.Where(q => q.Bank == QuestionBank.Exam).OrderBy(q => q.Id, StringComparer.Ordinal));

    internal static Paper Compose(long seed, IEnumerable<(Question Question, int Points, Guid? Cycle)> drawn, SplitMix64 random)
    {
        var items = new List<PaperItem>();
        var groups = 0;
        foreach (var (question, points, cycle) in drawn)
        {
            int? group = question.Kind == QuestionKind.Scenario ? ++groups : null;
            foreach (var (item, share) in question.Items.Zip(EvenSplit.Of(points, question.Items.Count)))
            {
                items.Add(Show(items.Count + 1, question, item, group, share, random) with { Cycle = cycle });
            }
        }

        return new Paper(seed, items);
    }

    private static PaperItem Show(int q, Question question, Item item, int? group, int points, SplitMix64 random)
    {
        var order = Enumerable.Range(0, item.Options.Count);
        List<int> shown = item.Kind == QuestionKind.Order ? Disordered(item.Options.Count, random)
            : item.KeepOrder || item.Kind == QuestionKind.Judge ? [.. order]
            : random.Shuffled(order);
        return new PaperItem(
            q,
            question.Id,
            question.Version,
            item.Id,
            group,
            item.Kind,
            item.Ability,
            item.IsCritical,
            points,
            shown,
            item.Blanks.Count,
            item.Kind == QuestionKind.Match ? random.Shuffled(order) : null);
    }

    /// <summary>Any order but the right one, each as likely as the others.</summary>
    private static List<int> Disordered(int steps, SplitMix64 random)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(steps, 2);
        var right = Enumerable.Range(0, steps);
        List<int> shown;
        do
        {
            shown = random.Shuffled(right);
        }
        while (shown.SequenceEqual(right));
        return shown;
    }
}
