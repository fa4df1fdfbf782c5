using System.Net;
using System.Text.Json;
using Academy.Domain.Inspections;
using Academy.Domain.Organizations;
using Academy.Web.Data;
using Academy.Web.Data.Queries;
using Academy.Web.Operations;
using Microsoft.EntityFrameworkCore;

namespace Academy.Web.Tests;

/// <summary>What an inspection does not take, and from whom.</summary>
public abstract partial class VisitTests
{
    [DataFact]
    public async Task A_guest_neither_reads_nor_strikes_off_what_an_inspector_found()
    {
        var visit = await StartAsync();
        var finding = await FindAsync(visit, "消防水池缺水");
        await EndAsync(visit);
        (await RectifyAsync(finding, "说是补满了")).Dispose();
        using var guest = await LetInAsync();
        var person = await app.ReadAsync(db => db.GuestAccesses.Where(a => a.OrganizationId == _story.Organization.Id).Select(a => a.PersonId).SingleAsync());
        var eye = new InspectorEye(person, _story.Organization.Id);

        Assert.Null(await app.ActAsync((FollowFinding follow) => follow.CloseAsync(eye, finding, null, [], default)));
        Assert.Null(await app.ActAsync((FollowFinding follow) => follow.ReopenAsync(eye, finding, "再来", Today, [], default)));
        await app.ArrangeAsync(db => db.Entry(db.Inspections.Single(i => i.Id == visit)).Property(i => i.LookBackOn).CurrentValue = Today);
        Assert.Null(await app.ActAsync((HoldInspection hold) => hold.StartAsync(eye, _story.Venue.Id, InspectionKind.LookBack, null, visit, default)));
        foreach (var address in (string[])[$"/inspect/findings/{finding}", $"/inspect/visits/{visit}", $"/inspect/visits/{visit}/record"])
        {
            using var hidden = await guest.GetAsync(address);
            Assert.True(hidden.StatusCode == HttpStatusCode.NotFound, address);
        }

        Assert.DoesNotContain("消防水池缺水", (await guest.GetPageAsync($"/inspect/at/{_story.Venue.Id}")).Body!.TextContent, StringComparison.Ordinal);
        var own = await StartAsync(guest, nameof(InspectionKind.Routine));
        using var seen = await guest.GetAsync($"/inspect/visits/{own}");
        Assert.Equal(HttpStatusCode.OK, seen.StatusCode);
    }

    [DataFact]
    public async Task A_guest_sees_photos_and_is_led_to_no_page_that_is_shut_to_them()
    {
        var certificate = await _story.CertifyAsync(await _story.HireAsync("张伟"));
        using var guest = await LetInAsync();
        // Open to them, and a link of nobody.
        using (var photo = await guest.GetAsync("/photos/AAAA")) Assert.Equal(HttpStatusCode.NotFound, photo.StatusCode);
        var page = await guest.GetPageAsync($"/C/{certificate.Codes[0].Token}");
        Assert.Empty(page.QuerySelectorAll(".phrase, a[href='/inspect'], a[href='/account/phrase']"));
        using (var judged = await guest.SubmitAsync(page.Forms.Single(f => f.Action.Contains("/inspect/scans/", StringComparison.Ordinal))))
        {
            var kept = await guest.GetPageAsync(judged.Headers.Location!.OriginalString);
            Assert.Equal("/inspect/visits", kept.QuerySelector(".action-bar a")!.GetAttribute("href"));
        }

        Assert.NotEmpty((await _inspector.GetPageAsync($"/C/{certificate.Codes[0].Token}")).QuerySelectorAll(".phrase"));
    }

    [DataFact]
    public async Task A_scan_of_another_organizations_holder_is_no_part_of_the_inspection()
    {
        var neighbour = await Story.BeginAsync(app);
        var foreign = await neighbour.CertifyAsync(await neighbour.HireAsync("邻家人"));
        var visit = await StartAsync();
        using (await _inspector.GetAsync($"/C/{foreign.Codes[0].Token}")) { }
        Assert.Null((await app.ReadAsync(db => db.Scans.SingleAsync(s => s.InspectorId == _person.Id))).InspectionId);

        // Nor are those that were attached before.
        await app.ArrangeAsync(db => db.Scans.Single(s => s.InspectorId == _person.Id).During(visit));
        Assert.DoesNotContain("邻家人", (await _manager.GetPageAsync($"/manage/inspections/{visit}")).Body!.TextContent, StringComparison.Ordinal);
    }

    [DataFact]
    public async Task The_pack_says_the_code_that_counts_and_none_where_it_was_lost()
    {
        var certificate = await _story.CertifyAsync(await _story.HireAsync("张伟"));
        var visit = await StartAsync();
        await app.ArrangeAsync(async db => (await db.Certificates.SingleAsync(c => c.Id == certificate.Id)).ReportLost(null, _story.Manager.Id, app.Clock.Now));
        using var pack = JsonDocument.Parse(await _inspector.GetStringAsync($"/inspect/visits/{visit}/pack"));

        Assert.Equal(JsonValueKind.Null, pack.RootElement.GetProperty("roll")[0].GetProperty("positions")[0].GetProperty("certificateNumber").ValueKind);
    }

    [DataFact]
    public async Task A_photo_is_of_the_time_of_the_inspection_and_sixty_may_wait_for_their_finding()
    {
        var visit = await StartAsync();
        foreach (var at in (DateTimeOffset[])[app.Clock.Now.AddHours(-1), app.Clock.Now.AddHours(1), DateTimeOffset.MinValue, DateTimeOffset.MaxValue]) Assert.Equal(KeepPhotoOutcome.NotInItsTime, await KeepAsync(visit, Guid.NewGuid(), Png, at));
        var waiting = Enumerable.Range(0, 60).Select(_ => Guid.NewGuid()).ToList();
        await app.ArrangeAsync(db => db.AddRange(waiting.Select(id => new FindingPhoto(id, visit, Png, _person.Id, app.Clock.Now))));
        Assert.Equal(KeepPhotoOutcome.TooMany, await KeepAsync(visit, Guid.NewGuid(), Png, app.Clock.Now));
        Assert.Equal(KeepPhotoOutcome.Kept, await KeepAsync(visit, waiting[0], Png, app.Clock.Now));

        Assert.Equal(RecordFindingOutcome.Recorded, await SendAsync(new NewFinding(Guid.NewGuid(), visit, FindingKind.Duty, Severity.Ordinary, "没人值守", "前台", Today, app.Clock.Now, [waiting[0]])));
        Assert.Equal(KeepPhotoOutcome.Kept, await KeepAsync(visit, Guid.NewGuid(), Png, app.Clock.Now));
        Assert.Equal(RecordFindingOutcome.NotInItsTime, await SendAsync(new NewFinding(Guid.NewGuid(), visit, FindingKind.Duty, Severity.Ordinary, "没人值守", "前台", Today, DateTimeOffset.MaxValue, [])));
    }

    [DataFact]
    public async Task Every_act_of_an_inspection_is_a_version_of_it_and_what_is_refused_is_none()
    {
        var person = await _story.HireAsync("张伟");
        var visit = await StartAsync();
        Assert.True(await app.ActAsync((HoldInspection hold) => hold.CallRollAsync(Eye, visit, [person.Id], default)));
        Assert.True(await app.ActAsync((HoldInspection hold) => hold.IdentifyAsync(Eye, visit, person.Id, default)));
        Assert.False(await app.ActAsync((HoldInspection hold) => hold.IdentifyAsync(Eye, visit, person.Id, default)));
        Assert.True(await app.ActAsync((HoldInspection hold) => hold.DrawAsync(Eye, visit, 1, 0, default)));

        Assert.Equal(3, await app.ReadAsync(db => db.Inspections.Where(i => i.Id == visit).Select(i => EF.Property<int>(i, AcademyDbContext.RowVersion)).SingleAsync()));
    }

    [DataFact]
    public async Task After_the_end_no_quiz_is_answered_or_begun()
    {
        await _story.CertifyAsync(await _story.HireAsync("张伟"));
        var visit = await StartAsync();
        var ask = (await _inspector.GetPageAsync($"/inspect/visits/{visit}/ask")).FormWith("position");
        var quiz = await AskAsync(visit);
        await EndAsync(visit);

        Assert.False(await app.ActAsync((SpotCheck spot) => spot.AnswerAsync(Eye, quiz, 1, [], default)));
        Assert.Contains("抽问没有答完", (await _inspector.GetPageAsync($"/inspect/quizzes/{quiz}")).Body!.TextContent, StringComparison.Ordinal);
        using var late = await _inspector.SubmitAsync(ask);
        Assert.Contains("检查已经结束", (await _inspector.GetPageAsync(late.Headers.Location!.OriginalString)).Body!.TextContent, StringComparison.Ordinal);
    }

    [DataFact]
    public async Task Who_has_answered_a_quiz_is_not_asked_again_on_the_same_inspection()
    {
        await _story.CertifyAsync(await _story.HireAsync("张伟"));
        var visit = await StartAsync();
        var ask = (await _inspector.GetPageAsync($"/inspect/visits/{visit}/ask")).FormWith("position");
        var (left, second) = (await AskAsync(visit), await AskAsync(visit));
        Assert.NotEqual(left, second);
        for (var number = 1; number <= SpotQuiz.Questions; number++) Assert.True(await app.ActAsync((SpotCheck spot) => spot.AnswerAsync(Eye, second, number, [], default)));

        Assert.False(await app.ActAsync((SpotCheck spot) => spot.AnswerAsync(Eye, left, 1, [], default)));
        using var third = await _inspector.SubmitAsync(ask);
        Assert.Contains("已经问过这个人", (await _inspector.GetPageAsync(third.Headers.Location!.OriginalString)).Body!.TextContent, StringComparison.Ordinal);
    }

    [DataFact]
    public async Task A_finding_sent_twice_is_said_to_be_recorded_before()
    {
        var visit = await StartAsync();
        var form = (await _inspector.GetPageAsync($"/inspect/visits/{visit}/add-finding")).FormWith("Input.Text");
        var said = new List<string>();
        for (var twice = 0; twice < 2; twice++)
        {
            using var sent = await _inspector.SubmitAsync(form, ("Input.Kind", nameof(FindingKind.Duty)), ("Input.Severity", nameof(Severity.Ordinary)), ("Input.Text", "没人值守"), ("Input.Place", "前台"), ("Input.DueOn", $"{Today:yyyy-MM-dd}"));
            said.Add((await _inspector.GetPageAsync(sent.Headers.Location!.OriginalString)).QuerySelector("main")!.TextContent);
        }

        Assert.Contains("问题已记下。", said[0], StringComparison.Ordinal);
        Assert.Contains("这条已经记过，没有再记。", said[1], StringComparison.Ordinal);
    }

    [DataFact]
    public async Task More_than_a_list_shows_is_counted_and_the_newest_closed_comes_first()
    {
        var visit = await StartAsync();
        var other = Guid.NewGuid();
        await app.ArrangeAsync(async db =>
        {
            db.Add(new Person(other, "另检"));
            var inspection = await db.Inspections.AsNoTracking().SingleAsync(i => i.Id == visit);
            for (var number = 1; number <= 103; number++)
            {
                // The first two are struck off, the later due one first.
                var finding = new Finding(Guid.NewGuid(), inspection, number, new FindingFacts(FindingKind.Duty, Severity.Ordinary, $"第{number}件", "前台", Today.AddDays(number == 1 ? 1 : 0), null), [], _person.Id, app.Clock.Now);
                if (number < 3)
                {
                    finding.Rectify("好了", [], _story.Manager.Id, app.Clock.Now);
                    finding.Close(null, [], other, app.Clock.Now.AddMinutes(number));
                }

                db.Add(finding);
            }
        });
        app.Clock.Advance(TimeSpan.FromDays(2));
        using var manager = await AgainAsync(_story.Manager);
        var page = await manager.GetPageAsync("/manage/findings");

        Assert.Contains("待整改101", page.QuerySelector(".stats")!.TextContent.Replace(" ", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Contains("要整改 101 件", page.Body!.TextContent, StringComparison.Ordinal);
        Assert.Contains("逾期未整改101", page.QuerySelector(".stats")!.TextContent.Replace(" ", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Equal([2, 1], page.QuerySelectorAll("main > details .item__title").Select(t => t.TextContent.Contains("第2件", StringComparison.Ordinal) ? 2 : 1));
        using var inspector = await AgainAsync(_person);
        Assert.Contains("逾期未整改 101", (await inspector.GetPageAsync("/inspect/visits")).Body!.TextContent, StringComparison.Ordinal);

        // All of them put right: that many wait, then that many are struck off.
        await app.ArrangeAsync(async db =>
        {
            foreach (var finding in await db.Findings.Where(f => f.InspectionId == visit && f.State == FindingState.Open).ToListAsync()) finding.Rectify("好了", [], _story.Manager.Id, app.Clock.Now);
        });
        Assert.Contains("等复查 101", (await inspector.GetPageAsync("/inspect/visits")).Body!.TextContent, StringComparison.Ordinal);
        Assert.Contains("等复查 101 件", (await manager.GetPageAsync("/manage/findings")).Body!.TextContent, StringComparison.Ordinal);
        await app.ArrangeAsync(async db =>
        {
            foreach (var finding in await db.Findings.Where(f => f.InspectionId == visit && f.State == FindingState.Rectified).ToListAsync()) finding.Close(null, [], other, app.Clock.Now);
        });
        Assert.Contains("已销号 103 件", (await manager.GetPageAsync("/manage/findings")).Body!.TextContent, StringComparison.Ordinal);
    }
}
