using System.Globalization;
using Academy.Domain.Courses;
using Academy.Domain.Exams;
using Academy.Domain.Questions;
using Academy.Web.Components;
using Academy.Web.Pages.Shared;

namespace Academy.Web.Pages.PaperExams;

/// <summary>One item of a printed paper to be keyed in.</summary>
/// <param name="Said">没答 or 看不清, where that was said; else null.</param>
/// <param name="Problem">Why it was not taken, or in what the two entries differ.</param>
public sealed record KeyedItem(ShownQuestion Question, KeyedAs? Said, string? Problem)
{
    public string SaidField => FieldOf(Question.Q);

    internal static string FieldOf(int q) => string.Create(CultureInfo.InvariantCulture, $"n{q}");
}

/// <summary>A printed paper as a form, in the order of the print: the exam's own fields, and beside each what else can be said.</summary>
public sealed record KeyForm(IReadOnlyList<KeyedItem> Items)
{
    public static KeyForm Of(string code, Paper paper, Curriculum curriculum, IReadOnlyList<KeyedAnswer> kept) => Of(
        code, paper, curriculum,
        item => (FormAnswer.Of(item, Response.ValuesOf(kept.FirstOrDefault(k => k.Q == item.Q)?.Response ?? "")), null),
        q => kept.FirstOrDefault(k => k.Q == q) is { As: not KeyedAs.Answered } said ? said.As : null,
        _ => null);

    /// <summary>As it was posted, with what is wrong.</summary>
    public static KeyForm Of(string code, Paper paper, Curriculum curriculum, IFormCollection form, Posted posted, Func<int, string?> problem) => Of(
        code, paper, curriculum,
        item => (AnswerForm.Posted(form, NameOf(item), item), posted.Faults.TryGetValue(item.Q, out var fault) ? fault : null),
        q => SaidIn(form, q),
        q => problem(q) ?? (posted.Twice.Contains(q) ? "有答案，又标了“没答”或“看不清”。去掉一个。" : null));

    private static KeyForm Of(
        string code, Paper paper, Curriculum curriculum, Func<PaperItem, (IReadOnlyList<string> Fields, FormFault? Fault)> fields, Func<int, KeyedAs?> said, Func<int, string?> problem)
    {
        var shown = ShownPaper.Of($"/paper-exams/sheets/{code}", paper, curriculum, fields).Questions;
        return new KeyForm([.. shown.Select(q => new KeyedItem(q with { Form = q.Form with { IsLettered = true } }, said(q.Q), problem(q.Q)))]);
    }

    /// <summary>What the form says; of items with a fault it says nothing.</summary>
    public static Posted Read(IFormCollection form, Paper paper)
    {
        var (answers, faults, twice) = (new List<KeyedAnswer>(), new Dictionary<int, FormFault>(), new HashSet<int>());
        foreach (var item in paper.Items)
        {
            var fault = FormAnswer.Read(item, AnswerForm.Posted(form, NameOf(item), item), out var response);
            var said = SaidIn(form, item.Q);
            if (said is { } other && fault is null && response.IsEmpty) answers.Add(new KeyedAnswer(item.Q, other, ""));
            else if (said is not null) twice.Add(item.Q);
            else if (fault is not null) faults[item.Q] = fault.Value;
            else if (!response.IsEmpty) answers.Add(new KeyedAnswer(item.Q, KeyedAs.Answered, response.Stored));
        }

        return new Posted(answers, faults, twice);
    }

    /// <summary>What was keyed in, by the letters of the print.</summary>
    public static string Words(PaperItem item, KeyedAnswer answer)
    {
        if (answer.As is not KeyedAs.Answered) return Texts.Of(answer.As);
        var values = Response.ValuesOf(answer.Response);
        return item.Kind switch
        {
            QuestionKind.Fill => string.Join("；", values.Select((v, i) => $"第 {i + 1} 空“{v}”")),
            QuestionKind.Order => string.Join(" → ", values.Select(Letter)),
            QuestionKind.Match => string.Join("；", values.Select(v => v.Split('=')).Select(p => $"{p[0]}—{Letter(p[1])}")),
            _ => string.Join('、', values.Select(Letter)),
        };
    }

    private static string Letter(string position) => ((char)('A' + int.Parse(position, CultureInfo.InvariantCulture) - 1)).ToString();

    private static string NameOf(PaperItem item) => string.Create(CultureInfo.InvariantCulture, $"q{item.Q}");

    private static KeyedAs? SaidIn(IFormCollection form, int q) => Enum.TryParse<KeyedAs>(form[KeyedItem.FieldOf(q)], out var said) && said is KeyedAs.Blank or KeyedAs.Unclear ? said : null;

    /// <summary>What a form said.</summary>
    /// <param name="Twice">Items with an answer and a mark that there is none.</param>
    public sealed record Posted(IReadOnlyList<KeyedAnswer> Answers, IReadOnlyDictionary<int, FormFault> Faults, IReadOnlySet<int> Twice)
    {
        public bool IsClean => Faults.Count == 0 && Twice.Count == 0;

        /// <summary>The numbers of what was not taken.</summary>
        public string Refused => string.Join('、', Faults.Keys.Concat(Twice).Order());
    }
}
