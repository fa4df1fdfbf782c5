using Academy.Domain.Organizations;
using Academy.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace Academy.Web.Operations;

/// <summary>An enterprise that begins to use the Academy.</summary>
/// <param name="Code"><c>[a-z0-9]{3,12}</c>.</param>
public sealed record NewOrganization(string Code, OrganizationFacts Facts);

/// <summary>Opens an Organization under the next number.</summary>
public sealed class OpenOrganization(AcademyDbContext db, TimeProvider clock)
{
    /// <returns>Its id; null when the code is another's.</returns>
    public Task<Guid?> RunAsync(NewOrganization wanted, Guid by, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        return db.DecideAsync<Guid?>(
            async () =>
            {
                if (await db.Organizations.AnyAsync(o => o.Code == wanted.Code, cancel)) return null;

                // No organization is ever deleted, so that the greatest number and one was never used. Who loses the race for it comes here again.
                var number = (await db.Organizations.MaxAsync(o => (int?)o.Number, cancel) ?? Organization.FirstNumber - 1) + 1;
                var organization = new Organization(Guid.CreateVersion7(now), number, wanted.Code, wanted.Facts.LegalName, wanted.Facts.SignName);
                organization.Register(wanted.Facts.CreditCode, wanted.Facts.District, wanted.Facts.ResponsiblePerson, wanted.Facts.SafetyOfficer);
                db.Organizations.Add(organization);
                db.Audit(organization.Id, by, "organization.opened", organization.Id, wanted.Code, now);
                await db.SaveChangesAsync(cancel);
                return organization.Id;
            },
            cancel);
    }
}
