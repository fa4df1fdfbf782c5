using System.Net;
using System.Text.Json;
using Academy.Domain;
using Academy.Domain.Inspections;
using Academy.Web.Operations;
using Microsoft.EntityFrameworkCore;

namespace Academy.Web.Tests;

public abstract partial class VisitTests
{
    [DataFact]
    public async Task A_guest_inspects_the_one_organization_and_is_out_after_two_hours()
    {
        var neighbour = await Story.BeginAsync(app);
        using var guest = await LetInAsync();
        var page = await guest.GetPageAsync("/inspect/units");
        Assert.Contains(_story.Venue.Name, page.Body!.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain(neighbour.Organization.SignName, page.Body.TextContent, StringComparison.Ordinal);
        Assert.Contains($"你在 {_story.Organization.SignName} 检查，到 {Academy.Web.Components.Texts.Clock(app.Clock.Now + GuestAccess.Lasts)} 为止", page.Body.TextContent, StringComparison.Ordinal);
        using (var next = await guest.GetAsync($"/inspect/at/{neighbour.Venue.Id}")) Assert.Equal(HttpStatusCode.NotFound, next.StatusCode);
        foreach (var address in (string[])["/inspect", "/manage", "/account/devices", "/learn", "/admin"])
        {
            using var shut = await guest.GetAsync(address);
            Assert.True(shut.StatusCode == HttpStatusCode.Forbidden, address);
        }

        var visit = await StartAsync(guest, nameof(InspectionKind.Routine));
        var record = (await guest.GetPageAsync($"/inspect/visits/{visit}/record")).Body!.TextContent;
        Assert.Contains("李督（执法证号 53010001）、周检（云岭县消防救援大队）", record, StringComparison.Ordinal);
        Assert.Contains("李督", (await _manager.GetPageAsync($"/manage/inspections/{visit}")).Body!.TextContent, StringComparison.Ordinal);

        app.Clock.Advance(GuestAccess.Lasts);
        using var late = await guest.GetAsync($"/inspect/visits/{visit}");
        Assert.Equal((HttpStatusCode.Redirect, true), (late.StatusCode, late.Headers.Location!.OriginalString.Contains("/account/sign-in", StringComparison.Ordinal)));
    }

    [DataFact]
    public async Task A_guest_who_is_sent_away_is_out_at_once_and_the_code_worked_once()
    {
        using var guest = await LetInAsync();
        using (var inside = await guest.GetAsync("/inspect/visits")) Assert.Equal(HttpStatusCode.OK, inside.StatusCode);
        using (var second = app.Visit())
        {
            using var again = await second.GetAsync($"/account/guest?code={_code}");
            Assert.Equal(HttpStatusCode.NotFound, again.StatusCode);
        }

        using (var sent = await _manager.SubmitAsync((await _manager.GetPageAsync("/manage/inspections/guests")).FormWith("access"))) Assert.Equal(HttpStatusCode.Redirect, sent.StatusCode);
        using var outside = await guest.GetAsync("/inspect/visits");
        Assert.Equal(HttpStatusCode.Redirect, outside.StatusCode);
        Assert.Equal(["guest.entered", "guest.let-in", "guest.revoked"], await app.ReadAsync(db => db.AuditEntries.Where(a => a.OrganizationId == _story.Organization.Id && a.Action.StartsWith("guest.")).OrderBy(a => a.Action).Select(a => a.Action).ToListAsync()));
    }

    [DataFact]
    public async Task A_guests_code_works_for_two_hours_once_and_only_its_own_organization_takes_it_back()
    {
        var neighbour = await Story.BeginAsync(app);
        using var stranger = await neighbour.VisitAsync(neighbour.Manager);
        await GivenAsync();
        using (var late = app.Visit())
        {
            var form = (await late.GetPageAsync($"/account/guest?code={_code}")).FormWith($"code={_code}");
            // Opened in time, pressed after somebody else came in with it.
            using (var first = app.Visit())
            {
                using var entered = await first.SubmitAsync((await first.GetPageAsync($"/account/guest?code={_code}")).FormWith($"code={_code}"));
                Assert.Equal(HttpStatusCode.Redirect, entered.StatusCode);
            }

            using var second = await late.SubmitAsync(form);
            Assert.Equal(HttpStatusCode.NotFound, second.StatusCode);
            using var outside = await late.GetAsync("/inspect/visits");
            Assert.Equal(HttpStatusCode.Redirect, outside.StatusCode);
        }

        // Another Organization's manager sends nobody away.
        var access = await app.ReadAsync(db => db.GuestAccesses.Where(a => a.OrganizationId == _story.Organization.Id).Select(a => a.Id).SingleAsync());
        Assert.False(await app.ActAsync((Academy.Web.Identity.Guests guests) => guests.RevokeAsync(access, neighbour.Organization.Id, neighbour.Manager.Id, default)));
        Assert.DoesNotContain("李督", (await stranger.GetPageAsync("/manage/inspections/guests")).Body!.TextContent, StringComparison.Ordinal);

        await GivenAsync();
        app.Clock.Advance(GuestAccess.Lasts - TimeSpan.FromSeconds(1));
        using var last = app.Visit();
        var asked = (await last.GetPageAsync($"/account/guest?code={_code}")).FormWith($"code={_code}");
        app.Clock.Advance(TimeSpan.FromSeconds(1));
        using var over = await last.SubmitAsync(asked);
        Assert.Equal(HttpStatusCode.NotFound, over.StatusCode);
    }

    [DataFact]
    public async Task A_guest_sees_who_is_behind_a_code_of_the_organization_and_of_no_other()
    {
        var certificate = await _story.CertifyAsync(await _story.HireAsync("张伟"));
        var neighbour = await Story.BeginAsync(app);
        var foreign = await neighbour.CertifyAsync(await neighbour.HireAsync("王芳"));
        using var guest = await LetInAsync();

        Assert.Contains("张伟", (await guest.GetPageAsync($"/C/{certificate.Codes[0].Token}")).Body!.TextContent, StringComparison.Ordinal);
        var masked = (await guest.GetPageAsync($"/C/{foreign.Codes[0].Token}")).Body!.TextContent;
        Assert.DoesNotContain("王芳", masked, StringComparison.Ordinal);
        Assert.Contains("王*", masked, StringComparison.Ordinal);
    }

    [DataFact]
    public async Task A_finding_from_a_device_is_recorded_once_however_often_it_is_sent()
    {
        var visit = await StartAsync();
        var (id, photo, at) = (Guid.NewGuid(), Guid.NewGuid(), app.Clock.Now.AddMinutes(5));
        app.Clock.Advance(TimeSpan.FromMinutes(20));
        await EndAsync(visit);
        app.Clock.Advance(TimeSpan.FromDays(1));
        var finding = new NewFinding(id, visit, FindingKind.FirePrevention, Severity.Major, "自动喷淋阀门关闭", "地下一层", at.Day().AddDays(3), at, [photo]);

        Assert.Equal(RecordFindingOutcome.PhotoMissing, await SendAsync(finding));
        Assert.Equal(KeepPhotoOutcome.NoPhoto, await KeepAsync(visit, photo, "<svg/>"u8.ToArray(), at));
        Assert.Equal(KeepPhotoOutcome.Kept, await KeepAsync(visit, photo, Png, at));
        Assert.Equal(KeepPhotoOutcome.Kept, await KeepAsync(visit, photo, Png, at));
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => SendAsync(finding)));

        Assert.Equal((1, 3), (outcomes.Count(o => o is RecordFindingOutcome.Recorded), outcomes.Count(o => o is RecordFindingOutcome.RecordedBefore)));
        var kept = await app.ReadAsync(db => db.Findings.AsNoTracking().SingleAsync(f => f.InspectionId == visit));
        Assert.Equal((id, at, photo), (kept.Id, kept.Steps[0].At, kept.Steps[0].Photos.Single()));
        Assert.Equal(RecordFindingOutcome.NotInItsTime, await SendAsync(finding with { Id = Guid.NewGuid(), At = app.Clock.Now }));
        Assert.Equal(RecordFindingOutcome.Incomplete, await SendAsync(finding with { Id = Guid.NewGuid(), Text = " " }));
        Assert.Equal(RecordFindingOutcome.Incomplete, await SendAsync(finding with { Id = Guid.NewGuid(), DueOn = at.Day().AddDays(-1) }));
        Assert.Equal(RecordFindingOutcome.NoInspection, await SendAsync(finding with { Id = Guid.NewGuid(), InspectionId = Guid.NewGuid() }));
    }

    [DataFact]
    public async Task The_pack_for_the_scanner_holds_visit_place_and_roll()
    {
        var certificate = await _story.CertifyAsync(await _story.HireAsync("张伟"));
        var visit = await StartAsync();
        using var pack = JsonDocument.Parse(await _inspector.GetStringAsync($"/inspect/visits/{visit}/pack"));
        var person = pack.RootElement.GetProperty("roll").EnumerateArray().Single();

        Assert.Equal(visit, pack.RootElement.GetProperty("visit").GetProperty("id").GetGuid());
        Assert.Equal(_story.Organization.SignName, pack.RootElement.GetProperty("organization").GetProperty("name").GetString());
        Assert.Equal(_story.Venue.Name, pack.RootElement.GetProperty("venue").GetProperty("name").GetString());
        Assert.Equal("张伟", person.GetProperty("name").GetString());
        var position = person.GetProperty("positions")[0];
        Assert.Equal(new Academy.Web.Signing.CertificateNumber(certificate.Codes[0].List, certificate.Codes[0].Index).ToString(), position.GetProperty("certificateNumber").GetString());
    }

    [DataFact]
    public async Task The_record_shows_both_inspectors_the_number_and_how_it_was_signed()
    {
        var visit = await StartAsync();
        await FindAsync(visit, "安全出口上锁");
        await EndAsync(visit, "M10 10L20 20");
        var record = await _inspector.GetPageAsync($"/inspect/visits/{visit}/record");
        var text = record.QuerySelector(".visit-record")!.TextContent;

        Assert.Contains($"{_story.Organization.Code.ToUpperInvariant()}-2026-0001", text, StringComparison.Ordinal);
        Assert.All(["非执法文书", "严守则", "周检", "周安", "安全出口上锁", "手写签名"], word => Assert.Contains(word, text, StringComparison.Ordinal));
        Assert.Equal("M10 10L20 20", record.QuerySelector(".visit-record svg path[d^=M10]")!.GetAttribute("d"));
        Assert.Contains("安全出口上锁", (await _manager.GetPageAsync($"/manage/inspections/{visit}")).QuerySelector(".visit-record")!.TextContent, StringComparison.Ordinal);

        var typed = await StartAsync();
        await EndAsync(typed);
        var second = (await _inspector.GetPageAsync($"/inspect/visits/{typed}/record")).QuerySelector(".visit-record")!.TextContent;
        Assert.Contains("代签方式：键入", second, StringComparison.Ordinal);
        Assert.Contains("-2026-0002", second, StringComparison.Ordinal);
    }

    [DataFact]
    public async Task A_signature_that_is_none_is_refused_and_loses_nothing()
    {
        var visit = await StartAsync();
        var form = (await _inspector.GetPageAsync($"/inspect/visits/{visit}/end")).FormWith("Input.Title");
        using var refused = await _inspector.SubmitAsync(form, ("Input.AccompaniedBy", "周安"), ("Input.Title", "安全管理员"), ("Input.Signature", "M1 1\"/><script>"));

        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        Assert.Equal("周安", (await refused.ReadPageAsync()).QuerySelector("[name='Input.AccompaniedBy']")!.GetAttribute("value"));
    }

    [DataFact]
    public async Task An_authoritys_inspection_is_entered_with_its_findings_and_followed_like_any_other()
    {
        var form = (await _manager.GetPageAsync("/manage/inspections/new")).FormWith("Input.Authority");
        using var entered = await _manager.SubmitAsync(
            form, ("Input.Authority", "云岭县消防救援大队"), ("Input.Number", "云消检〔2026〕12号"), ("Input.First", "李督"), ("Input.Venue", _story.Venue.Id.ToString()), ("Input.On", $"{Today.AddDays(-2):yyyy-MM-dd}"), ("Input.AccompaniedBy", "周安"));
        var next = entered.Headers.Location!.OriginalString;
        using (var added = await _manager.SubmitAsync(
            (await _manager.GetPageAsync(next)).FormWith("Input.Text"), ("Input.Kind", nameof(FindingKind.FirePrevention)), ("Input.Text", "消防通道停车"), ("Input.Place", "北门"), ("Input.DueOn", $"{Today.AddDays(-1):yyyy-MM-dd}"))) Assert.Equal(HttpStatusCode.Redirect, added.StatusCode);

        var finding = await app.ReadAsync(db => db.Findings.AsNoTracking().SingleAsync(f => f.Text == "消防通道停车" && f.OrganizationId == _story.Organization.Id));
        Assert.True(finding.IsOverdue(Today));
        (await RectifyAsync(finding.Id, "已清走，加了隔离墩")).Dispose();
        using (var closed = await RecheckAsync(finding.Id, isRight: true)) Assert.Equal(HttpStatusCode.Redirect, closed.StatusCode);
        Assert.Equal(Today.AddDays(30), await LookBackOfAsync(finding.InspectionId));
        Assert.Contains("云消检〔2026〕12号", (await _manager.GetPageAsync($"/manage/inspections/{finding.InspectionId}")).Body!.TextContent, StringComparison.Ordinal);
    }

    [DataFact]
    public async Task A_photo_goes_in_with_the_form_and_comes_out_to_both_sides_as_a_picture_and_nothing_else()
    {
        var visit = await StartAsync();
        var page = await _inspector.GetPageAsync($"/inspect/visits/{visit}/add-finding");
        using (var wrong = await UploadAsync(page, visit, "not a photo"u8.ToArray()))
        {
            Assert.Equal(HttpStatusCode.BadRequest, wrong.StatusCode);
            var again = await wrong.ReadPageAsync();
            Assert.Contains("不是能打开的 JPEG、PNG 或 WebP", again.Body!.TextContent, StringComparison.Ordinal);
            Assert.Contains("灭火器过期", again.QuerySelector("[name='Input.Text']")!.TextContent, StringComparison.Ordinal);
        }

        using (var right = await UploadAsync(page, visit, Png)) Assert.Equal(HttpStatusCode.SeeOther, right.StatusCode);
        using (var twice = await UploadAsync(page, visit, Png)) Assert.Equal(HttpStatusCode.SeeOther, twice.StatusCode);
        var finding = await app.ReadAsync(db => db.Findings.AsNoTracking().SingleAsync(f => f.InspectionId == visit));
        foreach (var (visitor, address) in ((HttpClient, string)[])[(_inspector, $"/inspect/photos/{finding.Steps[0].Photos.Single()}"), (_manager, $"/manage/photos/{finding.Steps[0].Photos.Single()}")])
        {
            using var photo = await visitor.GetAsync(address);
            // Written anew, without what a camera puts into a photo.
            Assert.Equal(("image/jpeg", "default-src 'none'; sandbox"), (photo.Content.Headers.ContentType!.MediaType, photo.Headers.GetValues("Content-Security-Policy").Single()));
            Assert.Equal("image/jpeg", FindingPhoto.TypeOf(await photo.Content.ReadAsByteArrayAsync()));
        }
    }

    private string _code = "";

    private async Task<HttpClient> LetInAsync()
    {
        await GivenAsync();
        var guest = app.Visit();
        var page = await guest.GetPageAsync($"/account/guest?code={_code}");
        Assert.Contains("你是 李督 吗", page.Body!.TextContent, StringComparison.Ordinal);
        using var entered = await guest.SubmitAsync(page.FormWith($"code={_code}"));
        Assert.Equal("/inspect/visits", entered.Headers.Location?.OriginalString);
        return guest;
    }

    private async Task GivenAsync()
    {
        var form = (await _manager.GetPageAsync("/manage/inspections/guests")).FormWith("Input.Badge");
        using (var given = await _manager.SubmitAsync(form, ("Input.Name", "李督"), ("Input.Unit", "云岭县消防救援大队"), ("Input.Badge", "53010001"))) Assert.Equal(HttpStatusCode.Redirect, given.StatusCode);
        _code = (await _manager.GetPageAsync("/manage/inspections/guests")).QuerySelector(".input--code")!.TextContent.Trim();
    }

    private Task<RecordFindingOutcome> SendAsync(NewFinding finding) => app.ActAsync((RecordFinding record) => record.RunAsync(Eye, finding, [], default));

    private Task<KeepPhotoOutcome> KeepAsync(Guid visit, Guid photo, byte[] bytes, DateTimeOffset at) => app.ActAsync((RecordFinding record) => record.KeepPhotoAsync(Eye, visit, photo, bytes, at, default));

    private async Task<HttpResponseMessage> UploadAsync(AngleSharp.Html.Dom.IHtmlDocument page, Guid visit, byte[] bytes)
    {
        using var content = new MultipartFormDataContent();
        foreach (var (name, value) in ((string, string)[])
            [
                ("__RequestVerificationToken", page.QuerySelector("main [name=__RequestVerificationToken]")!.GetAttribute("value")!), ("Input.Id", page.QuerySelector("[name='Input.Id']")!.GetAttribute("value")!),
                ("Input.Kind", nameof(FindingKind.FirePrevention)), ("Input.Severity", nameof(Severity.Ordinary)), ("Input.Text", "灭火器过期"), ("Input.Place", "前台"), ("Input.DueOn", $"{Today:yyyy-MM-dd}"),
            ]) content.Add(new StringContent(value), name);
        content.Add(new ByteArrayContent(bytes), "photos", "photo.png");
        return await _inspector.PostAsync($"/inspect/visits/{visit}/add-finding", content);
    }
}
