using Academy.Domain.Exams;
using Academy.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace Academy.Web.Operations;

internal static class KeysInForce
{
    extension(AcademyDbContext db)
    {
        /// <summary>The confirmed corrections of keys, as they are now.</summary>
        public async Task<CorrectedKeys> CorrectedKeysAsync(Releases releases, CancellationToken cancel)
        {
            var keys = new List<CorrectedKey>();
            foreach (var correction in await db.KeyCorrections.AsNoTracking().Where(c => c.Number != null).OrderBy(c => c.Number).ToListAsync(cancel)) keys.Add(await releases.KeyOfAsync(correction));
            return new CorrectedKeys(keys);
        }
    }

    extension(Releases releases)
    {
        /// <summary>A correction with the question that has the right key.</summary>
        public async Task<CorrectedKey> KeyOfAsync(KeyCorrection correction) =>
            new(correction, (await releases.GetAsync(correction.ReleaseId)).Curriculum.FindQuestion(correction.QuestionId)!);
    }
}
