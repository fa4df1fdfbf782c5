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
using Academy.Web.Operations;
using Microsoft.EntityFrameworkCore;

namespace Academy.Web.Tests;

public abstract class SyncTests(AcademyApp app) : IAsyncLifetime
{
    private Person _inspector = null!;
    private Story _story = null!;
    private Certificate _certificate = null!;
    private HttpClient _visitor = null!;
    private string _token = "";

    public sealed class OnSqlite(SqliteApp app) : SyncTests(app), IClassFixture<SqliteApp>;

    public sealed class OnPostgres(PostgresApp app) : SyncTests(app), IClassFixture<PostgresApp>;

    public async Task InitializeAsync()
    {
        if (app is PostgresApp && PostgresTestDatabase.Server is null) return;
        _story = await Story.BeginAsync(app);
        _certificate = await _story.CertifyAsync(await _story.HireAsync("张伟"));
        _inspector = await _story.GrantAsync("孙检", Role.Inspector);
        (_visitor, _token) = await SignInAsync(_inspector);
    }

    public Task DisposeAsync()
    {
        _visitor?.Dispose();
        return Task.CompletedTask;
    }

    [DataFact]
    public async Task A_look_from_a_device_is_kept_once_however_often_it_is_sent()
    {
        var item = Scan();
        foreach (var _ in (int[])[1, 2, 3]) Assert.Equal([(string)item["id"]!], (await SyncAsync(item)).Done);
        var together = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => SyncAsync(Scan("00000000-0000-4000-8000-0000000000aa"))));

        Assert.All(together, answer => Assert.Single(answer.Done));
        var kept = await KeptAsync();
        Assert.Equal(2, kept.Count);
        var scan = kept.Single(s => s.Id.ToString() == (string)item["id"]!);
        Assert.Equal((_certificate.Id, _story.Organization.Id, VerificationResult.ValidStatic), (scan.CertificateId, scan.OrganizationId, scan.Result));
        Assert.Equal((app.Clock.Now.AddHours(-2), "phone", app.Clock.Now, 5400, false), (scan.At, scan.OnDevice!.Device, scan.OnDevice.ReceivedAt, scan.OnDevice.ListAge, scan.OnDevice.IsLive));
        Assert.Equal(2, await AuditsAsync("certificate.inspected"));
        Assert.Contains("张伟", (await _visitor.GetPageAsync("/inspect")).Body!.TextContent, StringComparison.Ordinal);
    }

    [DataFact]
    public async Task What_was_seen_of_the_person_may_follow_and_the_first_word_stays()
    {
        var item = Scan();
        await SyncAsync(item);
        item["match"] = "Different";
        await SyncAsync(item);
        item["match"] = "Same";
        await SyncAsync(item);

        Assert.Equal(IdentityMatch.Different, Assert.Single(await KeptAsync()).Match);
        Assert.Equal(1, await AuditsAsync("certificate.compared"));
    }

    [DataFact]
    public async Task A_right_signature_over_what_was_never_issued_raises_the_alarm()
    {
        var changed = Scan();
        changed["payloadHash"] = new string('a', 64);
        var unknown = Scan();
        unknown["index"] = (_certificate.Codes[0].Index + 1) % (1 << 20);
        var answer = await SyncAsync(changed, unknown);
        // Another look at the one code, and the same look again, are no further alarm of the day.
        var again = changed.DeepClone().AsObject();
        again["id"] = Guid.NewGuid().ToString();
        await SyncAsync(changed, again);

        Assert.Equal(["FORGED_KEY_ALARM", "FORGED_KEY_ALARM"], answer.Answers.Values);
        Assert.All(await KeptAsync(), scan => Assert.Equal((VerificationResult.ForgedKeyAlarm, null), (scan.Result, scan.CertificateId)));
        var index = _certificate.Codes[0].Index;
        Assert.Equal(
            [$"{index}-aaaaaaaaaaaaaaaa", $"{index + 1}-"],
            await app.ReadAsync(async db => (await db.AuditEntries.Where(a => a.Action == RaiseKeyAlarm.Action && (a.Detail!.Contains($"-{index}-") || a.Detail.Contains($"-{index + 1}-"))).Select(a => a.Detail!).ToListAsync())
                .Select(d => d[5..]).Select(d => d.StartsWith($"{index}-", StringComparison.Ordinal) ? d : d[..(d.IndexOf('-', StringComparison.Ordinal) + 1)]).OrderBy(d => d.Length).Reverse()));
    }

    [DataFact]
    public async Task The_server_answers_with_what_it_knows_now_and_keeps_what_the_inspector_saw()
    {
        await app.ArrangeAsync(async db => (await db.Certificates.SingleAsync(c => c.Id == _certificate.Id)).Revoke("舞弊", _story.Manager.Id, app.Clock.Now));
        var item = Scan();
        var answer = await SyncAsync(item);

        Assert.Equal("REVOKED", answer.Answers[(string)item["id"]!]);
        Assert.Equal(VerificationResult.ValidStatic, Assert.Single(await KeptAsync()).Result);
    }

    [DataFact]
    public async Task Each_item_has_an_outcome_of_its_own()
    {
        var good = Scan();
        var damaged = Scan();
        damaged["payloadHash"] = "not a hash";
        var odd = Scan();
        odd["result"] = "FINE";
        var (alien, finding) = (new JsonObject { ["id"] = Guid.NewGuid().ToString(), ["kind"] = "telepathy" }, new JsonObject { ["id"] = Guid.NewGuid().ToString(), ["kind"] = "finding" });
        var answer = await SyncAsync(damaged, alien, good, odd, finding, JsonValue.Create(7));

        Assert.Equal([(string)good["id"]!], answer.Done);
        Assert.Equal([(string)damaged["id"]!, (string)alien["id"]!, (string)odd["id"]!, (string)finding["id"]!, ""], answer.Refused.Keys);
        Assert.All(answer.Refused.Values, problem => Assert.EndsWith("。", problem, StringComparison.Ordinal));
        Assert.Single(await KeptAsync());
    }

    [DataFact]
    public async Task What_was_recorded_on_an_inspection_goes_to_it_once_photos_first()
    {
        await app.ArrangeAsync(db => db.Add(new InspectorAssignment(Guid.CreateVersion7(), _inspector.Id, null, null, _story.Organization.Id, app.Clock.Now.Day(), null, _story.Manager.Id)));
        var page = await _visitor.GetPageAsync($"/inspect/at/{_story.Venue.Id}");
        using var started = await _visitor.SubmitAsync(page.FormWith("Input.Kind"), ("Input.Kind", nameof(InspectionKind.Routine)), ("Input.Second", "周检"));
        var visit = Guid.Parse(started.Headers.Location!.OriginalString.Split('/')[^1]);
        var (photo, at) = (Guid.NewGuid(), app.Clock.Now.ToString("o"));
        var look = Scan();
        (look["visit"], look["at"]) = (visit.ToString(), at);
        var finding = new JsonObject
        {
            ["id"] = Guid.NewGuid().ToString(), ["kind"] = "finding", ["at"] = at, ["visit"] = visit.ToString(), ["findingKind"] = nameof(FindingKind.Evacuation), ["severity"] = nameof(Severity.Serious),
            ["text"] = "安全出口上锁", ["place"] = "二楼东侧", ["dueOn"] = $"{app.Clock.Now.Day().AddDays(7):yyyy-MM-dd}", ["photos"] = new JsonArray(photo.ToString()),
        };
        var foreign = finding.DeepClone().AsObject();
        (foreign["id"], foreign["visit"], foreign["photos"]) = (Guid.NewGuid().ToString(), Guid.NewGuid().ToString(), new JsonArray());

        Assert.Contains("照片", (await SyncAsync(finding)).Refused[(string)finding["id"]!], StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, await PutPhotoAsync(photo, visit, at, [0xFF, 0xD8, 0xFF, 1, 2]));
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, await PutPhotoAsync(photo, visit, at, new byte[FindingPhoto.MostBytes + 1]));
        Assert.Equal(HttpStatusCode.NotFound, await PutPhotoAsync(photo, Guid.NewGuid(), at, Png));
        for (var twice = 0; twice < 2; twice++) Assert.Equal(HttpStatusCode.NoContent, await PutPhotoAsync(photo, visit, at, Png));
        for (var twice = 0; twice < 2; twice++)
        {
            var answer = await SyncAsync(look, finding, foreign);
            Assert.Equal([(string)look["id"]!, (string)finding["id"]!], answer.Done);
            Assert.Equal([(string)foreign["id"]!], answer.Refused.Keys);
        }

        Assert.Equal(visit, Assert.Single(await KeptAsync()).InspectionId);
        var kept = Assert.Single(await app.ReadAsync(db => db.Findings.Where(f => f.InspectionId == visit).ToListAsync()));
        Assert.Equal((Guid.Parse((string)finding["id"]!), "安全出口上锁", photo), (kept.Id, kept.Text, kept.Steps.Single().Photos.Single()));
        Assert.Equal("image/jpeg", await app.ReadAsync(db => db.FindingPhotos.Where(p => p.Id == photo).Select(p => p.MediaType).SingleAsync()));
    }

    [DataFact]
    public async Task A_devices_clock_decides_nothing()
    {
        await app.ArrangeAsync(db => db.Add(new InspectorAssignment(Guid.CreateVersion7(), _inspector.Id, null, null, _story.Organization.Id, app.Clock.Now.Day(), null, _story.Manager.Id)));
        var eye = new InspectorEye(_inspector.Id, null);
        var visit = await app.ActAsync((HoldInspection hold) => hold.StartAsync(eye, _story.Venue.Id, InspectionKind.Routine, null, null, default));
        var neighbour = await Story.BeginAsync(app);
        var foreign = (await neighbour.CertifyAsync(await neighbour.HireAsync("王芳"))).Codes[0];
        var (within, early, ahead, ancient, elsewhere) = (Scan(), Scan(), Scan(), Scan(), Scan());
        foreach (var item in (JsonObject[])[within, early, ahead, ancient, elsewhere]) item["visit"] = visit.ToString();
        (within["at"], elsewhere["at"]) = (app.Clock.Now.ToString("o"), app.Clock.Now.ToString("o"));
        (ahead["at"], ancient["at"]) = ("9999-12-31T23:59:59Z", "0001-01-01T00:00:00Z");
        (elsewhere["list"], elsewhere["index"], elsewhere["payloadHash"]) = (foreign.List, foreign.Index, Convert.ToHexStringLower(SHA256.HashData(foreign.Payload)));
        var finding = new JsonObject
        {
            ["id"] = Guid.NewGuid().ToString(), ["kind"] = "finding", ["at"] = "9999-12-31T23:59:59Z", ["visit"] = visit.ToString(), ["findingKind"] = nameof(FindingKind.Duty), ["severity"] = nameof(Severity.Ordinary),
            ["text"] = "没人值守", ["place"] = "前台", ["dueOn"] = "9999-12-31", ["photos"] = new JsonArray(),
        };
        var answer = await SyncAsync(ahead, ancient, finding, within, early, elsewhere);

        Assert.Equal(5, answer.Done.Count);
        Assert.Contains("核对手机时间", answer.Refused[(string)finding["id"]!], StringComparison.Ordinal);
        var kept = (await KeptAsync()).ToDictionary(s => s.Id.ToString());
        Assert.Equal(app.Clock.Now, kept[(string)ahead["id"]!].At);
        Assert.Equal(app.Clock.Now.AddDays(-30), kept[(string)ancient["id"]!].At);
        Assert.Equal((string)within["id"]!, Assert.Single(kept.Values, s => s.InspectionId == visit).Id.ToString());
    }

    [DataFact]
    public async Task A_refused_code_is_kept_by_what_it_showed_and_may_be_reported()
    {
        var item = Foreign();
        await SyncAsync(item);
        item["reported"] = true;
        await SyncAsync(item);
        await SyncAsync(item);

        var scan = Assert.Single(await KeptAsync());
        Assert.Equal((VerificationResult.NotOurs, "v.example-fake.cn", true, null), (scan.Result, scan.Shown, scan.IsReported, scan.CertificateId));
        Assert.Equal(1, await AuditsAsync("certificate.reported"));
    }

    [DataFact]
    public async Task Another_inspectors_look_stays_as_it_is()
    {
        var item = Scan();
        await SyncAsync(item);
        var (other, token) = await SignInAsync(await _story.GrantAsync("李检", Role.Inspector));
        using var visit = other;
        item["match"] = "Different";
        var answer = await SyncAsync(other, token, item);

        Assert.Equal([(string)item["id"]!], answer.Refused.Keys);
        Assert.Null(Assert.Single(await KeptAsync()).Match);
    }

    [DataFact]
    public async Task Only_a_signed_in_inspector_with_a_token_is_heard()
    {
        using var stranger = app.Visit();
        using var manager = await _story.VisitAsync(_story.Manager);
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(stranger, _token, Body(Scan())));
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(manager, _token, Body(Scan())));
        Assert.Equal(HttpStatusCode.BadRequest, await StatusAsync(_visitor, "", Body(Scan())));
        Assert.Equal(HttpStatusCode.BadRequest, await StatusAsync(_visitor, _token, "[]"));
        Assert.Equal(HttpStatusCode.BadRequest, await StatusAsync(_visitor, _token, "{ \"device\": \"\", \"items\": [] }"));
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, await StatusAsync(_visitor, _token, new string(' ', (256 * 1024) + 1)));
        using var session = await stranger.SendAsync(new HttpRequestMessage(HttpMethod.Get, "/inspect/scan/session") { Headers = { { "Accept", "application/json" } } });
        Assert.Equal(HttpStatusCode.Unauthorized, session.StatusCode);
        Assert.Empty(await KeptAsync());
    }

    [DataFact]
    public async Task The_page_is_the_same_for_every_inspector_and_the_worker_lists_its_files()
    {
        var (other, _) = await SignInAsync(await _story.GrantAsync("李检", Role.Inspector));
        using var visit = other;
        var page = await _visitor.GetStringAsync("/inspect/scan");
        var worker = await _visitor.GetStringAsync("/inspect/scanner-worker.js");

        Assert.Equal(page, await other.GetStringAsync("/inspect/scan"));
        Assert.DoesNotContain("孙检", page, StringComparison.Ordinal);
        var release = JsonNode.Parse(worker[worker.IndexOf('{', StringComparison.Ordinal)..(worker.IndexOf("};", StringComparison.Ordinal) + 1)])!;
        Assert.Contains($"data-version=\"{release["version"]}\"", page, StringComparison.Ordinal);
        var files = release["files"]!.AsObject();
        foreach (var (path, hash) in files) Assert.Equal($"sha256-{Convert.ToBase64String(SHA256.HashData(await _visitor.GetByteArrayAsync(path)))}", (string)hash!);
        // Whatever the page asks for by itself is kept with it.
        var asked = System.Text.RegularExpressions.Regex.Matches(page, "(?:href|src)=\"(/[a-z]+/[^\"?#]+\\.[a-z0-9]+)\"").Select(m => m.Groups[1].Value);
        Assert.Empty(asked.Except(files.Select(f => f.Key)));
    }

    [DataFact]
    public async Task Only_the_decoders_worker_may_run_web_assembly()
    {
        using var page = await _visitor.GetAsync("/inspect/scan");
        using var worker = await _visitor.GetAsync("/js/scanner/decoder-worker.js");
        using var module = await _visitor.GetAsync("/js/scanner/scanner.js");

        Assert.Contains("'wasm-unsafe-eval'", PolicyOf(worker), StringComparison.Ordinal);
        Assert.DoesNotContain("wasm", PolicyOf(page) + PolicyOf(module), StringComparison.Ordinal);

        static string PolicyOf(HttpResponseMessage answer) => answer.Headers.GetValues("Content-Security-Policy").Single();
    }

    private JsonObject Scan(string? id = null)
    {
        var code = _certificate.Codes[0];
        return new JsonObject
        {
            ["id"] = id ?? Guid.NewGuid().ToString(), ["kind"] = "scan", ["at"] = app.Clock.Now.AddHours(-2).ToString("o"), ["visit"] = null, ["list"] = code.List, ["index"] = code.Index,
            ["payloadHash"] = Convert.ToHexStringLower(SHA256.HashData(code.Payload)), ["result"] = "VALID_STATIC", ["shown"] = "27Q2-0734512-X", ["match"] = null, ["live"] = false, ["listAge"] = 5400,
        };
    }

    private JsonObject Foreign() => new()
    {
        ["id"] = Guid.NewGuid().ToString(), ["kind"] = "scan", ["at"] = app.Clock.Now.ToString("o"), ["result"] = "NOT_OURS", ["shown"] = "v.example-fake.cn", ["live"] = false, ["listAge"] = null,
    };

    private Task<Synced> SyncAsync(params JsonNode[] items) => SyncAsync(_visitor, _token, items);

    private static async Task<Synced> SyncAsync(HttpClient visitor, string token, params JsonNode[] items)
    {
        using var response = await SendAsync(visitor, token, Body(items));
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        var body = (await response.Content.ReadFromJsonAsync<JsonElement>())!;
        return new Synced(
            [.. body.GetProperty("done").EnumerateArray().Select(d => d.GetString()!)],
            body.GetProperty("refused").EnumerateArray().ToDictionary(r => r.GetProperty("id").GetString()!, r => r.GetProperty("problem").GetString()!),
            body.GetProperty("answers").EnumerateArray().ToDictionary(a => a.GetProperty("id").GetString()!, a => a.GetProperty("result").GetString()!));
    }

    private static string Body(params JsonNode[] items) => new JsonObject { ["device"] = "phone", ["items"] = new JsonArray([.. items.Select(i => i.DeepClone())]) }.ToJsonString();

    private static async Task<HttpStatusCode> StatusAsync(HttpClient visitor, string token, string body)
    {
        using var response = await SendAsync(visitor, token, body);
        return response.StatusCode;
    }

    private static Task<HttpResponseMessage> SendAsync(HttpClient visitor, string token, string body) => visitor.SendAsync(new HttpRequestMessage(HttpMethod.Post, "/inspect/sync")
    {
        Content = new StringContent(body, Encoding.UTF8, "application/json"),
        Headers = { { "RequestVerificationToken", token }, { "Accept", "application/json" } },
    });

    private async Task<(HttpClient Visitor, string Token)> SignInAsync(Person inspector)
    {
        var visitor = await _story.VisitAsync(inspector);
        var session = await visitor.GetFromJsonAsync<JsonElement>("/inspect/scan/session");
        Assert.Equal(inspector.Name, session.GetProperty("name").GetString());
        return (visitor, session.GetProperty("token").GetString()!);
    }

    private static readonly byte[] Png = Convert.FromBase64String("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==");

    private async Task<HttpStatusCode> PutPhotoAsync(Guid id, Guid visit, string at, byte[] bytes)
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, $"/inspect/sync/photos/{id}?visit={visit}&at={Uri.EscapeDataString(at)}")
        {
            Content = new ByteArrayContent(bytes),
            Headers = { { "RequestVerificationToken", _token }, { "Accept", "application/json" } },
        };
        using var response = await _visitor.SendAsync(request);
        return response.StatusCode;
    }

    private Task<List<Scan>> KeptAsync() => app.ReadAsync(db => db.Scans.Where(s => s.InspectorId == _inspector.Id).OrderBy(s => s.Id).ToListAsync());

    private Task<int> AuditsAsync(string action) => app.ReadAsync(db => db.AuditEntries.CountAsync(a => a.Actor == _inspector.Id && a.Action == action));

    private sealed record Synced(IReadOnlyList<string> Done, IReadOnlyDictionary<string, string> Refused, IReadOnlyDictionary<string, string> Answers);
}
