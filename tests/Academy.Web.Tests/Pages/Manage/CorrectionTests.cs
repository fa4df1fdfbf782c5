using System.Net;
using Academy.Domain;
using Academy.Domain.Certificates;
using Academy.Domain.Organizations;
using Academy.Domain.Training;
using Academy.Web.Operations;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Microsoft.EntityFrameworkCore;

namespace Academy.Web.Tests.Manage;

/// <summary>What was recorded wrongly is put right, with all that follows from it. Each test has an Organization of its own.</summary>
public abstract class CorrectionTests(AcademyApp app) : IAsyncLifetime
{
    public sealed class OnSqlite(SqliteApp app) : CorrectionTests(app), IClassFixture<SqliteApp>;

    public sealed class OnPostgres(PostgresApp app) : CorrectionTests(app), IClassFixture<PostgresApp>;

    private static int _phones;

    private Story _story = null!;
    private HttpClient _manager = null!;

    public async Task InitializeAsync()
    {
        _story = await Story.BeginAsync(app);
        // The one position whose whole training ships is offered to demonstration organizations only.
        await app.ArrangeAsync(async db => (await db.Organizations.SingleAsync(o => o.Id == _story.Organization.Id)).MarkDemo());
        _manager = await _story.VisitAsync(_story.Manager);
    }

    public Task DisposeAsync()
    {
        _manager.Dispose();
        return Task.CompletedTask;
    }

    [DataFact]
    public async Task Name_phone_place_and_kind_are_corrected_and_the_issued_certificate_keeps_its_face()
    {
        var person = await _story.HireAsync("王晓明");
        await _story.CertifyAsync(person);
        var (hotel, kitchen) = (new Venue(Guid.CreateVersion7(), _story.Organization.Id, "云岭酒店", VenueKind.Hotel, "云岭路 2 号", false, false), new Department(Guid.CreateVersion7(), _story.Organization.Id, "厨房"));
        await app.ArrangeAsync(db => db.AddRange(hotel, kitchen));

        using var saved = await EditAsync(
            person, ("Input.Name", " 王小明 "), ("Input.Phone", NextPhone()), ("Input.VenueId", $"{hotel.Id}"), ("Input.DepartmentId", $"{kitchen.Id}"), ("Input.Kind", "Dispatched"), ("Input.Employer", "云岭劳务"));

        Assert.Equal($"/manage/people/{person.Id}", saved.Headers.Location?.OriginalString);
        var stored = await app.ReadAsync(db => db.People.SingleAsync(p => p.Id == person.Id));
        var engagement = await EngagementAsync(person);
        Assert.Equal("王小明", stored.Name);
        Assert.NotNull(stored.PhoneHash);
        Assert.Equal((hotel.Id, kitchen.Id, EngagementKind.Dispatched, "云岭劳务"), (engagement.VenueId, engagement.DepartmentId, engagement.Kind, engagement.Employer));
        Assert.Equal("王晓明", await app.ReadAsync(db => db.Certificates.Where(c => c.HolderId == person.Id).Select(c => c.HolderName).SingleAsync()));
        var trail = await app.ReadAsync(db => db.AuditEntries.Where(a => a.OrganizationId == _story.Organization.Id && (a.Subject == person.Id || a.Subject == engagement.Id)).ToListAsync());
        Assert.Equal("name, phone", Assert.Single(trail, a => a.Action == "person.corrected").Detail);
        Assert.Contains("云岭酒店/厨房", Assert.Single(trail, a => a.Action == "engagement.moved").Detail, StringComparison.Ordinal);
        Assert.Contains("Dispatched", Assert.Single(trail, a => a.Action == "engagement.corrected").Detail, StringComparison.Ordinal);
    }

    [DataFact]
    public async Task A_phone_is_kept_unless_it_is_replaced_or_forgotten()
    {
        var person = await _story.HireAsync("许霜降");
        using var given = await EditAsync(person, ("Input.Phone", NextPhone()));
        using var untouched = await EditAsync(person);
        Assert.NotNull((await app.ReadAsync(db => db.People.SingleAsync(p => p.Id == person.Id))).Phone);

        using var forgotten = await EditAsync(person, ("Input.ForgetsPhone", "true"));

        Assert.Null((await app.ReadAsync(db => db.People.SingleAsync(p => p.Id == person.Id))).PhoneHash);
    }

    [DataFact]
    public async Task A_phone_of_somebody_else_is_refused_beside_the_field_and_what_was_typed_stays()
    {
        var (first, second, phone) = (await _story.HireAsync("许霜降"), await _story.HireAsync("何白露"), NextPhone());
        using var given = await EditAsync(first, ("Input.Phone", phone));
        using var refused = await EditAsync(second, ("Input.Phone", phone), ("Input.Employer", "云岭劳务"));

        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        var page = await refused.ReadPageAsync();
        Assert.Contains("另一个人", page.QuerySelector("#phone-error")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(phone, page.QuerySelector<IHtmlInputElement>("[name='Input.Phone']")!.Value);
        Assert.Equal("云岭劳务", page.QuerySelector<IHtmlInputElement>("[name='Input.Employer']")!.Value);
    }

    [DataTheory]
    [InlineData("李", "太短")]
    [InlineData("Anna", "太短")]
    [InlineData("阿阿阿阿阿阿阿阿阿阿阿阿阿阿阿阿阿阿阿阿阿", "太长")]
    [InlineData(" ", "填姓名")]
    public async Task A_name_that_no_certificate_could_carry_is_refused_when_added_and_when_corrected(string name, string why)
    {
        using var corrected = await EditAsync(await _story.HireAsync("孙谷雨"), ("Input.Name", name));
        var add = await _manager.GetPageAsync("/manage/people/add");
        using var added = await _manager.SubmitAsync(add.FormWith("Input.StaffNumber"), ("Input.Name", name), ("Input.StaffNumber", "1"));

        Assert.Equal((HttpStatusCode.BadRequest, HttpStatusCode.BadRequest), (corrected.StatusCode, added.StatusCode));
        Assert.Contains(why, (await corrected.ReadPageAsync()).QuerySelector("#name-error")!.TextContent, StringComparison.Ordinal);
        Assert.Contains(why, (await added.ReadPageAsync()).QuerySelector("#name-error")!.TextContent, StringComparison.Ordinal);
    }

    [DataFact]
    public async Task A_corrected_name_lets_a_passed_exam_become_a_certificate()
    {
        var person = await _story.HireAsync(new string('李', 21));
        var assignment = await _story.TrainAsync(person);
        var attempt = await _story.SitAsync(assignment);
        Assert.False(await app.ReadAsync(db => db.Certificates.AnyAsync(c => c.HolderId == person.Id)));
        using var saved = await EditAsync(person, ("Input.Name", "李安"));

        await app.ActAsync((HandInAttempt handIn) => handIn.RunAsync(attempt.Id, person.Id));

        Assert.Equal("李安", await app.ReadAsync(db => db.Certificates.Where(c => c.HolderId == person.Id).Select(c => c.HolderName).SingleAsync()));
    }

    [DataFact]
    public async Task Who_works_elsewhere_too_is_renamed_by_an_administrator_only()
    {
        var (person, other) = (await _story.HireAsync("王晓明"), await Story.BeginAsync(app));
        await app.ArrangeAsync(db => db.Add(new Engagement(Guid.CreateVersion7(), person.Id, other.Organization.Id, $"e{person.Id:N}"[..20], "别家", EngagementKind.PartTime, other.Venue.Id, other.Department.Id, app.Clock.Now.Day())));
        using var refused = await EditAsync(person, ("Input.Name", "王小明"));
        using var moved = await EditAsync(person, ("Input.Kind", "PartTime"));

        Assert.Contains("系统管理员", (await refused.ReadPageAsync()).QuerySelector("#name-error")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Redirect, moved.StatusCode);
        Assert.Equal("王晓明", (await app.ReadAsync(db => db.People.SingleAsync(p => p.Id == person.Id))).Name);

        using var admin = await _story.VisitAsync(await _story.GrantAsync("管维", Role.Administrator));
        var page = await admin.GetPageAsync($"/admin/accounts/{person.Id}");
        using var renamed = await admin.SubmitAsync(page.FormWith("Input.Name"), ("Input.Name", "王小明"));

        Assert.Equal(HttpStatusCode.Redirect, renamed.StatusCode);
        Assert.Equal("王小明", (await app.ReadAsync(db => db.People.SingleAsync(p => p.Id == person.Id))).Name);
    }

    [DataFact]
    public async Task Another_organizations_person_licence_and_certificate_are_not_found()
    {
        var other = await Story.BeginAsync(app);
        var person = await other.HireAsync("别家员工");
        var certificate = await other.CertifyAsync(person);
        var licence = new StatutoryLicence(Guid.CreateVersion7(), person.Id, "导游证", "D-1", "文旅厅", new DateOnly(2099, 1, 1));
        var own = await _story.HireAsync("自家员工");
        await app.ArrangeAsync(db => db.Add(licence));
        string[] addresses = [$"/manage/people/{person.Id}/edit", $"/manage/people/{person.Id}/licence/{licence.Id}", $"/manage/people/{own.Id}/licence/{licence.Id}", $"/manage/certificates/{certificate.Id}/card", $"/manage/certificates/{certificate.Id}/a4"];
        foreach (var address in addresses)
        {
            using var seen = await _manager.GetAsync(address);
            Assert.Equal((HttpStatusCode.NotFound, address), (seen.StatusCode, address));
        }

        var form = (await _manager.GetPageAsync($"/manage/people/{own.Id}/edit")).FormWith("Input.Name");
        var token = form.QuerySelector<IHtmlInputElement>("input[name=__RequestVerificationToken]")!.Value;
        foreach (var (address, field, value) in new[] { ("edit", "Input.Name", "改了"), ("edit?handler=EndPosition", "position", $"{Story.Position}"), ("edit?handler=TakePosition", "position", $"{Story.Position}"), ($"licence/{licence.Id}", "Input.Reason", "别人家的也想撤") })
        {
            using var content = new FormUrlEncodedContent([KeyValuePair.Create("__RequestVerificationToken", token), KeyValuePair.Create(field, value)]);
            using var sent = await _manager.PostAsync($"/manage/people/{person.Id}/{address}", content);
            Assert.Equal((HttpStatusCode.NotFound, address), (sent.StatusCode, address));
        }
    }

    [DataFact]
    public async Task Nobody_is_moved_to_another_organizations_venue()
    {
        var (person, other) = (await _story.HireAsync("王晓明"), await Story.BeginAsync(app));
        var form = (await _manager.GetPageAsync($"/manage/people/{person.Id}/edit")).FormWith("Input.Name");
        form.QuerySelector<IHtmlSelectElement>("[name='Input.VenueId']")!.InnerHtml = $"<option value='{other.Venue.Id}' selected>别家</option>";
        using var sent = await _manager.SubmitAsync(form);

        Assert.Equal(HttpStatusCode.NotFound, sent.StatusCode);
    }

    [DataFact]
    public async Task Nobody_corrects_themselves()
    {
        var colleague = await _story.HireAsync("石洞明");
        await app.ArrangeAsync(db => db.Add(new RoleGrant(Guid.CreateVersion7(), colleague.Id, Role.SafetyManager, _story.Organization.Id, null, app.Clock.Now.Day(), null, null)));
        using var visitor = await _story.VisitAsync(colleague);
        var page = await visitor.GetPageAsync($"/manage/people/{colleague.Id}/edit");
        using var sent = await visitor.SubmitAsync(page.FormWith("Input.Name"), ("Input.Kind", "Intern"));

        Assert.Contains("自己", (await sent.ReadPageAsync()).QuerySelector(".validation-summary")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(EngagementKind.Permanent, (await EngagementAsync(colleague)).Kind);
    }

    [DataFact]
    public async Task An_ended_position_closes_its_training_and_a_position_taken_assigns_it()
    {
        var person = await _story.HireAsync("陈志强");
        using var taken = await PositionAsync(person, "TakePosition");
        var cycle = await app.ReadAsync(db => db.Cycles.SingleAsync(c => c.PersonId == person.Id));
        Assert.Equal((HttpStatusCode.Redirect, CycleState.Assigned, Story.Position), (taken.StatusCode, cycle.State, cycle.Position));

        using var ended = await PositionAsync(person, "EndPosition");

        Assert.Equal(HttpStatusCode.Redirect, ended.StatusCode);
        Assert.False((await EngagementAsync(person)).Holds(Story.Position, app.Clock.Now.Day()));
        Assert.Equal(CycleState.Closed, (await app.ReadAsync(db => db.Cycles.SingleAsync(c => c.PersonId == person.Id))).State);
        Assert.Contains(await app.ReadAsync(db => db.AuditEntries.Where(a => a.OrganizationId == _story.Organization.Id).Select(a => a.Action).ToListAsync()), a => a == "position.ended");
        Assert.Contains("现在没有岗位", (await _manager.GetPageAsync($"/manage/people/{person.Id}/edit")).Body!.TextContent, StringComparison.Ordinal);
    }

    [DataFact]
    public async Task An_ended_position_suspends_its_certificate_and_taking_it_again_lifts_that()
    {
        var person = await _story.HireAsync("杨秋分");
        await _story.CertifyAsync(person);
        using var ended = await PositionAsync(person, "EndPosition");

        var suspended = await CertificateOfAsync(person);
        Assert.Equal((CertificateState.Suspended, SuspensionGrounds.Ineligible), (suspended.State, suspended.Suspension));
        Assert.Contains(nameof(EligibilityReason.NotEngaged), suspended.Events[^1].Reason, StringComparison.Ordinal);

        using var taken = await PositionAsync(person, "TakePosition");

        Assert.Equal(CertificateState.Valid, (await CertificateOfAsync(person)).State);
    }

    [DataFact]
    public async Task A_withdrawn_licence_stays_on_file_with_its_reason_and_counts_no_more()
    {
        var person = await _story.HireAsync("马立冬");
        await app.ActAsync((RecordTraining record) => record.LicenceAsync(person.Id, _story.Organization.Id, "导游证", "D-53-001", "文旅厅", new DateOnly(2099, 1, 1), _story.Manager.Id, CancellationToken.None));
        var file = await _manager.GetPageAsync($"/manage/people/{person.Id}");
        var address = file.QuerySelectorAll<IHtmlAnchorElement>("a").Single(a => a.TextContent.Contains("撤销这张", StringComparison.Ordinal)).PathName;
        using var bare = await _manager.SubmitAsync((await _manager.GetPageAsync(address)).FormWith("Input.Reason"), ("Input.Reason", "错"));
        Assert.Contains("原因", (await bare.ReadPageAsync()).QuerySelector("#reason-error")!.TextContent, StringComparison.Ordinal);

        using var withdrawn = await _manager.SubmitAsync((await bare.ReadPageAsync()).FormWith("Input.Reason"), ("Input.Reason", "有效期填成了 2099 年"));

        Assert.Equal(HttpStatusCode.Redirect, withdrawn.StatusCode);
        var licence = await app.ReadAsync(db => db.Licences.SingleAsync(l => l.PersonId == person.Id));
        Assert.False(licence.IsInForce(app.Clock.Now.Day()));
        Assert.Equal(_story.Manager.Id, licence.WithdrawnBy);
        var text = (await _manager.GetPageAsync($"/manage/people/{person.Id}")).Body!.TextContent;
        Assert.Contains("登记已撤销", text, StringComparison.Ordinal);
        Assert.Contains("有效期填成了 2099 年", text, StringComparison.Ordinal);
        using var again = await _manager.GetAsync(address);
        Assert.Equal(HttpStatusCode.NotFound, again.StatusCode);
    }

    [DataFact]
    public async Task The_manager_prints_a_certificate_and_what_holds_no_more_says_so_across_it()
    {
        var person = await _story.HireAsync("田惊蛰");
        var certificate = await _story.CertifyAsync(person);
        var show = await _manager.GetPageAsync($"/manage/certificates/{certificate.Id}");
        Assert.NotNull(show.QuerySelector($"a[href='/manage/certificates/{certificate.Id}/card']"));
        var card = await _manager.GetPageAsync($"/manage/certificates/{certificate.Id}/card");
        Assert.Single(card.QuerySelectorAll(".certificate-card__code svg"));
        Assert.Empty(card.QuerySelectorAll(".stamped__word"));
        Assert.Contains("准予在有效期内上岗", (await _manager.GetPageAsync($"/manage/certificates/{certificate.Id}/a4")).Body!.TextContent, StringComparison.Ordinal);

        await app.ActAsync((ChangeCertificate change) => change.RunAsync(certificate.Id, _story.Organization.Id, CertificateAct.Suspended, "调查事故期间", _story.Manager.Id, CancellationToken.None));

        using var holder = await _story.VisitAsync(person);
        foreach (var (visitor, address) in new[] { (_manager, $"/manage/certificates/{certificate.Id}"), (holder, $"/certificates/{certificate.Id}") })
        {
            var sheet = await visitor.GetPageAsync($"{address}/a4");
            Assert.DoesNotContain("准予", sheet.Body!.TextContent, StringComparison.Ordinal);
            Assert.Equal("已暂停", sheet.QuerySelector(".stamped__word")!.TextContent);
        }
    }

    [DataFact]
    public async Task Who_cannot_be_renewed_yet_is_not_offered_and_is_named_when_asked_for_all_the_same()
    {
        var (held, suspended, free) = (await _story.HireAsync("许霜降"), await _story.HireAsync("何白露"), await _story.HireAsync("罗春梅"));
        await _story.CertifyAsync(held);
        var certificate = await _story.CertifyAsync(suspended);
        await app.ActAsync((ChangeCertificate change) => change.RunAsync(certificate.Id, _story.Organization.Id, CertificateAct.Suspended, "调查事故期间", _story.Manager.Id, CancellationToken.None));
        var page = await _manager.GetPageAsync($"/manage/cohorts/new/people?position={Story.Position}");
        foreach (var person in new[] { held, suspended })
        {
            var choice = page.QuerySelectorAll(".choice").Single(c => c.TextContent.Contains(person.Name, StringComparison.Ordinal));
            Assert.True(choice.QuerySelector<IHtmlInputElement>("input")!.IsDisabled);
            Assert.Contains("起可以复训", choice.TextContent, StringComparison.Ordinal);
        }

        var numbers = await app.ReadAsync(db => db.Engagements.Where(e => e.OrganizationId == _story.Organization.Id).Select(e => e.StaffNumber).ToListAsync());
        var confirm = await _manager.GetPageAsync($"/manage/cohorts/new/confirm?position={Story.Position}&name=第二期&dueOn={app.Clock.Now.Day().AddDays(9):yyyy-MM-dd}{string.Concat(numbers.Select(n => $"&n={n}"))}");
        Assert.Contains("2 人不派发，还没到复训的日子", confirm.QuerySelector(".panel")!.TextContent, StringComparison.Ordinal);
        using var opened = await _manager.SubmitAsync(confirm.FormWith("dueOn"));

        Assert.Equal(HttpStatusCode.Redirect, opened.StatusCode);
        var cohort = await app.ReadAsync(db => db.Cohorts.Where(c => c.OrganizationId == _story.Organization.Id && c.Name == "第二期").Select(c => c.Id).SingleAsync());
        Assert.Equal([free.Id], await app.ReadAsync(db => db.Cycles.Where(c => c.CohortId == cohort).Select(c => c.PersonId).ToListAsync()));
    }

    [DataFact]
    public async Task A_large_organization_is_proposed_as_many_as_one_cohort_takes_and_the_address_carries_them()
    {
        await app.ArrangeAsync(db =>
        {
            for (var i = 0; i < 203; i++)
            {
                var person = new Person(Guid.CreateVersion7(), $"员工{i:D3}");
                var engagement = new Engagement(Guid.CreateVersion7(), person.Id, _story.Organization.Id, $"long-staff-number{i:D3}", "本单位", EngagementKind.Permanent, _story.Venue.Id, _story.Department.Id, app.Clock.Now.Day());
                engagement.TakePosition(Story.Position, app.Clock.Now.Day());
                db.AddRange(person, engagement);
            }
        });
        var page = await _manager.GetPageAsync($"/manage/cohorts/new/people?position={Story.Position}");
        Assert.Equal(200, page.QuerySelectorAll<IHtmlInputElement>("input[name=n]").Count(i => i.IsChecked));
        Assert.Contains("还有 3 人", page.Body!.TextContent, StringComparison.Ordinal);

        using var due = await _manager.SubmitAsync(page.FormWith("n"));
        Assert.Equal(HttpStatusCode.Redirect, due.StatusCode);
        Assert.InRange(due.Headers.Location!.OriginalString.Length, 200 * 20, 6000);
        using var confirm = await _manager.SubmitAsync((await _manager.GetPageAsync(due.Headers.Location.OriginalString)).FormWith("dueOn"), ("name", new string('长', 100)));
        Assert.Equal(HttpStatusCode.OK, confirm.StatusCode);
        Assert.InRange(confirm.RequestMessage!.RequestUri!.PathAndQuery.Length, 200 * 20, 7000);
        Assert.Contains("200 人", (await confirm.ReadPageAsync()).QuerySelector(".panel")!.TextContent, StringComparison.Ordinal);

        foreach (var choice in page.QuerySelectorAll<IHtmlInputElement>("input[name=n]")) choice.IsChecked = true;
        using var tooMany = await _manager.SubmitAsync(page.FormWith("n"));
        var answer = await tooMany.ReadPageAsync();
        Assert.Equal(HttpStatusCode.BadRequest, tooMany.StatusCode);
        Assert.Contains("现在勾了 203 人", answer.QuerySelector("[role=alert]")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(203, answer.QuerySelectorAll<IHtmlInputElement>("input[name=n]").Count(i => i.IsChecked));
    }

    private static string NextPhone() => $"137{Interlocked.Increment(ref _phones):D8}";

    private async Task<HttpResponseMessage> EditAsync(Person person, params (string Field, string Value)[] fields)
    {
        var page = await _manager.GetPageAsync($"/manage/people/{person.Id}/edit");
        return await _manager.SubmitAsync(page.FormWith("Input.Name"), fields);
    }

    private async Task<HttpResponseMessage> PositionAsync(Person person, string handler)
    {
        var page = await _manager.GetPageAsync($"/manage/people/{person.Id}/edit");
        return await _manager.SubmitAsync(page.FormWith($"handler={handler}"), ("position", $"{Story.Position}"));
    }

    private Task<Engagement> EngagementAsync(Person person) => app.ReadAsync(db => db.Engagements.SingleAsync(e => e.PersonId == person.Id));

    private Task<Certificate> CertificateOfAsync(Person person) => app.ReadAsync(db => db.Certificates.SingleAsync(c => c.HolderId == person.Id));
}
