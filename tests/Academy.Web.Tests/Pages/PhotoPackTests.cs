using System.Buffers.Binary;
using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Academy.Domain;
using Academy.Domain.Certificates;
using Academy.Domain.Inspections;
using Academy.Domain.Organizations;
using Academy.Web.Data.Queries;
using Academy.Web.Identity;
using Academy.Web.Operations;
using Academy.Web.Signing;
using ImageMagick;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Academy.Web.Tests;

/// <summary>What the scanner gets to compare faces with: a Venue's photos beforehand, or the one of the look on the screen.</summary>
public abstract class PhotoPackTests(AcademyApp app) : IAsyncLifetime
{
    /// <summary>No look is on the screen.</summary>
    private static readonly string Nothing = Guid.Empty.ToString();

    private Story _story = null!;
    private Person _holder = null!;
    private Person _inspector = null!;
    private CertificateCode _code = null!;
    private HttpClient _visitor = null!;
    private string _token = "";

    public sealed class OnSqlite(SqliteApp app) : PhotoPackTests(app), IClassFixture<SqliteApp>;

    public sealed class OnPostgres(PostgresApp app) : PhotoPackTests(app), IClassFixture<PostgresApp>;

    private AcademyDefaults Defaults => app.Services.GetRequiredService<AcademySettings>().Defaults;

    public async Task InitializeAsync()
    {
        if (app is PostgresApp && PostgresTestDatabase.Server is null) return;
        _story = await Story.BeginAsync(app);
        _holder = await _story.HireAsync("张伟");
        await _story.PhotographAsync(_holder, MagickColors.SteelBlue);
        _code = (await _story.CertifyAsync(_holder)).CurrentCode!;
        _inspector = await _story.GrantAsync("孙检", Role.Inspector);
        await app.ArrangeAsync(db => db.Add(new InspectorAssignment(Guid.CreateVersion7(), _inspector.Id, null, null, _story.Organization.Id, app.Clock.Now.Day(), null, _story.Manager.Id)));
        (_visitor, _token) = await EnterAsync(await _story.VisitAsync(_inspector));
    }

    public Task DisposeAsync()
    {
        _visitor?.Dispose();
        return Task.CompletedTask;
    }

    [DataFact]
    public async Task A_pack_holds_the_very_files_that_the_codes_of_the_venue_name_and_nothing_else()
    {
        // A newer photo that no code carries yet; one without a certificate; a certificate without a photo; somebody at another Venue; one that has run out.
        app.Clock.Advance(TimeSpan.FromSeconds(1));
        await _story.PhotographAsync(_holder, MagickColors.Tomato);
        await _story.PhotographAsync(await _story.HireAsync("李娜"), MagickColors.Gold);
        await _story.CertifyAsync(await _story.HireAsync("王芳"));
        var elsewhere = await _story.HireAsync("陈晨");
        await _story.PhotographAsync(elsewhere, MagickColors.Green);
        await _story.CertifyAsync(elsewhere);
        var other = new Venue(Guid.CreateVersion7(), _story.Organization.Id, "索道站", VenueKind.ScenicArea, "云岭路 2 号", isPublicAssembly: false, isHighRise: false);
        await app.ArrangeAsync(db => db.Add(other));
        await app.ReadAsync(db => db.Engagements.Where(e => e.PersonId == elsewhere.Id).ExecuteUpdateAsync(s => s.SetProperty(e => e.VenueId, other.Id)));
        var expired = await _story.HireAsync("周舟");
        await _story.PhotographAsync(expired, MagickColors.Black);
        var old = await _story.CertifyAsync(expired);
        await app.ReadAsync(db => db.Certificates.Where(c => c.Id == old.Id).ExecuteUpdateAsync(s => s.SetProperty(c => c.ExpiresOn, app.Clock.Now.Day().AddDays(-1))));

        using var answer = await DownloadAsync(_story.Venue.Id);
        Assert.Equal((HttpStatusCode.OK, true, "application/vnd.wlaq.photos"), (answer.StatusCode, answer.Headers.CacheControl!.NoStore, answer.Content.Headers.ContentType!.MediaType));
        var (lasts, files) = Read(await answer.Content.ReadAsByteArrayAsync());
        Assert.Equal(TimeSpan.FromHours(24), lasts);
        Assert.Equal(CertificatePayload.Decode(_code.Payload, CodeKind.Static)!.Value.Fields.PhotoHash, CertificatePayload.PhotoHash(Assert.Single(files)));
        var row = await app.ReadAsync(db => db.AuditEntries.SingleAsync(a => a.Action == PackPhotos.Action && a.Actor == _inspector.Id));
        Assert.Equal((_story.Organization.Id, $"photos 1 venue {_story.Venue.Id}"), (row.OrganizationId, row.Detail));

        // A file that is another than the confirmed one is no photo of anybody.
        var changed = PhotoFile.Read(Photos.Of(MagickColors.Purple)).File!;
        await app.ReadAsync(db => db.PersonPhotos.Where(p => p.Id == _code.PhotoId).ExecuteUpdateAsync(s => s.SetProperty(p => p.File, changed)));
        using var again = await DownloadAsync(_story.Venue.Id);
        Assert.Empty(Read(await again.Content.ReadAsByteArrayAsync()).Files);
    }

    [DataFact]
    public async Task What_is_not_assigned_is_not_found_and_not_offered()
    {
        var neighbour = await Story.BeginAsync(app);
        using (var theirs = await DownloadAsync(neighbour.Venue.Id)) Assert.Equal(HttpStatusCode.NotFound, theirs.StatusCode);
        using (var nowhere = await DownloadAsync(Guid.NewGuid())) Assert.Equal(HttpStatusCode.NotFound, nowhere.StatusCode);
        var offered = await _visitor.GetFromJsonAsync<JsonElement>("/inspect/scan/venues");
        Assert.Equal(_story.Venue.Id, Assert.Single(offered.EnumerateArray()).GetProperty("id").GetGuid());
        Assert.Empty((await _visitor.GetFromJsonAsync<JsonElement>($"/inspect/scan/venues?q={neighbour.Organization.SignName}")).EnumerateArray());
        Assert.Equal(0, await PacksAsync());
    }

    [DataFact]
    public async Task Only_a_signed_in_inspector_with_a_token_gets_any()
    {
        using var stranger = app.Visit();
        using var manager = await _story.VisitAsync(_story.Manager);
        using (var none = await DownloadAsync(_story.Venue.Id, _visitor, "")) Assert.Equal(HttpStatusCode.BadRequest, none.StatusCode);
        using (var unknown = await DownloadAsync(_story.Venue.Id, stranger, _token)) Assert.Equal(HttpStatusCode.Unauthorized, unknown.StatusCode);
        using (var forbidden = await DownloadAsync(_story.Venue.Id, manager, _token)) Assert.Equal(HttpStatusCode.Forbidden, forbidden.StatusCode);
        Assert.Equal(0, await PacksAsync());
    }

    [DataFact]
    public async Task After_the_days_downloads_the_answer_says_so_and_administrators_are_told_once()
    {
        // All at once: none slips through beside the others.
        var most = Defaults.InspectorPacksPerDay;
        var answers = await Task.WhenAll(Enumerable.Range(0, most + 3).Select(_ => DownloadAsync(_story.Venue.Id)));
        Assert.Equal((most, 3), (answers.Count(a => a.StatusCode is HttpStatusCode.OK), answers.Count(a => a.StatusCode is HttpStatusCode.TooManyRequests)));
        var said = await answers.First(a => a.StatusCode is HttpStatusCode.TooManyRequests).Content.ReadFromJsonAsync<JsonElement>();
        Assert.StartsWith("今天下载照片的次数用完了", said.GetProperty("detail").GetString(), StringComparison.Ordinal);
        foreach (var answer in answers) answer.Dispose();

        Assert.Equal((most, 1), (await PacksAsync(), await app.ReadAsync(db => db.AuditEntries.CountAsync(e => e.Action == InspectorQuotas.OverQuota && e.Subject == _inspector.Id))));
        using var administrator = await _story.VisitAsync(await _story.GrantAsync("钱管", Role.Administrator));
        Assert.Contains("有检查人员一天查得太多", (await administrator.GetPageAsync("/admin")).Body!.TextContent, StringComparison.Ordinal);
        var before = app.Clock.Now;
        try
        {
            app.Clock.Advance(TimeSpan.FromDays(1));
            Assert.IsType<PackPhotosOutcome.Packed>(await app.ActAsync((PackPhotos pack) => pack.RunAsync(new InspectorEye(_inspector.Id, null), _story.Venue.Id, null, CancellationToken.None)));
        }
        finally
        {
            app.Clock.Now = before;
        }
    }

    [DataFact]
    public async Task A_guest_takes_along_what_let_them_in_for_as_long_as_they_are_in()
    {
        var neighbour = await Story.BeginAsync(app);
        var foreign = (await neighbour.CertifyAsync(await neighbour.HireAsync("王芳"))).CurrentCode!;
        using var guest = await LetInAsync();
        app.Clock.Advance(TimeSpan.FromMinutes(30));
        var (_, token) = await EnterAsync(guest);
        // How long that is, the guest's scanner learns; an inspector's is nobody's guest.
        Assert.Equal(5400, (await guest.GetFromJsonAsync<JsonElement>("/inspect/scan/session")).GetProperty("guestFor").GetInt32());
        Assert.Equal(JsonValueKind.Null, (await _visitor.GetFromJsonAsync<JsonElement>("/inspect/scan/session")).GetProperty("guestFor").ValueKind);
        using (var page = await guest.GetAsync("/inspect/scan")) Assert.Equal(HttpStatusCode.OK, page.StatusCode);
        using (var theirs = await DownloadAsync(neighbour.Venue.Id, guest, token)) Assert.Equal(HttpStatusCode.NotFound, theirs.StatusCode);
        using var own = await DownloadAsync(_story.Venue.Id, guest, token);
        var (lasts, files) = Read(await own.Content.ReadAsByteArrayAsync());
        Assert.Equal((TimeSpan.FromMinutes(90), 1), (lasts, files.Count));
        var names = Encoding.UTF8.GetString(await guest.GetByteArrayAsync("/inspect/names.cose"));
        Assert.Equal((true, false), (names.Contains(_story.Organization.SignName, StringComparison.Ordinal), names.Contains(neighbour.Organization.SignName, StringComparison.Ordinal)));

        // Of somebody else's people nothing is kept by a guest's hand, and nothing shown.
        var scan = Look(foreign);
        var answer = await SyncAsync(guest, token, (string)scan["id"]!, scan);
        Assert.Null(answer.GetProperty("photo").GetString());
        Assert.Null(await app.ReadAsync(db => db.Scans.Where(s => s.Id == Guid.Parse((string)scan["id"]!)).Select(s => s.CertificateId).SingleAsync()));
    }

    [DataFact]
    public async Task What_a_guest_recorded_without_a_signal_is_taken_for_a_day_after_the_end_and_nothing_else()
    {
        var before = app.Clock.Now;
        try
        {
            using var guest = await LetInAsync();
            app.Clock.Advance(TimeSpan.FromMinutes(30));
            var (inTime, late) = (Look(_code), Look(_code));
            late["at"] = (before + GuestAccess.Lasts + Inspection.ClockError).ToString("o");
            app.Clock.Advance(GuestAccess.Lasts);

            var session = await guest.GetFromJsonAsync<JsonElement>("/inspect/scan/session");
            var token = session.GetProperty("token").GetString()!;
            Assert.Equal(-1800, session.GetProperty("guestFor").GetInt32());
            var shown = (string)inTime["id"]!;
            Assert.Equal("VALID_STATIC", (await SyncAsync(guest, token, shown, inTime)).GetProperty("result").GetString());
            // Looked at a moment ago, by a clock that is wrong: who is out sees nobody's face.
            var now = Look(_code);
            now["at"] = (before + GuestAccess.Lasts + TimeSpan.FromMinutes(4)).ToString("o");
            app.Clock.Now = before + GuestAccess.Lasts + TimeSpan.FromMinutes(4);
            Assert.Null((await SyncAsync(guest, token, (string)now["id"]!, now)).GetProperty("photo").GetString());
            Assert.Contains("不在迎检的两小时里", await RefusedAsync(guest, token, late), StringComparison.Ordinal);
            Assert.Contains("不在迎检的两小时里", await RefusedAsync(guest, token, new JsonObject
            {
                ["id"] = Guid.NewGuid().ToString(), ["kind"] = "finding", ["at"] = (string)late["at"]!, ["visit"] = Guid.NewGuid().ToString(), ["text"] = "疏散通道堆物", ["place"] = "一层",
                ["findingKind"] = "Evacuation", ["severity"] = "Ordinary", ["dueOn"] = "2026-12-31", ["photos"] = new JsonArray(),
            }), StringComparison.Ordinal);
            Assert.Equal(2, await app.ReadAsync(db => db.Scans.CountAsync(s => db.GuestAccesses.Any(a => a.PersonId == s.InspectorId && a.OrganizationId == _story.Organization.Id))));
            foreach (var address in (string[])["/inspect/visits", "/inspect/scan/venues", "/inspect/names.cose"]) Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(guest, address));
            using (var photos = await DownloadAsync(_story.Venue.Id, guest, token)) Assert.Equal(HttpStatusCode.Unauthorized, photos.StatusCode);

            // The page that holds the records opens, and what was shut has not ended the session.
            foreach (var address in (string[])["/inspect/scan", "/inspect/scanner-worker.js", "/inspect/scan/session"]) Assert.Equal(HttpStatusCode.OK, await StatusAsync(guest, address));

            app.Clock.Now = before + GuestAccess.Lasts + GuestAccess.HandsInFor;
            Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(guest, "/inspect/scan/session"));
        }
        finally
        {
            app.Clock.Now = before;
        }

        static async Task<HttpStatusCode> StatusAsync(HttpClient visitor, string address)
        {
            using var answer = await visitor.SendAsync(new HttpRequestMessage(HttpMethod.Get, address) { Headers = { { "Accept", "application/json" } } });
            return answer.StatusCode;
        }
    }

    [DataFact]
    public async Task A_guest_who_was_sent_away_hands_in_nothing()
    {
        var before = app.Clock.Now;
        try
        {
            using var guest = await LetInAsync();
            app.Clock.Advance(GuestAccess.Lasts);
            using var manager = await _story.VisitAsync(_story.Manager);
            var page = await manager.GetPageAsync("/manage/inspections/guests");
            Assert.Contains("还可以交；收回就不能再交", page.Body!.TextContent, StringComparison.Ordinal);
            using (var sent = await manager.SubmitAsync(page.FormWith("access"))) Assert.Equal(HttpStatusCode.Redirect, sent.StatusCode);
            Assert.DoesNotContain("还可以交", (await manager.GetPageAsync("/manage/inspections/guests")).Body!.TextContent, StringComparison.Ordinal);
            using var answer = await guest.SendAsync(new HttpRequestMessage(HttpMethod.Get, "/inspect/scan/session") { Headers = { { "Accept", "application/json" } } });
            Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        }
        finally
        {
            app.Clock.Now = before;
        }
    }

    [DataFact]
    public async Task The_look_on_the_screen_gets_its_photo_and_no_other()
    {
        var (shown, queued) = (Look(_code), Look(_code));
        var id = (string)shown["id"]!;
        Assert.Null((await SyncAsync(_visitor, _token, id, queued)).GetProperty("photo").GetString());
        var address = (await SyncAsync(_visitor, _token, id, shown)).GetProperty("photo").GetString();
        Assert.Equal(_code.Payload, await app.ReadAsync(db => db.Certificates.SelectMany(c => c.Codes).Where(c => c.Index == _code.Index && c.List == _code.List).Select(c => c.Payload).SingleAsync()));
        Assert.Equal(CertificatePayload.Decode(_code.Payload, CodeKind.Static)!.Value.Fields.PhotoHash, CertificatePayload.PhotoHash(await _visitor.GetByteArrayAsync(address)));

        // Another file under the same row.
        var changed = PhotoFile.Read(Photos.Of(MagickColors.Purple)).File!;
        await app.ReadAsync(db => db.PersonPhotos.Where(p => p.Id == _code.PhotoId).ExecuteUpdateAsync(s => s.SetProperty(p => p.File, changed)));
        Assert.Null((await SyncAsync(_visitor, _token, id, shown)).GetProperty("photo").GetString());
    }

    [DataFact]
    public async Task Ten_minutes_after_a_look_nobody_stands_before_the_inspector_any_more()
    {
        foreach (var (seconds, isGiven) in ((int, bool)[])[(600, true), (601, false)])
        {
            var look = Look(_code);
            look["at"] = app.Clock.Now.AddSeconds(-seconds).ToString("o");
            Assert.Equal(isGiven, (await SyncAsync(_visitor, _token, (string)look["id"]!, look)).GetProperty("photo").GetString() is not null);
        }

        // Nor when it is sent again, whatever instant it claims then.
        var again = Look(_code);
        again["at"] = app.Clock.Now.AddSeconds(-601).ToString("o");
        await SyncAsync(_visitor, _token, Nothing, again);
        again["at"] = app.Clock.Now.ToString("o");
        Assert.Null((await SyncAsync(_visitor, _token, (string)again["id"]!, again)).GetProperty("photo").GetString());
    }

    [DataFact]
    public async Task A_look_that_was_kept_of_one_card_gets_no_photo_of_another()
    {
        var other = Look((await _story.CertifyAsync(await _story.HireAsync("赵六"))).CurrentCode!);
        await SyncAsync(_visitor, _token, (string)other["id"]!, other);
        var swapped = Look(_code);
        swapped["id"] = (string)other["id"]!;
        Assert.Null((await SyncAsync(_visitor, _token, (string)other["id"]!, swapped)).GetProperty("photo").GetString());

        // Nor one that was kept of no certificate at all, though it showed the number of one.
        var refused = Look(_code);
        (refused["result"], refused["list"], refused["index"], refused["payloadHash"]) = ("FORGED", null, null, null);
        await SyncAsync(_visitor, _token, (string)refused["id"]!, refused);
        var claimed = Look(_code);
        claimed["id"] = (string)refused["id"]!;
        Assert.Null((await SyncAsync(_visitor, _token, (string)refused["id"]!, claimed)).GetProperty("photo").GetString());
    }

    [DataFact]
    public async Task The_next_day_a_kept_look_says_what_the_device_said_of_the_photo_or_of_the_card_alone()
    {
        var (photo, card, older, other, aged) = (Look(_code), Look(_code), Look(_code), Look(_code), Look(_code));
        foreach (var (look, match, compared) in ((JsonObject, string, bool)[])[(photo, "Same", true), (card, "Same", false), (other, "Different", true), (aged, "Same", true)])
        {
            (look["match"], look["comparedPhoto"]) = (match, compared);
        }

        // What an older release of the scanner kept says nothing of it.
        older["match"] = "Same";
        aged["listAge"] = 90_000;
        foreach (var look in (JsonObject[])[photo, card, older, other, aged]) await SyncAsync(_visitor, _token, Nothing, look);
        await app.ReadAsync(db => db.Scans.Where(s => s.InspectorId == _inspector.Id).ExecuteUpdateAsync(s => s.SetProperty(x => x.At, app.Clock.Now.AddDays(-1))));

        foreach (var (look, result, word) in ((JsonObject, string, string)[])
            [(photo, "VALID_STATIC", "有效"), (card, "CHECK_IDENTITY", "核对证件"), (older, "CHECK_IDENTITY", "核对证件"), (other, "DIFFERENT", "人证不符"), (aged, "UNCONFIRMED", "待联网")])
        {
            var page = await _visitor.GetPageAsync($"/inspect/scans/{look["id"]}");
            Assert.Equal((result, word), (page.QuerySelector("[data-result]")!.GetAttribute("data-result"), page.QuerySelector("h1")!.TextContent));
            Assert.Null(page.QuerySelector(".watched"));
            Assert.Contains(word, (await _visitor.GetPageAsync("/inspect")).QuerySelector($"li:has(a[href$='{look["id"]}']) .badge")!.TextContent, StringComparison.Ordinal);
        }
    }

    [DataFact]
    public async Task No_device_is_believed_that_it_compared_a_photo_where_the_code_has_none()
    {
        var bare = (await _story.CertifyAsync(await _story.HireAsync("赵六"))).CurrentCode!;
        var (claimed, foreign, swapped) = (Look(bare), Look(bare), Look(bare));
        (claimed["match"], claimed["comparedPhoto"]) = ("Same", true);
        await SyncAsync(_visitor, _token, Nothing, claimed);
        // A look that was kept of a card without a photo is not judged by another's.
        await SyncAsync(_visitor, _token, Nothing, swapped);
        var id = (string)swapped["id"]!;
        swapped = Look(_code);
        (swapped["id"], swapped["match"], swapped["comparedPhoto"]) = (id, "Same", true);
        await SyncAsync(_visitor, _token, Nothing, swapped);
        // Signed by nobody of ours: there is nobody to compare.
        (foreign["payloadHash"], foreign["match"], foreign["comparedPhoto"]) = (new string('a', 64), "Same", true);
        await SyncAsync(_visitor, _token, Nothing, foreign);

        Assert.DoesNotContain(true, await app.ReadAsync(db => db.Scans.Where(s => s.InspectorId == _inspector.Id).Select(s => s.ComparedPhoto).ToListAsync()));
        Assert.Equal("CHECK_IDENTITY", (await _visitor.GetPageAsync($"/inspect/scans/{claimed["id"]}")).QuerySelector("[data-result]")!.GetAttribute("data-result"));
    }

    [DataFact]
    public async Task Over_the_looks_of_the_day_a_scan_is_kept_without_its_photo_and_told()
    {
        var certificate = await app.ReadAsync(db => db.Certificates.Where(c => c.HolderId == _holder.Id).Select(c => c.Id).SingleAsync());
        await app.ArrangeAsync(db => db.AddRange(Enumerable.Range(0, Defaults.InspectorLooksPerDay - 1).Select(i =>
            new Scan(Guid.CreateVersion7(), _inspector.Id, certificate, _story.Organization.Id, $"shown {i}", VerificationResult.ValidStatic, app.Clock.Now.Day().Start()))));
        var (last, over) = (Look(_code), Look(_code));

        Assert.NotNull((await SyncAsync(_visitor, _token, (string)last["id"]!, last)).GetProperty("photo").GetString());
        Assert.Null((await SyncAsync(_visitor, _token, (string)over["id"]!, over)).GetProperty("photo").GetString());
        Assert.True(await app.ReadAsync(db => db.Scans.AnyAsync(s => s.Id == Guid.Parse((string)over["id"]!))));
        Assert.Equal(1, await app.ReadAsync(db => db.AuditEntries.CountAsync(e => e.Action == InspectorQuotas.OverQuota && e.Subject == _inspector.Id)));
        Assert.Null((await _visitor.GetPageAsync($"/inspect/scans/{over["id"]}")).QuerySelector(".watched"));
    }

    private async Task<HttpClient> LetInAsync()
    {
        var slip = await app.ActAsync((Guests guests) => guests.LetInAsync(_story.Organization.Id, "李督", "云岭县文化和旅游局", "53010001", _story.Manager.Id, CancellationToken.None));
        var guest = app.Visit();
        using var entered = await guest.SubmitAsync((await guest.GetPageAsync($"/account/guest?code={slip.Code}")).FormWith($"code={slip.Code}"));
        // A telephone puts a browser away that is not looked at.
        Assert.Contains(entered.Headers.GetValues("Set-Cookie"), cookie => cookie.StartsWith($"{Sessions.Scheme}=", StringComparison.Ordinal) && cookie.Contains("expires=", StringComparison.OrdinalIgnoreCase));
        return guest;
    }

    private static async Task<(HttpClient Visitor, string Token)> EnterAsync(HttpClient visitor) =>
        (visitor, (await visitor.GetFromJsonAsync<JsonElement>("/inspect/scan/session")).GetProperty("token").GetString()!);

    private Task<HttpResponseMessage> DownloadAsync(Guid venue) => DownloadAsync(venue, _visitor, _token);

    private static Task<HttpResponseMessage> DownloadAsync(Guid venue, HttpClient visitor, string token) =>
        visitor.SendAsync(new HttpRequestMessage(HttpMethod.Post, $"/inspect/scan/photos/{venue}") { Headers = { { "RequestVerificationToken", token }, { "Accept", "application/json" } } });

    private Task<int> PacksAsync() => app.ReadAsync(db => db.AuditEntries.CountAsync(a => a.Action == PackPhotos.Action && a.Actor == _inspector.Id));

    private JsonObject Look(CertificateCode code) => new()
    {
        ["id"] = Guid.NewGuid().ToString(), ["kind"] = "scan", ["at"] = app.Clock.Now.ToString("o"), ["list"] = code.List, ["index"] = code.Index,
        ["payloadHash"] = Convert.ToHexStringLower(SHA256.HashData(code.Payload)), ["result"] = "VALID_STATIC", ["shown"] = new CertificateNumber(code.List, code.Index).ToString(), ["live"] = false, ["listAge"] = 60,
    };

    /// <summary>The answer about the one scan that is sent.</summary>
    private static async Task<JsonElement> SyncAsync(HttpClient visitor, string token, string shown, JsonObject item) => Assert.Single((await SendAsync(visitor, token, shown, item)).GetProperty("answers").EnumerateArray());

    private static async Task<string> RefusedAsync(HttpClient visitor, string token, JsonObject item) => Assert.Single((await SendAsync(visitor, token, (string)item["id"]!, item)).GetProperty("refused").EnumerateArray()).GetProperty("problem").GetString()!;

    private static async Task<JsonElement> SendAsync(HttpClient visitor, string token, string shown, JsonObject item)
    {
        using var response = await visitor.SendAsync(new HttpRequestMessage(HttpMethod.Post, "/inspect/sync")
        {
            Content = new StringContent(new JsonObject { ["device"] = "phone", ["items"] = new JsonArray(item.DeepClone()), ["shown"] = shown }.ToJsonString(), Encoding.UTF8, "application/json"),
            Headers = { { "RequestVerificationToken", token }, { "Accept", "application/json" } },
        });
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return await response.Content.ReadFromJsonAsync<JsonElement>();
    }

    /// <summary>As the scanner reads it.</summary>
    private static (TimeSpan Lasts, IReadOnlyList<byte[]> Files) Read(ReadOnlySpan<byte> pack)
    {
        Assert.True(pack.StartsWith("WLAQ-PHOTOS-1"u8));
        var lasts = TimeSpan.FromSeconds(BinaryPrimitives.ReadInt32BigEndian(pack[13..]));
        var files = new List<byte[]>();
        var at = 17;
        for (int length; (length = BinaryPrimitives.ReadInt32BigEndian(pack[at..])) > 0; at += length)
        {
            at += 4;
            files.Add(pack.Slice(at, length).ToArray());
        }

        Assert.Equal(pack.Length, at + 4);
        return (lasts, files);
    }
}
