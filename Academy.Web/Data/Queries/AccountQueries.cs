using Academy.Domain.Organizations;
using Microsoft.EntityFrameworkCore;

namespace Academy.Web.Data.Queries;

/// <summary>An account in the Administrator's list.</summary>
/// <param name="Works">Where the person works today, as <c>sign name (code/number)</c>.</param>
/// <param name="Roles">Roles of today, with the Organization where there is one.</param>
/// <param name="IsActive">It has a password, or a phone with a PIN.</param>
public sealed record AccountLine(Guid UserId, Guid PersonId, string Name, string UserName, IReadOnlyList<string> Works, IReadOnlyList<(Role Role, string? Organization)> Roles, bool IsActive)
{
    /// <summary>Without work and role a sign-in leads nowhere.</summary>
    public bool IsCurrent => Works.Count + Roles.Count > 0;

    public bool IsAdministrator => Roles.Any(r => r.Role is Role.Administrator);
}

/// <summary>Accounts of the whole platform, which only Administrators see.</summary>
public static class AccountQueries
{
    extension(AcademyDbContext db)
    {
        /// <summary>Whose name or user name holds the text, or whose staff number (also as <c>code/number</c>) or phone it is; for null the Administrators.</summary>
        /// <param name="phoneHash">Of the text, where it has the form of a phone number.</param>
        public async Task<IReadOnlyList<AccountLine>> AccountsAsync(string? wanted, string? phoneHash, DateOnly day, int most, CancellationToken cancel)
        {
            var (upper, slash) = (wanted?.ToUpperInvariant() ?? "", wanted?.IndexOf('/', StringComparison.Ordinal) ?? -1);
            var (code, number) = slash > 0 ? (wanted![..slash].ToLowerInvariant(), wanted[(slash + 1)..]) : (null, wanted ?? "");
            var found = await (
                from u in db.Users
                join p in db.People on u.PersonId equals p.Id
                where wanted == null
                    ? db.RoleGrants.CurrentOn(day).Any(g => g.PersonId == p.Id && g.Role == Role.Administrator)
                    : p.Name.Contains(wanted) || u.NormalizedUserName!.Contains(upper) || (phoneHash != null && p.PhoneHash == phoneHash)
                        || db.Engagements.Any(e => e.PersonId == p.Id && e.StaffNumber == number && (code == null || db.Organizations.Any(o => o.Id == e.OrganizationId && o.Code == code)))
                orderby p.Name, u.UserName
                select new { u.Id, u.PersonId, p.Name, u.UserName, IsActive = u.PasswordHash != null || db.Devices.Any(d => d.UserId == u.Id && d.RevokedAt == null && d.PinHash != "") }).Take(most).ToListAsync(cancel);
            var people = found.ConvertAll(f => f.PersonId);
            var works = (await db.Engagements.CurrentOn(day).Where(e => people.Contains(e.PersonId))
                .Join(db.Organizations, e => e.OrganizationId, o => o.Id, (e, o) => new { e.PersonId, o.SignName, o.Code, e.StaffNumber }).ToListAsync(cancel)).ToLookup(w => w.PersonId);
            var roles = (await db.RoleGrants.CurrentOn(day).Where(g => people.Contains(g.PersonId))
                .Select(g => new { g.PersonId, g.Role, Organization = db.Organizations.Where(o => o.Id == g.OrganizationId).Select(o => o.SignName).FirstOrDefault() }).ToListAsync(cancel)).ToLookup(r => r.PersonId);
            return [.. found.Select(f => new AccountLine(
                f.Id, f.PersonId, f.Name, f.UserName ?? "",
                [.. works[f.PersonId].Select(w => $"{w.SignName}（{w.Code}/{w.StaffNumber}）")], [.. roles[f.PersonId].Select(r => (r.Role, r.Organization))], f.IsActive))];
        }
    }
}
