using Academy.Domain;
using Academy.Domain.Courses;
using Academy.Domain.Questions;
using Academy.Domain.Training;
using Academy.Web.Data;
using Academy.Web.Data.Queries;
using Microsoft.EntityFrameworkCore;

namespace Academy.Web.Operations;

/// <summary>Working off a 补训单, and the manager's word on it.</summary>
public sealed class Retrain(AcademyDbContext db, Releases releases, SettlePerson settle, TimeProvider clock)
{
    /// <summary>The paragraph of the open task was read again.</summary>
    /// <returns>False when that task is not the open one.</returns>
    public Task<bool> FinishReadingAsync(Guid orderId, Guid personId, int number, CancellationToken cancel) => db.DecideAsync(
        async () =>
        {
            var now = clock.GetUtcNow();
            if (await FindAsync(orderId, personId, cancel) is not { } order) return false;
            if (order.Current is not { Kind: RetrainingTaskKind.Read } || !order.Finish(number, now)) return false;
            await SaveAsync(order, personId, now, cancel);
            return true;
        },
        cancel);

    /// <summary>The question the open practice task asks now: another one after each answer.</summary>
    public async Task<Question?> QuestionAsync(RetrainingOrder order, CancellationToken cancel)
    {
        if (!order.IsOpen || order.Current is not { Kind: RetrainingTaskKind.Practice } task) return null;
        var questions = Practice.QuestionsOf((await releases.GetAsync(order.ReleaseId)).Curriculum, KnowledgePoint.Parse(task.KnowledgePoint));
        var answered = await db.PracticeAnswers.CountAsync(a => a.PersonId == order.PersonId && a.KnowledgePoint == task.KnowledgePoint && a.Setting == PracticeSetting.Retraining, cancel);
        return questions[answered % questions.Count];
    }

    /// <summary>Answers the practice question of the open task; right finishes it.</summary>
    /// <returns>The recorded answer; null when the question is not the one asked now.</returns>
    public Task<PracticeAnswer?> AnswerAsync(Guid orderId, Guid personId, string questionId, IReadOnlyList<string> response, CancellationToken cancel) => db.DecideAsync<PracticeAnswer?>(
        async () =>
        {
            var now = clock.GetUtcNow();
            if (await FindAsync(orderId, personId, cancel) is not { } order) return null;
            if (await QuestionAsync(order, cancel) is not { } question || question.Id != questionId || Practice.Mark(question, personId, response) is not { } isRight) return null;
            var task = order.Current!;
            var answer = new PracticeAnswer(Guid.CreateVersion7(now), personId, question.Id, question.Version, task.KnowledgePoint, isRight, PracticeSetting.Retraining, order.Id, now);
            db.PracticeAnswers.Add(answer);
            if (isRight) order.Finish(task.Number, now);
            await SaveAsync(order, personId, now, cancel);
            return answer;
        },
        cancel);

    /// <summary>The manager confirms a second retraining.</summary>
    /// <returns>False when it is not the organization's, or not to be confirmed now.</returns>
    public Task<bool> ConfirmAsync(Guid orderId, Guid organizationId, Guid by, CancellationToken cancel) => db.DecideAsync(
        async () =>
        {
            var now = clock.GetUtcNow();
            if (await InOrganizationAsync(orderId, organizationId, cancel) is not { } order || order.PersonId == by || !order.Confirm(by, now)) return false;
            db.Audit(organizationId, by, "retraining.confirmed", order.Id, null, now);
            await SaveAsync(order, by, now, cancel);
            return true;
        },
        cancel);

    /// <summary>Signs face-to-face session and practical after a third fail.</summary>
    /// <returns>False when it is not the organization's, the signer is the subject, or nothing is to be signed.</returns>
    public Task<bool> SignAsync(Guid orderId, Guid organizationId, Guid by, string evidence, CancellationToken cancel) => db.DecideAsync(
        async () =>
        {
            var now = clock.GetUtcNow();
            if (await InOrganizationAsync(orderId, organizationId, cancel) is not { } order || order.PersonId == by || !order.Sign(by, evidence, now)) return false;
            db.Audit(organizationId, by, "retraining.signed", order.Id, null, now);
            await SaveAsync(order, by, now, cancel);
            return true;
        },
        cancel);

    private Task<RetrainingOrder?> FindAsync(Guid orderId, Guid personId, CancellationToken cancel) =>
        db.RetrainingOrders.SingleOrDefaultAsync(o => o.Id == orderId && o.PersonId == personId, cancel);

    private Task<RetrainingOrder?> InOrganizationAsync(Guid orderId, Guid organizationId, CancellationToken cancel) =>
        db.OrdersIn(organizationId, clock.GetUtcNow().Day()).SingleOrDefaultAsync(o => o.Id == orderId, cancel);

    private async Task SaveAsync(RetrainingOrder order, Guid by, DateTimeOffset now, CancellationToken cancel)
    {
        await settle.RunAsync(order.PersonId, by, now, cancel);
        await db.SaveChangesAsync(cancel);
    }
}
