using System.Net;
using Academy.Domain;
using Academy.Domain.Certificates;
using Academy.Domain.Inspections;
using Academy.Domain.Organizations;
using Academy.Web.Data;
using Academy.Web.Operations;
using Academy.Web.Signing;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using ImageMagick;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Academy.Web.Tests;

/// <summary>A photo from the phone to the card and the inspector.</summary>
public abstract class PhotoTests(AcademyApp app) : IAsyncLifetime
{
    private Story _story = null!;
    private Person _person = null!;

    public sealed class OnSqlite(SqliteApp app) : PhotoTests(app), IClassFixture<SqliteApp>;

    public sealed class OnPostgres(PostgresApp app) : PhotoTests(app), IClassFixture<PostgresApp>;

    public async Task InitializeAsync()
    {
        if (app is PostgresApp && PostgresTestDatabase.Server is null) return;
        _story = await Story.BeginAsync(app);
        _person = await _story.HireAsync("张伟");
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [DataFact]
    public async Task Proposed_by_the_holder_it_counts_only_when_a_manager_has_confirmed_it()
    {
        using var holder = await _story.VisitAsync(_person);
        using var manager = await _story.VisitAsync(_story.Manager);
        using (var sent = await holder.UploadAsync("/certificates/photo", Photos.Of(MagickColors.SteelBlue))) Assert.Equal(HttpStatusCode.Redirect, sent.StatusCode);
        Assert.Contains("等核对", (await holder.GetPageAsync("/certificates/photo")).Body!.TextContent, StringComparison.Ordinal);
        Assert.Equal(PhotoState.Waiting, (await PhotoAsync()).State);

        Assert.Contains("张伟", (await manager.GetPageAsync("/manage/people/photos")).QuerySelector(".photo-grid")!.TextContent, StringComparison.Ordinal);
        using (var confirmed = await manager.SubmitAsync((await manager.GetPageAsync($"/manage/people/{_person.Id}/photo")).FormWith("handler=Confirm"))) Assert.Equal(HttpStatusCode.Redirect, confirmed.StatusCode);

        var photo = await PhotoAsync();
        Assert.Equal((PhotoState.Confirmed, _story.Manager.Id), (photo.State, photo.DecidedBy!.Value));
        Assert.Equal(["photo.confirmed", "photo.proposed"], await app.ReadAsync(db => db.AuditEntries.Where(a => a.Subject == photo.Id).Select(a => a.Action).Order().ToListAsync()));
        Assert.Contains("已核对", (await holder.GetPageAsync("/certificates/photo")).Body!.TextContent, StringComparison.Ordinal);
    }

    [DataFact]
    public async Task Who_acts_on_a_photo_that_was_decided_meanwhile_reads_again_and_takes_nothing_away()
    {
        var waiting = (await app.ActAsync((KeepPhoto keep) => keep.ProposeAsync(_person.Id, null, Photos.Of(MagickColors.SteelBlue), _person.Id, CancellationToken.None)))!.Value;
        await using var scope = app.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<AcademyDbContext>();
        var seen = await db.PersonPhotos.SingleAsync(p => p.Id == waiting);
        Assert.True(await app.ActAsync((KeepPhoto keep) => keep.ConfirmAsync(waiting, _story.Organization.Id, _story.Manager.Id, CancellationToken.None)));

        db.PersonPhotos.Remove(seen);
        await Assert.ThrowsAsync<DbUpdateConcurrencyException>(() => db.SaveChangesAsync());
        Assert.Equal(PhotoState.Confirmed, (await PhotoAsync()).State);
    }

    [DataFact]
    public async Task A_certificate_issued_with_it_carries_its_hash_and_the_old_photo_stands_until_the_new_one_is_confirmed()
    {
        var first = await _story.PhotographAsync(_person, MagickColors.SteelBlue);
        var certificate = await _story.CertifyAsync(_person);
        var code = certificate.CurrentCode!;
        var fields = CertificatePayload.Decode(code.Payload, CodeKind.Static)!.Value.Fields;
        var file = await app.ReadAsync(db => db.PersonPhotos.Where(p => p.Id == first).Select(p => p.File).SingleAsync());
        Assert.Equal((first, CertificatePayload.PhotoHash(file)), (code.PhotoId!.Value, fields.PhotoHash!.Value));

        // Of two photos of one instant the database would not know which row to write first; people are slower.
        app.Clock.Advance(TimeSpan.FromSeconds(1));
        using var holder = await _story.VisitAsync(_person);
        using (await holder.UploadAsync("/certificates/photo", Photos.Of(MagickColors.Tomato))) { }
        Assert.Equal(2, await app.ReadAsync(db => db.PersonPhotos.CountAsync(p => p.PersonId == _person.Id)));
        Assert.Equal(PhotoState.Confirmed, await app.ReadAsync(db => db.PersonPhotos.Where(p => p.Id == first).Select(p => p.State).SingleAsync()));

        using var manager = await _story.VisitAsync(_story.Manager);
        using (await manager.SubmitAsync((await manager.GetPageAsync($"/manage/people/{_person.Id}/photo")).FormWith("handler=Confirm"))) { }
        Assert.Equal(PhotoState.Replaced, await app.ReadAsync(db => db.PersonPhotos.Where(p => p.Id == first).Select(p => p.State).SingleAsync()));

        // The certificate is offered for reissue, and then carries the new one.
        var show = await manager.GetPageAsync($"/manage/people/{_person.Id}");
        Assert.Contains("和档案不一样", show.Body!.TextContent, StringComparison.Ordinal);
        using (await manager.SubmitAsync(show.FormWith("handler=Reissue"))) { }
        var reissued = await app.ReadAsync(db => db.Certificates.SingleAsync(c => c.Id == certificate.Id));
        Assert.NotEqual(first, reissued.CurrentCode!.PhotoId);
        Assert.Equal(ReissueReason.NewPhoto, reissued.Events.Single(e => e.Act is CertificateAct.Reissued).Reissue);
        Assert.DoesNotContain("和档案不一样", (await manager.GetPageAsync($"/manage/people/{_person.Id}")).Body!.TextContent, StringComparison.Ordinal);
    }

    [DataFact]
    public async Task A_manager_never_confirms_their_own_nor_that_of_somebody_elses_people()
    {
        var manager = await HiredManagerAsync();
        using var visitor = await _story.VisitAsync(manager);
        var own = await ProposeAsync(manager);
        Assert.Empty((await visitor.GetPageAsync($"/manage/people/{manager.Id}/photo")).QuerySelectorAll("form[action*='handler=Confirm']"));
        Assert.False(await app.ActAsync((KeepPhoto keep) => keep.ConfirmAsync(own, _story.Organization.Id, manager.Id, CancellationToken.None)));

        var elsewhere = await Story.BeginAsync(app);
        var theirs = await ProposeAsync(_person);
        Assert.False(await app.ActAsync((KeepPhoto keep) => keep.ConfirmAsync(theirs, elsewhere.Organization.Id, elsewhere.Manager.Id, CancellationToken.None)));
        Assert.Null(await app.ActAsync((KeepPhoto keep) => keep.ProposeAsync(_person.Id, elsewhere.Organization.Id, [1], elsewhere.Manager.Id, CancellationToken.None)));
        using var stranger = await elsewhere.VisitAsync(elsewhere.Manager);
        using var seen = await stranger.GetAsync($"/manage/people/{_person.Id}/photo");
        Assert.Equal(HttpStatusCode.NotFound, seen.StatusCode);
    }

    [DataFact]
    public async Task Refused_the_person_reads_why_and_may_propose_another()
    {
        var photo = await ProposeAsync(_person);
        using var manager = await _story.VisitAsync(_story.Manager);
        var form = (await manager.GetPageAsync($"/manage/people/{_person.Id}/photo")).FormWith("handler=Refuse");
        using (var bare = await manager.SubmitAsync(form, ("reason", ""))) Assert.Contains("写明哪里不对", (await bare.ReadPageAsync()).Body!.TextContent, StringComparison.Ordinal);
        using (await manager.SubmitAsync(form, ("reason", "脸太暗，看不清"))) { }

        using var holder = await _story.VisitAsync(_person);
        Assert.Contains("脸太暗，看不清", (await holder.GetPageAsync("/certificates/photo")).Body!.TextContent, StringComparison.Ordinal);
        using (await holder.UploadAsync("/certificates/photo", Photos.Of(MagickColors.Gold))) { }
        Assert.Equal([PhotoState.Waiting], await app.ReadAsync(db => db.PersonPhotos.Where(p => p.PersonId == _person.Id).Select(p => p.State).ToListAsync()));
        Assert.False(await app.ReadAsync(db => db.PersonPhotos.AnyAsync(p => p.Id == photo)));
    }

    [DataFact]
    public async Task A_file_that_is_no_photo_is_told_what_is_wrong_and_changes_nothing()
    {
        using var holder = await _story.VisitAsync(_person);
        foreach (var (file, word) in new (byte[], string)[] { ([0, 0, 0, 24, .. "ftypheic"u8, 0, 0], "HEIC"), ([.. "<svg/>"u8], "不是照片"), (Photos.Of(MagickColors.Gold)[..300], "坏了"), ([], "先拍一张"), (new byte[9 * 1024 * 1024], "照片太大") })
        {
            using var refused = await holder.UploadAsync("/certificates/photo", file);
            Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
            Assert.Contains(word, (await refused.ReadPageAsync()).QuerySelector("#photo-error")!.TextContent, StringComparison.Ordinal);
        }

        Assert.False(await app.ReadAsync(db => db.PersonPhotos.AnyAsync(p => p.PersonId == _person.Id)));
    }

    [DataFact]
    public async Task Its_address_is_good_for_one_viewer_and_one_minute()
    {
        await ProposeAsync(_person);
        using var holder = await _story.VisitAsync(_person);
        using var manager = await _story.VisitAsync(_story.Manager);
        var address = (await holder.GetPageAsync("/certificates/photo")).QuerySelector("img.photo")!.GetAttribute("src")!;
        using var shown = await holder.GetAsync(address);
        using var other = await manager.GetAsync(address);
        using var stranger = await app.Visit().GetAsync(address);
        using var bent = await holder.GetAsync(address[..^2]);

        Assert.Equal(("image/jpeg", true, "nosniff"), (shown.Content.Headers.ContentType!.MediaType, shown.Headers.CacheControl!.NoStore, shown.Headers.GetValues("X-Content-Type-Options").Single()));
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.NotFound, HttpStatusCode.Redirect, HttpStatusCode.NotFound), (shown.StatusCode, other.StatusCode, stranger.StatusCode, bent.StatusCode));

        var before = app.Clock.Now;
        try
        {
            app.Clock.Advance(TimeSpan.FromSeconds(61));
            using var late = await holder.GetAsync(address);
            Assert.Equal(HttpStatusCode.NotFound, late.StatusCode);
        }
        finally
        {
            app.Clock.Now = before;
        }
    }

    [DataFact]
    public async Task An_inspector_sees_it_under_their_own_name_and_green_only_where_its_hash_is_the_codes()
    {
        var photo = await _story.PhotographAsync(_person, MagickColors.SteelBlue);
        var token = (await _story.CertifyAsync(_person)).CurrentCode!.Token;
        using var inspector = await _story.VisitAsync(await _story.GrantAsync("孙检", Role.Inspector));

        var page = await inspector.GetPageAsync($"/C/{token}");
        Assert.Equal("COMPARE_PHOTO", page.QuerySelector("[data-result]")!.GetAttribute("data-result"));
        Assert.Contains("孙检", page.QuerySelector(".watched__marks")!.TextContent, StringComparison.Ordinal);
        using (var picture = await inspector.GetAsync(page.QuerySelector(".watched img")!.GetAttribute("src")!)) Assert.Equal("image/jpeg", picture.Content.Headers.ContentType!.MediaType);
        Assert.DoesNotContain("/photos/", (await app.Visit().GetPageAsync($"/C/{token}")).Body!.InnerHtml, StringComparison.Ordinal);

        // Another file under the same row is no photo of this certificate.
        var other = PhotoFile.Read(Photos.Of(MagickColors.Tomato)).File!;
        await app.ReadAsync(db => db.PersonPhotos.Where(p => p.Id == photo).ExecuteUpdateAsync(s => s.SetProperty(p => p.File, other)));
        var changed = await inspector.GetPageAsync($"/C/{token}");
        Assert.Equal("CHECK_IDENTITY", changed.QuerySelector("[data-result]")!.GetAttribute("data-result"));
        Assert.Null(changed.QuerySelector(".watched"));
    }

    [DataFact]
    public async Task A_kept_look_shows_it_on_its_day_and_is_green_for_the_face_that_was_found_the_same()
    {
        await _story.PhotographAsync(_person, MagickColors.SteelBlue);
        var code = (await _story.CertifyAsync(_person)).CurrentCode!;
        var number = new CertificateNumber(code.List, code.Index);
        var inspector = await _story.GrantAsync("孙检", Role.Inspector);
        using var visitor = await _story.VisitAsync(inspector);
        using var answer = await visitor.SubmitAsync((await visitor.GetPageAsync("/inspect")).FormWith("Card.Number"), ("Card.Number", number.ToString()), ("Card.Check", app.Services.GetRequiredService<LookupCode>().For(number)));
        var address = answer.Headers.Location!.OriginalString;

        var asked = await visitor.GetPageAsync(address);
        Assert.Equal("COMPARE_PHOTO", ResultOf(asked));
        using (var picture = await visitor.GetAsync(asked.QuerySelector(".watched img")!.GetAttribute("src")!)) Assert.Equal(HttpStatusCode.OK, picture.StatusCode);
        var look = Guid.Parse(address.Split('/')[^1]);
        using (await visitor.SubmitAsync(Same(asked))) { }
        var said = await visitor.GetPageAsync(address);
        Assert.Equal(("VALID_STATIC", true), (ResultOf(said), said.QuerySelector(".watched")!.TextContent.Contains("孙检", StringComparison.Ordinal)));

        // Somebody else before them.
        app.Clock.Advance(TimeSpan.FromMinutes(2));
        var other = await visitor.GetPageAsync($"/C/{code.Token}");
        // The form's first button.
        using (await visitor.SubmitAsync(other.Forms.Single(f => f.QuerySelector("[name=match]") is not null))) { }
        var scan = await app.ReadAsync(db => db.Scans.Where(s => s.InspectorId == inspector.Id && s.Match == IdentityMatch.Different).Select(s => s.Id).SingleAsync());
        Assert.Equal("DIFFERENT", ResultOf(await visitor.GetPageAsync($"/inspect/scans/{scan}")));

        // The next day nobody stands there any more: no photo, and the same word as on its day.
        await app.ReadAsync(db => db.Scans.Where(s => s.Id == look).ExecuteUpdateAsync(s => s.SetProperty(x => x.At, app.Clock.Now.AddDays(-1))));
        var late = await visitor.GetPageAsync(address);
        Assert.Equal(("VALID_STATIC", true), (ResultOf(late), late.QuerySelector(".watched") is null));
        Assert.Contains("有效", (await visitor.GetPageAsync("/inspect")).QuerySelector($"li:has(a[href$='{look}']) .badge")!.TextContent, StringComparison.Ordinal);

        static string ResultOf(IHtmlDocument page) => page.QuerySelector("[data-result]")!.GetAttribute("data-result")!;
    }

    [DataFact]
    public async Task What_was_said_of_a_card_alone_stays_yellow_whatever_the_form_claims()
    {
        var code = (await _story.CertifyAsync(_person)).CurrentCode!;
        var inspector = await _story.GrantAsync("孙检", Role.Inspector);
        using var visitor = await _story.VisitAsync(inspector);
        var page = await visitor.GetPageAsync($"/C/{code.Token}");
        var form = Same(page);
        Assert.Null(form.QuerySelector("[name=sawPhoto]"));
        var claim = form.AppendElement(page.CreateElement<IHtmlInputElement>());
        (claim.Name, claim.Value) = ("sawPhoto", "true");
        using var answer = await visitor.SubmitAsync(form);
        var kept = await app.ReadAsync(db => db.Scans.SingleAsync(s => s.InspectorId == inspector.Id));

        Assert.Equal((IdentityMatch.Same, false), (kept.Match, kept.ComparedPhoto));
        Assert.Equal("CHECK_IDENTITY", (await visitor.GetPageAsync($"/inspect/scans/{kept.Id}")).QuerySelector("[data-result]")!.GetAttribute("data-result"));
        Assert.Contains("核对证件", (await visitor.GetPageAsync("/inspect")).QuerySelector($"li:has(a[href$='{kept.Id}']) .badge")!.TextContent, StringComparison.Ordinal);
    }

    /// <summary>The form of a look, without its other answer.</summary>
    private static IHtmlFormElement Same(IHtmlDocument page)
    {
        var form = page.FormWith("match");
        form.QuerySelector("[value=Different]")!.Remove();
        return form;
    }

    private async Task<Guid> ProposeAsync(Person person)
    {
        var file = PhotoFile.Read(Photos.Of(MagickColors.SteelBlue)).File!;
        return (await app.ActAsync((KeepPhoto keep) => keep.ProposeAsync(person.Id, null, file, person.Id, CancellationToken.None)))!.Value;
    }

    private async Task<Person> HiredManagerAsync()
    {
        var manager = await _story.HireAsync("钱管");
        await app.ArrangeAsync(db => db.Add(new RoleGrant(Guid.CreateVersion7(), manager.Id, Role.SafetyManager, _story.Organization.Id, null, _story.App.Clock.Now.Day(), null, null)));
        return manager;
    }

    private Task<PersonPhoto> PhotoAsync() => app.ReadAsync(db => db.PersonPhotos.SingleAsync(p => p.PersonId == _person.Id));
}
