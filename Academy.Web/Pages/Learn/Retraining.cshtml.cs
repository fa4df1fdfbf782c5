using Academy.Domain.Courses;
using Academy.Domain.Questions;
using Academy.Domain.Training;
using Academy.Web.Components;
using Academy.Web.Data;
using Academy.Web.Identity;
using Academy.Web.Operations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Academy.Web.Pages.Learn;

/// <summary>补训单: tasks that open one by one.</summary>
public sealed class RetrainingModel(AcademyDbContext db, Releases releases, Retrain retrain, TimeProvider clock) : PageModel
{
    [FromRoute] public Guid Id { get; set; }
    [BindProperty(SupportsGet = true)] public Guid? Answer { get; set; }

    public RetrainingOrder Order { get; private set; } = null!;
    public IReadOnlyList<TaskRow> Tasks { get; private set; } = [];
    public Card? Reading { get; private set; }
    public PracticeQuestion? Question { get; private set; }
    public AnsweredQuestion? Answered { get; private set; }
    public string WhatNext { get; private set; } = "";
    public Progress Progress => new("补训", Order.Tasks.Count(t => t.DoneAt is not null), Order.Tasks.Count, "项");

    private RefusedAnswer? _refused;

    public async Task<IActionResult> OnGetAsync(CancellationToken cancel)
    {
        var person = User.PersonId;
        if (await db.RetrainingOrders.AsNoTracking().SingleOrDefaultAsync(o => o.Id == Id && o.PersonId == person, cancel) is not { } order) return NotFound();
        Order = order;
        var curriculum = (await releases.GetAsync(order.ReleaseId)).Curriculum;
        Tasks = [.. order.Tasks.Select(t => new TaskRow(t.Number, TitleOf(t, curriculum), t.DoneAt is not null ? "done" : order.IsOpen && t.Number == order.Current?.Number ? "open" : "locked"))];
        if (order.Current is { Kind: RetrainingTaskKind.Read } task) Reading = curriculum.FindCard(KnowledgePoint.Parse(task.KnowledgePoint));
        if (await retrain.QuestionAsync(order, cancel) is { } question) Question = PracticeQuestion.Of(question, person, _refused);
        if (Answer is { } id && await db.PracticeAnswers.SingleOrDefaultAsync(a => a.Id == id && a.PersonId == person && a.RetrainingOrderId == Id, cancel) is { } given)
        {
            Answered = AnsweredQuestion.Of(curriculum.FindQuestion(given.QuestionId)!, given.IsRight);
        }

        WhatNext = SayNext(order);
        return Page();
    }

    public async Task<IActionResult> OnPostReadAsync(int number, CancellationToken cancel)
    {
        await retrain.FinishReadingAsync(Id, User.PersonId, number, cancel);
        return Redirect($"/learn/retraining/{Id}#task-{number + 1}");
    }

    public async Task<IActionResult> OnPostAnswerAsync(string question, CancellationToken cancel)
    {
        var person = User.PersonId;
        if (await db.RetrainingOrders.AsNoTracking().SingleOrDefaultAsync(o => o.Id == Id && o.PersonId == person, cancel) is not { } order) return NotFound();
        if (await retrain.QuestionAsync(order, cancel) is not { } asked || asked.Id != question) return Redirect($"/learn/retraining/{Id}");
        (var response, _refused) = PracticeQuestion.Read(Request.Form, asked, person);
        if (_refused is not null) return await OnGetAsync(cancel) is NotFoundResult none ? none : this.ShowAgain();
        var answer = await retrain.AnswerAsync(Id, person, question, response, cancel);
        return Redirect($"/learn/retraining/{Id}" + (answer is null ? "" : $"?answer={answer.Id}"));
    }

    private string SayNext(RetrainingOrder order)
    {
        if (order is { NeedsConfirmation: true, ConfirmedAt: null }) return "等安全管理员确认后可以再考。";
        if (order is { NeedsSignature: true, SignedAt: null }) return "等安全管理员安排面授和实操，签字后才能再考。签字前不能上岗。";
        var now = clock.GetUtcNow();
        return order.WaitUntil > now ? $"{Texts.Moment(order.WaitUntil)} 之后可以考，还有 {Texts.Duration(order.WaitUntil - now)}。" : "现在可以再考。";
    }

    private static string TitleOf(RetrainingTask task, Curriculum curriculum)
    {
        var title = curriculum.FindCard(KnowledgePoint.Parse(task.KnowledgePoint))?.Title ?? task.KnowledgePoint;
        return task.Kind is RetrainingTaskKind.Read ? $"重学：{title}" : $"练习：{title}";
    }

    public sealed record TaskRow(int Number, string Title, string State);
}
