using Academy.Domain;
using Academy.Domain.Exams;
using Microsoft.EntityFrameworkCore;

namespace Academy.Web.Data.Queries;

internal static class AttemptQueries
{
    extension(IQueryable<ExamAttempt> attempts)
    {
        /// <summary>An attempt as its candidate finds it: another's is not there.</summary>
        public IQueryable<ExamAttempt> OfPerson(Guid id, Guid personId) => attempts.Where(a => a.Id == id && a.PersonId == personId);

        /// <summary>As <see cref="ExamAttempt.MayBegin"/>.</summary>
        public IQueryable<ExamAttempt> MayBegin(DateTimeOffset now)
        {
            var day = now.Day();
            return attempts.Where(a => a.State == AttemptState.Ready && a.OpensAt <= now && a.LastDay >= day);
        }

        /// <summary>As <see cref="ExamAttempt.Submit"/> of the candidate, by one update.</summary>
        /// <returns>How many were handed in.</returns>
        public Task<int> HandInAsync(DateTimeOffset now, CancellationToken cancel) => attempts.Where(a => a.State == AttemptState.InProgress && a.PausedAt == null).ExecuteUpdateAsync(
            set => set.SetProperty(a => a.State, AttemptState.Submitted).SetProperty(a => a.SubmittedAt, a => a.Deadline < now ? a.Deadline : now).SetProperty(a => a.SubmittedBy, SubmittedBy.Candidate)
                .SetProperty(a => EF.Property<int>(a, AcademyDbContext.RowVersion), a => EF.Property<int>(a, AcademyDbContext.RowVersion) + 1),
            cancel);
    }
}
