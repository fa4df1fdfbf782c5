using Academy.Domain;
using Academy.Web.Data;
using Academy.Web.Data.Queries;
using Academy.Web.Identity;
using Academy.Web.Operations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Academy.Web.Pages.Manage.People;

/// <summary>一人一档.</summary>
public sealed class Show(AcademyDbContext db, Releases releases, EndEngagement end, ReissueCertificate reissue, AcademySettings settings, TimeProvider clock) : ManagePage
{
    public const int AuditRows = 50;

    public DateOnly Today { get; private set; }
    public Guid PersonId { get; private set; }
    public string Name { get; private set; } = "";
    public IReadOnlyList<Employment> Employments { get; private set; } = [];
    public Dossier Dossier { get; private set; } = null!;
    public IReadOnlyList<AuditLine> Audit { get; private set; } = [];
    public IReadOnlyDictionary<Guid, string> Names { get; private set; } = new Dictionary<Guid, string>();

    /// <summary>The engagement that runs, or null for who has left.</summary>
    public Employment? Current => Employments.FirstOrDefault(e => e.EndsOn is null);

    public bool IsMyself => PersonId == User.PersonId;

    /// <summary>Certificates here whose codes say another name or photo than the file, or whose card is lost.</summary>
    public int OutOfDate { get; private set; }

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        (PersonId, Today) = (id, now.Day());
        if (!await db.KnowsAsync(Organization, id, cancel) || await PersonalFile.LoadAsync(db, releases, settings.Defaults, id, cancel) is not { } file) return NotFound();
        Name = file.Person.Name;
        Employments = await db.EmploymentsAsync(Organization, id, cancel);
        Dossier = Dossier.Of(file, Organization, (await releases.InForceAsync(cancel)).Curriculum, await db.PositionNamesAsync(Organization, cancel), Today, now);
        Audit = await db.AuditOfAsync(Organization, [id, .. file.Engagements.Select(e => e.Id), .. file.Cycles.Select(c => c.Id), .. file.Certificates.Select(c => c.Id), .. file.Orders.Select(o => o.Id), .. file.Attempts.Select(a => a.Id), .. file.Licences.Select(l => l.Id), .. file.Practicals.Select(p => p.Id)], AuditRows, cancel);
        var photo = await db.ConfirmedPhotoAsync(id, cancel);
        OutOfDate = file.Certificates.Count(c => c.OrganizationId == Organization && c.MayBeReissued(Today) && c.OutOfDate(Name, photo?.Id) is not null);
        Names = await db.NamesAsync(
            [.. Dossier.Orders.Select(o => o.By).Concat(Dossier.Licences.Select(l => l.CheckedBy)).Concat(Dossier.Licences.Select(l => l.WithdrawnBy)).Concat(Audit.Select(a => a.Actor)).OfType<Guid>(), .. Dossier.Practicals.Select(p => p.Assessor)], cancel);
        return Page();
    }

    public async Task<IActionResult> OnPostLeaveAsync(Guid id, Guid engagement, bool forGood, CancellationToken cancel)
    {
        if (id == User.PersonId) Problem = "不能给自己办离岗，请另一位安全管理员办。";
        else if (await db.Engagements.AnyAsync(e => e.Id == engagement && e.PersonId == id, cancel) && await end.RunAsync(engagement, Organization, forGood, User.PersonId, cancel)) Status = $"已办离岗：培训已关闭，合格证已{(forGood ? "吊销" : "暂停")}，账号一分钟内退出。";
        else return NotFound();
        return RedirectToPage(new { id });
    }

    public async Task<IActionResult> OnPostReissueAsync(Guid id, CancellationToken cancel)
    {
        if (!await db.KnowsAsync(Organization, id, cancel) || id == User.PersonId) return NotFound();
        Status = await reissue.BringUpToDateAsync(id, Organization, User.PersonId, cancel) is > 0 and var count ? $"已换发 {count} 张。现在打印新卡，收回旧卡。" : "没有要换发的证。";
        return RedirectToPage(new { id });
    }

    public string NameOf(Guid? person) => person is { } known ? Names.GetValueOrDefault(known, "已删除的人员") : "系统";
}
