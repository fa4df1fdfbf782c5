using Academy.Domain;
using Academy.Domain.Certificates;
using Academy.Web.Components;
using Academy.Web.Data;
using Academy.Web.Data.Queries;
using Academy.Web.Identity;
using Academy.Web.Operations;
using Academy.Web.Signing;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Academy.Web.Pages.Admin.Restored;

/// <summary>Codes whose certificates were lost with the database: known by number only, and revoked here where they must be.</summary>
public sealed class Index(AcademyDbContext db, ReplayCodes replay, TimeProvider clock) : AdminPage
{
    private const int Most = 500;

    public IReadOnlyList<RestoredLine> Codes { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken cancel) =>
        Codes = await db.RestoredCodes.Alone().Standing(clock.GetUtcNow().Day()).OrderBy(c => c.LastDay).ThenBy(c => c.List).ThenBy(c => c.Index)
            .Select(c => new RestoredLine(c.List, c.Index, c.LastDay, c.Status)).Take(Most).ToListAsync(cancel);

    public async Task<IActionResult> OnPostAsync([FromForm] string? number, CancellationToken cancel)
    {
        if (CertificateNumber.TryParse(number ?? "", out var parsed) && await replay.RevokeAsync(parsed, User.PersonId, cancel)) Status = $"{parsed} 已吊销。";
        else Problem = "这里没有这张证，或者已经吊销过了。在单位台账里的证，由单位的安全管理员吊销。";
        return RedirectToPage();
    }

    /// <summary>The tone of its badge, and its word.</summary>
    public static (string Tone, Pictogram Icon, string Word) Of(CodeStatus status) =>
        status is CodeStatus.Suspended ? ("soon", Pictogram.Alert, "暂停") : ("go", Pictogram.Check, "有效");
}

/// <summary>One code.</summary>
public sealed record RestoredLine(string List, int Index, DateOnly LastDay, CodeStatus Status)
{
    public string Number => new CertificateNumber(List, Index).ToString();
}
