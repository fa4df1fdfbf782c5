using System.Net;
using Academy.Domain;
using Academy.Domain.Inspections;
using Academy.Domain.Organizations;
using Academy.Domain.Questions;
using Academy.Web.Data.Queries;
using Academy.Web.Operations;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Microsoft.EntityFrameworkCore;

namespace Academy.Web.Tests;

/// <summary>Inspections that close: from the door of a Venue to the finding that is struck off, seen from both sides.</summary>
public abstract partial class VisitTests(AcademyApp app) : IAsyncLifetime
{
    private Story _story = null!;
    private Person _person = null!;
    private HttpClient _inspector = null!;
    private HttpClient _manager = null!;

    public sealed class OnSqlite(SqliteApp app) : VisitTests(app), IClassFixture<SqliteApp>;

    public sealed class OnPostgres(PostgresApp app) : VisitTests(app), IClassFixture<PostgresApp>;

    private InspectorEye Eye => new(_person.Id, null);
    private DateOnly Today => app.Clock.Now.Day();

    public async Task InitializeAsync()
    {
        if (app is PostgresApp && PostgresTestDatabase.Server is null) return;
        app.Clock.Advance(TimeSpan.FromHours(1));
        _story = await Story.BeginAsync(app);
        _person = await _story.GrantAsync("严守则", Role.Inspector);
        await AssignAsync(_person, organization: _story.Organization.Id);
        _inspector = await _story.VisitAsync(_person);
        _manager = await _story.VisitAsync(_story.Manager);
    }

    public Task DisposeAsync()
    {
        _inspector?.Dispose();
        _manager?.Dispose();
        return Task.CompletedTask;
    }

    [DataFact]
    public async Task A_finding_goes_from_the_inspector_to_the_manager_and_back_until_it_is_struck_off()
    {
        var visit = await StartAsync();
        var finding = await FindAsync(visit, "疏散通道堆放纸箱");
        await EndAsync(visit);

        var list = (await _manager.GetPageAsync("/manage/findings")).Body!.TextContent;
        Assert.Contains("疏散通道堆放纸箱", list, StringComparison.Ordinal);
        using (var rectified = await RectifyAsync(finding, "已清走纸箱，安排专人巡查")) Assert.Equal(HttpStatusCode.Redirect, rectified.StatusCode);
        using (var back = await RecheckAsync(finding, isRight: false, "还堵着一半", Today.AddDays(3))) Assert.Equal(HttpStatusCode.Redirect, back.StatusCode);
        using (var again = await RectifyAsync(finding, "全部清空，划了黄线")) Assert.Equal(HttpStatusCode.Redirect, again.StatusCode);
        using (var closed = await RecheckAsync(finding, isRight: true)) Assert.Equal(HttpStatusCode.Redirect, closed.StatusCode);

        var kept = await app.ReadAsync(db => db.Findings.AsNoTracking().SingleAsync(f => f.Id == finding));
        Assert.Equal(FindingState.Closed, kept.State);
        Assert.Equal([FindingAct.Found, FindingAct.Rectified, FindingAct.Reopened, FindingAct.Rectified, FindingAct.Closed], kept.Steps.Select(s => s.Act));
        var mine = await _inspector.GetPageAsync($"/inspect/findings/{finding}");
        var theirs = await _manager.GetPageAsync($"/manage/findings/{finding}");
        Assert.Equal(HistoryOf(mine), HistoryOf(theirs));
        Assert.Contains("还堵着一半", HistoryOf(mine), StringComparison.Ordinal);
        Assert.Empty(theirs.QuerySelectorAll("[name='Input.Text']"));
        Assert.Equal(4, await app.ReadAsync(db => db.AuditEntries.CountAsync(a => a.Subject == finding && a.Action != "finding.recorded")));
    }

    [DataFact]
    public async Task With_the_last_finding_struck_off_a_look_back_is_planned_and_made()
    {
        var visit = await StartAsync();
        var (first, second) = (await FindAsync(visit, "灭火器压力不足"), await FindAsync(visit, "应急灯不亮"));
        await EndAsync(visit);
        foreach (var finding in (Guid[])[first, second])
        {
            Assert.Null(await LookBackOfAsync(visit));
            (await RectifyAsync(finding, "换了新的")).Dispose();
            (await RecheckAsync(finding, isRight: true)).Dispose();
        }

        Assert.Equal(Today.AddDays(30), await LookBackOfAsync(visit));
        Assert.Contains("要回头看 1", (await _inspector.GetPageAsync("/inspect/visits")).Body!.TextContent, StringComparison.Ordinal);
        var later = await StartAsync(visit.ToString());
        Assert.Equal(InspectionKind.LookBack, await app.ReadAsync(db => db.Inspections.Where(i => i.Id == later).Select(i => i.Kind).SingleAsync()));
        Assert.DoesNotContain("要回头看", (await _inspector.GetPageAsync("/inspect/visits")).Body!.TextContent, StringComparison.Ordinal);
    }

    [DataFact]
    public async Task What_is_overdue_is_told_to_manager_head_and_inspector()
    {
        var visit = await StartAsync();
        await FindAsync(visit, "消火栓被遮挡", due: Today.AddDays(1));
        // What was put right and waits for the re-check is not struck off, nor overdue.
        (await RectifyAsync(await FindAsync(visit, "应急灯不亮", due: Today.AddDays(1)), "换了新的")).Dispose();
        var head = new Person(Guid.CreateVersion7(), "陆云山");
        await app.ArrangeAsync(db => db.AddRange(head, new RoleGrant(Guid.CreateVersion7(), head.Id, Role.Head, _story.Organization.Id, null, new DateOnly(2026, 1, 1), null, null)));
        using (var looks = await _story.VisitAsync(head))
        {
            var page = (await looks.GetPageAsync("/head")).Body!.TextContent;
            Assert.Contains("未销号 2", page, StringComparison.Ordinal);
            Assert.DoesNotContain("逾期未整改", page, StringComparison.Ordinal);
        }

        app.Clock.Advance(TimeSpan.FromDays(2));
        using var later = await AgainAsync(head);
        Assert.Contains("逾期未整改 1", (await later.GetPageAsync("/head")).Body!.TextContent, StringComparison.Ordinal);
        using var manager = await AgainAsync(_story.Manager);
        Assert.Contains("逾期未整改", (await manager.GetPageAsync("/manage/findings")).QuerySelector(".badge--stop")!.TextContent, StringComparison.Ordinal);
        using var inspector = await AgainAsync(_person);
        Assert.Contains("逾期未整改 1", (await inspector.GetPageAsync("/inspect/visits")).Body!.TextContent, StringComparison.Ordinal);
    }

    [DataFact]
    public async Task Nobody_rechecks_their_own_rectification()
    {
        // The manager of one company is an inspector of the platform as well.
        await app.ArrangeAsync(db => db.Add(new RoleGrant(Guid.CreateVersion7(), _story.Manager.Id, Role.Inspector, null, null, Today, null, null)));
        await AssignAsync(_story.Manager, organization: _story.Organization.Id);
        using var both = await AgainAsync(_story.Manager);
        var visit = await StartAsync();
        var finding = await FindAsync(visit, "配电箱没有锁");
        (await RectifyAsync(finding, "已经上锁")).Dispose();

        var page = await both.GetPageAsync($"/inspect/findings/{finding}");
        using (var own = await both.SubmitAsync(page.FormWith("Input.IsRight"), ("Input.IsRight", "true"))) Assert.Equal(HttpStatusCode.Redirect, own.StatusCode);
        Assert.Contains("请另一名检查人员复查", (await both.GetPageAsync($"/inspect/findings/{finding}")).Body!.TextContent, StringComparison.Ordinal);
        Assert.Equal(FindingState.Rectified, await app.ReadAsync(db => db.Findings.Where(f => f.Id == finding).Select(f => f.State).SingleAsync()));
    }

    [DataFact]
    public async Task What_is_not_assigned_is_not_there()
    {
        var neighbour = await Story.BeginAsync(app);
        var visit = await StartAsync();
        var photo = Guid.NewGuid();
        var finding = await FindAsync(visit, "没有值班记录");
        Assert.Equal(KeepPhotoOutcome.Kept, await app.ActAsync((RecordFinding record) => record.KeepPhotoAsync(Eye, visit, photo, Png, app.Clock.Now, default)));
        var stranger = await _story.GrantAsync("周检", Role.Inspector);
        await AssignAsync(stranger, organization: neighbour.Organization.Id);
        using var other = await _story.VisitAsync(stranger);

        foreach (var address in (string[])[$"/inspect/at/{_story.Venue.Id}", $"/inspect/visits/{visit}", $"/inspect/visits/{visit}/roll", $"/inspect/visits/{visit}/record", $"/inspect/visits/{visit}/pack", $"/inspect/findings/{finding}", $"/inspect/photos/{photo}"])
        {
            using (var hidden = await other.GetAsync(address)) Assert.True(hidden.StatusCode == HttpStatusCode.NotFound, address);
            using var seen = await _inspector.GetAsync(address);
            Assert.True(seen.StatusCode == HttpStatusCode.OK, address);
        }

        Assert.DoesNotContain(_story.Organization.SignName, (await other.GetPageAsync($"/inspect/units?q={_story.Organization.SignName}")).QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        Assert.Contains(_story.Organization.SignName, (await _inspector.GetPageAsync($"/inspect/units?q={_story.Organization.SignName}")).QuerySelector(".card-list")!.TextContent, StringComparison.Ordinal);
        using var nextDoor = await neighbour.VisitAsync(neighbour.Manager);
        foreach (var address in (string[])[$"/manage/findings/{finding}", $"/manage/inspections/{visit}", $"/manage/photos/{photo}", $"/manage/venues/{_story.Venue.Id}"])
        {
            using (var hidden = await nextDoor.GetAsync(address)) Assert.True(hidden.StatusCode == HttpStatusCode.NotFound, address);
            using var seen = await _manager.GetAsync(address);
            Assert.True(seen.StatusCode == HttpStatusCode.OK, address);
        }
    }

    [DataFact]
    public async Task The_query_of_what_is_assigned_says_what_the_rule_says()
    {
        var hotel = new Venue(Guid.CreateVersion7(), _story.Organization.Id, "酒店", VenueKind.Hotel, "云岭路 8 号", false, false);
        var neighbour = await Story.BeginAsync(app);
        await app.ArrangeAsync(async db =>
        {
            db.Add(hotel);
            (await db.Organizations.SingleAsync(o => o.Id == _story.Organization.Id)).Register(null, $"云岭县{_story.Organization.Number}", null, null);
            (await db.Organizations.SingleAsync(o => o.Id == neighbour.Organization.Id)).Register(null, $"云_县{neighbour.Organization.Number}", null, null);
        });
        (string? District, VenueKind? Kind, Guid? Organization, DateOnly From, DateOnly? To)[] cases =
        [
            ("云岭县", null, null, Today, null), ("云_", null, null, Today, null), ("石林", null, null, Today, null), (null, VenueKind.Hotel, null, Today, null), (null, null, neighbour.Organization.Id, Today, null),
            ("云岭", VenueKind.ScenicArea, null, Today, null), (null, null, _story.Organization.Id, Today.AddDays(1), null), (null, null, _story.Organization.Id, Today.AddDays(-9), Today.AddDays(-1)), (null, null, _story.Organization.Id, Today, Today),
        ];
        foreach (var (district, kind, organization, from, to) in cases)
        {
            var assignment = new InspectorAssignment(Guid.CreateVersion7(), (await _story.GrantAsync("检", Role.Inspector)).Id, district, kind, organization, from, to, _story.Manager.Id);
            await app.ArrangeAsync(db => db.Add(assignment));
            var (found, said) = await app.ReadAsync(async db =>
            {
                var organizations = await db.Organizations.AsNoTracking().ToDictionaryAsync(o => o.Id);
                var venues = await db.Venues.AsNoTracking().ToListAsync();
                return (await db.VenuesFor(new InspectorEye(assignment.InspectorId, null), Today).Select(v => v.Id).ToListAsync(), venues.Where(v => assignment.Covers(v, organizations[v.OrganizationId], Today)).Select(v => v.Id));
            });
            Assert.Equal(said.Order(), found.Order());
        }
    }

    [DataFact]
    public async Task An_administrator_assigns_and_takes_back()
    {
        var inspector = await _story.GrantAsync("新检", Role.Inspector);
        using var visitor = await _story.VisitAsync(inspector);
        Assert.Contains("没有分配给你的单位", (await visitor.GetPageAsync("/inspect/units")).Body!.TextContent, StringComparison.Ordinal);
        using var admin = await _story.VisitAsync(await _story.GrantAsync("管维", Role.Administrator));
        var grant = await app.ReadAsync(db => db.RoleGrants.Where(g => g.PersonId == inspector.Id).Select(g => g.Id).SingleAsync());
        var page = await admin.GetPageAsync($"/admin/inspectors/{grant}");
        using (var nothing = await admin.SubmitAsync(page.FormWith("Input.District")))
        {
            Assert.Equal(HttpStatusCode.BadRequest, nothing.StatusCode);
            Assert.Contains("至少填一项", (await nothing.ReadPageAsync()).Body!.TextContent, StringComparison.Ordinal);
        }

        using (var given = await admin.SubmitAsync((await admin.GetPageAsync($"/admin/inspectors/{grant}")).FormWith("Input.District"), ("Input.OrganizationId", _story.Organization.Id.ToString()))) Assert.Equal(HttpStatusCode.Redirect, given.StatusCode);
        Assert.Contains(_story.Organization.SignName, (await visitor.GetPageAsync("/inspect/units")).Body!.TextContent, StringComparison.Ordinal);
        using (var taken = await admin.SubmitAsync((await admin.GetPageAsync($"/admin/inspectors/{grant}")).FormWith("assignment"))) Assert.Equal(HttpStatusCode.Redirect, taken.StatusCode);
        Assert.DoesNotContain(_story.Organization.SignName, (await visitor.GetPageAsync("/inspect/units")).Body!.TextContent, StringComparison.Ordinal);
    }

    [DataFact]
    public async Task Roll_call_counts_who_was_scanned_or_identified_and_names_who_is_not_on_the_roll()
    {
        var (scanned, named, missing) = (await _story.HireAsync("张伟"), await _story.HireAsync("李娜"), await _story.HireAsync("王芳"));
        var certificate = await _story.CertifyAsync(scanned);
        await app.ArrangeAsync(async db => (await db.Engagements.SingleAsync(e => e.PersonId == missing.Id)).TakePosition(Story.Position, Today));
        var visitor = await _story.CertifyAsync(await _story.HireAsync("外来人"));
        var visit = await StartAsync();
        var page = await _inspector.GetPageAsync($"/inspect/visits/{visit}/roll");
        var form = page.FormWith("people");
        foreach (var box in form.QuerySelectorAll<IHtmlInputElement>("[name=people]")) box.IsChecked = box.Value == scanned.Id.ToString() || box.Value == named.Id.ToString() || box.Value == missing.Id.ToString();
        using (var called = await _inspector.SubmitAsync(form)) Assert.Equal(HttpStatusCode.Redirect, called.StatusCode);
        using (await _inspector.GetAsync($"/C/{certificate.Codes[0].Token}"))
        using (await _inspector.GetAsync($"/C/{visitor.Codes[0].Token}"))
        {
            var roll = await _inspector.GetPageAsync($"/inspect/visits/{visit}/roll");
            var identify = roll.Forms.Single(f => f.QuerySelector<IHtmlInputElement>("[name=person]")?.Value == named.Id.ToString());
            using var ticked = await _inspector.SubmitAsync(identify);
            Assert.Equal(HttpStatusCode.Redirect, ticked.StatusCode);
        }

        var record = (await _inspector.GetPageAsync($"/inspect/visits/{visit}")).QuerySelector("main")!.TextContent;
        Assert.Contains("在班 3 人，到 2，没见到 1，名单外 1", record, StringComparison.Ordinal);
        Assert.Contains("50 %（应持证 2 人，有效 1 人）", record, StringComparison.Ordinal);
        Assert.Contains("外来人", record, StringComparison.Ordinal);
        Assert.Equal(2, await app.ReadAsync(db => db.Scans.CountAsync(s => s.InspectionId == visit)));
    }

    [DataFact]
    public async Task A_draw_shows_its_seed_and_can_be_drawn_again()
    {
        var people = new List<Person>();
        foreach (var name in (string[])["甲", "乙", "丙", "丁"]) people.Add(await _story.HireAsync(name));
        var visit = await StartAsync(nameof(InspectionKind.Random));
        using (var early = await DrawAsync(visit, 2)) Assert.Equal(HttpStatusCode.BadRequest, early.StatusCode);
        Assert.True(await app.ActAsync((HoldInspection hold) => hold.CallRollAsync(Eye, visit, [.. people.Select(p => p.Id)], default)));
        using (var drawn = await DrawAsync(visit, 2)) Assert.Equal(HttpStatusCode.Redirect, drawn.StatusCode);

        var draw = (await app.ReadAsync(db => db.Inspections.AsNoTracking().SingleAsync(i => i.Id == visit))).Draws.Single();
        Assert.Equal(2, draw.People.Count);
        Assert.Equal(draw.People, new RandomDraw(1, draw.Seed, [.. people.Select(p => p.Id).Order()], 2, [], 0, app.Clock.Now).People);
        Assert.Contains(draw.Seed.ToString(System.Globalization.CultureInfo.InvariantCulture), (await _inspector.GetPageAsync($"/inspect/visits/{visit}/record")).Body!.TextContent, StringComparison.Ordinal);
    }

    [DataFact]
    public async Task A_failed_quiz_opens_a_cycle_and_leaves_the_certificate_alone()
    {
        var holder = await _story.HireAsync("张伟");
        var certificate = await _story.CertifyAsync(holder);
        var visit = await StartAsync();
        var quiz = await AskAsync(visit);
        for (var number = 1; number <= SpotQuiz.Questions; number++)
        {
            using var nothing = await _inspector.SubmitAsync((await _inspector.GetPageAsync($"/inspect/quizzes/{quiz}")).FormWith("number"));
            Assert.Equal(HttpStatusCode.Redirect, nothing.StatusCode);
        }

        Assert.Contains("抽问不合格", (await _inspector.GetPageAsync($"/inspect/quizzes/{quiz}")).Body!.TextContent, StringComparison.Ordinal);
        var cycle = await app.ReadAsync(async db => await db.Cycles.AsNoTracking().SingleAsync(c => c.Id == db.SpotQuizzes.Where(q => q.Id == quiz).Select(q => q.CycleId).Single()));
        Assert.Equal((holder.Id, Story.Position, 2), (cycle.PersonId, cycle.Position, cycle.Number));
        Assert.True(cycle.IsOpen);
        Assert.Equal(Academy.Domain.Certificates.CertificateState.Valid, await app.ReadAsync(db => db.Certificates.Where(c => c.Id == certificate.Id).Select(c => c.State).SingleAsync()));
        Assert.Contains("抽问不合格", (await _manager.GetPageAsync("/manage/findings")).Body!.TextContent, StringComparison.Ordinal);
    }

    [DataFact]
    public async Task A_quiz_asks_practice_questions_only_and_what_comes_late_is_wrong()
    {
        await _story.CertifyAsync(await _story.HireAsync("张伟"));
        var visit = await StartAsync();
        var quiz = await AskAsync(visit);
        var kept = await app.ReadAsync(db => db.SpotQuizzes.AsNoTracking().SingleAsync(q => q.Id == quiz));
        var release = await app.ActAsync((Releases releases) => releases.GetAsync(kept.ReleaseId));
        for (var number = 1; number <= SpotQuiz.Questions; number++)
        {
            var question = release.Curriculum.FindQuestion(kept.QuestionIds[number - 1])!;
            Assert.Equal(QuestionBank.Practice, question.Bank);
            var page = await _inspector.GetPageAsync($"/inspect/quizzes/{quiz}");
            var key = Marking.Key(Practice.Show(question, kept.PersonId), question.Items[0]).Values;
            if (number == 3) app.Clock.Advance(TimeSpan.FromSeconds(66));
            using var answered = await _inspector.SubmitAsync(page.FormWith("number"), [.. key.Select(k => ("response", k))]);
        }

        var answers = (await app.ReadAsync(db => db.SpotQuizzes.AsNoTracking().SingleAsync(q => q.Id == quiz))).Answers;
        Assert.Equal([true, true, false], answers.Select(a => a.IsRight));
        Assert.True(answers[2].IsLate);
        Assert.Equal(0, await app.ReadAsync(db => db.Cycles.CountAsync(c => c.OrganizationId == _story.Organization.Id && c.ClosedAt == null)));
    }

    /// <summary>Signs in once more, who has an account already: roles are read anew, and sessions do not last for days.</summary>
    private async Task<HttpClient> AgainAsync(Person person)
    {
        var visitor = app.Visit();
        await visitor.SignInAsync((await app.ReadAsync(db => db.Users.SingleAsync(u => u.PersonId == person.Id))).UserName!, Story.Password);
        return visitor;
    }

    private static string HistoryOf(IHtmlDocument page) => string.Join('\n', page.QuerySelectorAll("ol.card-list li").Select(l => l.TextContent.Trim()));

    private Task<DateOnly?> LookBackOfAsync(Guid visit) => app.ReadAsync(db => db.Inspections.Where(i => i.Id == visit).Select(i => i.LookBackOn).SingleAsync());

    private Task AssignAsync(Person inspector, Guid organization) =>
        app.ArrangeAsync(db => db.Add(new InspectorAssignment(Guid.CreateVersion7(), inspector.Id, null, null, organization, Today, null, _story.Manager.Id)));

    /// <summary>Starts at the door, through the page.</summary>
    private Task<Guid> StartAsync(string kind = nameof(InspectionKind.Routine)) => StartAsync(_inspector, kind);

    private async Task<Guid> StartAsync(HttpClient visitor, string kind)
    {
        var page = await visitor.GetPageAsync($"/inspect/at/{_story.Venue.Id}");
        using var started = await visitor.SubmitAsync(page.FormWith("Input.Kind"), ("Input.Kind", kind), ("Input.Second", "周检"));
        Assert.Equal(HttpStatusCode.SeeOther, started.StatusCode);
        return Guid.Parse(started.Headers.Location!.OriginalString.Split('/')[^1]);
    }

    private async Task<Guid> FindAsync(Guid visit, string text, DateOnly? due = null)
    {
        var form = (await _inspector.GetPageAsync($"/inspect/visits/{visit}/add-finding")).FormWith("Input.Text");
        using var recorded = await _inspector.SubmitAsync(
            form, ("Input.Kind", nameof(FindingKind.Evacuation)), ("Input.Severity", nameof(Severity.Serious)), ("Input.Text", text), ("Input.Place", "二楼东侧"), ("Input.DueOn", $"{due ?? Today.AddDays(7):yyyy-MM-dd}"));
        Assert.Equal(HttpStatusCode.SeeOther, recorded.StatusCode);
        return await app.ReadAsync(db => db.Findings.Where(f => f.InspectionId == visit && f.Text == text).Select(f => f.Id).SingleAsync());
    }

    private async Task EndAsync(Guid visit, string? signature = null)
    {
        var form = (await _inspector.GetPageAsync($"/inspect/visits/{visit}/end")).FormWith("Input.Title");
        using var ended = await _inspector.SubmitAsync(form, ("Input.AccompaniedBy", "周安"), ("Input.Title", "安全管理员"), ("Input.Signature", signature ?? ""));
        Assert.Equal(HttpStatusCode.SeeOther, ended.StatusCode);
    }

    private async Task<HttpResponseMessage> RectifyAsync(Guid finding, string text) =>
        await _manager.SubmitAsync((await _manager.GetPageAsync($"/manage/findings/{finding}")).FormWith("Input.Text"), ("Input.Text", text));

    private async Task<HttpResponseMessage> RecheckAsync(Guid finding, bool isRight, string text = "", DateOnly? due = null) => await _inspector.SubmitAsync(
        (await _inspector.GetPageAsync($"/inspect/findings/{finding}")).FormWith("Input.IsRight"),
        ("Input.IsRight", isRight ? "true" : "false"), ("Input.Text", text), ("Input.DueOn", due is { } day ? $"{day:yyyy-MM-dd}" : ""));

    private async Task<HttpResponseMessage> DrawAsync(Guid visit, int people) =>
        await _inspector.SubmitAsync((await _inspector.GetPageAsync($"/inspect/visits/{visit}/draw")).FormWith("Input.People"), ("Input.People", $"{people}"), ("Input.Venues", "1"));

    private async Task<Guid> AskAsync(Guid visit)
    {
        using var asked = await _inspector.SubmitAsync((await _inspector.GetPageAsync($"/inspect/visits/{visit}/ask")).FormWith("position"));
        Assert.Equal(HttpStatusCode.SeeOther, asked.StatusCode);
        return Guid.Parse(asked.Headers.Location!.OriginalString.Split('/')[^1]);
    }

    private static readonly byte[] Png = Convert.FromBase64String("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==");
}
