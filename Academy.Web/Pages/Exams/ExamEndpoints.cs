using System.Buffers;
using System.Text.Json;
using Academy.Domain.Exams;
using Academy.Web.Components;
using Academy.Web.Data;
using Academy.Web.Data.Queries;
using Academy.Web.Identity;
using Academy.Web.Operations;
using Academy.Web.Pages.Shared;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;
using Microsoft.EntityFrameworkCore;

namespace Academy.Web.Pages.Exams;

/// <summary>What the exam page's script calls. Only a 200 that names the revision means saved.</summary>
internal static class ExamEndpoints
{
    private const int MostBytes = 16 * 1024;
    private static readonly TimeSpan LongestBody = TimeSpan.FromSeconds(5);
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    public static void AddExams(this WebApplicationBuilder builder) => builder.Services.AddSingleton<WrongRoomCodes>();

    public static void MapExams(this WebApplication app)
    {
        var attempts = app.MapGroup("/exams/attempts/{id:guid}").RequireAuthorization(Policies.Employee).AddEndpointFilter<SayTryLater>().AddEndpointFilter<RefuseForgery>();
        attempts.MapPost("/lease", LeaseAsync);
        attempts.MapPut("/answers", SaveAsync);
        attempts.MapPost("/away", AwayAsync);
        // What only reads carries no token, and must not count as one that did.
        app.MapGet("/exams/attempts/{id:guid}/state", StateAsync).RequireAuthorization(Policies.Employee).AddEndpointFilter<SayTryLater>();
        app.MapGet("/exams/attempts/{id:guid}/pictures/{number:int}", PictureAsync).RequireAuthorization(Policies.Employee);
    }

    /// <summary>A picture of the paper, from the release it was drawn from, for who sits it and as long as it is sat.</summary>
    private static async Task<IResult> PictureAsync(Guid id, int number, HttpContext http, AcademyDbContext db, Releases releases, CancellationToken cancel)
    {
        if (await db.Attempts.AsNoTracking().OfPerson(id, http.User.PersonId).SingleOrDefaultAsync(cancel) is not { IsOpen: true } attempt) return Results.NotFound();
        var release = await releases.GetAsync(attempt.ReleaseId);
        var pictures = ShownPaper.Of("", attempt.Paper, release.Curriculum, _ => ([], null)).Pictures;
        return number >= 1 && number <= pictures.Count ? PictureFile.Of(http, pictures[number - 1].Path, release.Files.Find(pictures[number - 1].Path)) : Results.NotFound();
    }

    private static async Task<IResult> LeaseAsync(Guid id, HttpContext http, TakeLease takeLease, TimeProvider clock, CancellationToken cancel)
    {
        var (problem, body) = await ReadAsync<LeaseRequest>(http, cancel);
        if (body is null) return problem!;
        if (body.Client is not { Length: >= 8 and <= 64 } || !body.Client.All(IsPlain)) return Malformed("client: 8 to 64 letters, digits or -.");
        return await takeLease.RunAsync(id, http.User.PersonId, body.Client, body.TakeOver, clock.GetUtcNow(), cancel) switch
        {
            (LeaseOutcome.Granted, { } lease) => Results.Ok(new { lease }),
            (LeaseOutcome.HeldElsewhere or LeaseOutcome.NeedsRelease, _) => Problem(StatusCodes.Status409Conflict, "lease"),
            (LeaseOutcome.Closed, _) => Problem(StatusCodes.Status410Gone, "closed"),
            _ => Results.NotFound(),
        };
    }

    private static async Task<IResult> SaveAsync(Guid id, HttpContext http, SaveAnswers save, TimeProvider clock, CancellationToken cancel)
    {
        var (problem, body) = await ReadAsync<SaveRequest>(http, cancel);
        // Rule 4: the instant is taken when the last byte of the body is in, before any query.
        var arrivedAt = clock.GetUtcNow();
        if (body is null) return problem!;
        if (body.Lease is null || !body.Lease.All(IsPlain) || body.Answers is not { Count: > 0 and <= 200 }) return Malformed("lease and 1 to 200 answers are needed.");
        if (body.Answers.Any(a => a?.Response is null || a.Response.Any(v => v is null))) return Malformed("every answer needs q, rev and response.");
        return await save.RunAsync(id, http.User.PersonId, body.Lease, body.Answers!, arrivedAt, cancel) switch
        {
            SaveAnswersOutcome.Done done => new Acknowledgement(done, clock.GetUtcNow()),
            SaveAnswersOutcome.Malformed malformed => Malformed(malformed.Reason),
            SaveAnswersOutcome.LeaseLost => Problem(StatusCodes.Status409Conflict, "lease"),
            SaveAnswersOutcome.Paused => Problem(StatusCodes.Status409Conflict, "paused"),
            SaveAnswersOutcome.Closed => Problem(StatusCodes.Status410Gone, "closed"),
            _ => Results.NotFound(),
        };
    }

    /// <summary>What an invigilator may have changed; a supervised page asks every few seconds.</summary>
    private static async Task<IResult> StateAsync(Guid id, HttpContext http, AcademyDbContext db, TimeProvider clock, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        if (await db.Attempts.OfPerson(id, http.User.PersonId).Select(a => new { a.State, a.Deadline, a.PausedAt }).SingleOrDefaultAsync(cancel) is not { Deadline: { } deadline } live) return Results.NotFound();
        return http.IsUnchanged(live)
            ? Results.StatusCode(StatusCodes.Status304NotModified)
            : Results.Ok(new { open = live.State is AttemptState.InProgress, paused = live.PausedAt is not null, now, deadline, until = Texts.Moment(deadline) });
    }

    /// <summary>The page was left: counted for the invigilator's eyes, beside the seat, where no grade looks.</summary>
    private static async Task<IResult> AwayAsync(Guid id, HttpContext http, AcademyDbContext db, CancellationToken cancel)
    {
        var person = http.User.PersonId;
        await db.WriteAsync(
            token => db.ExamSeats.Where(s => s.AttemptId == id && s.PersonId == person && s.EndedAt == null).ExecuteUpdateAsync(s => s.SetProperty(x => x.Away, x => x.Away + 1), token), cancel);
        return Results.NoContent();
    }

    /// <summary>Reads a small JSON body within its time.</summary>
    private static async Task<(IResult? Problem, T? Body)> ReadAsync<T>(HttpContext http, CancellationToken cancel)
        where T : class
    {
        if (http.Request.ContentLength > MostBytes) return (TooLarge(), null);
        // Most bodies come with their head and need neither clock nor buffer.
        if (http.Request.BodyReader.TryRead(out var read))
        {
            if (read.IsCompleted && read.Buffer.IsSingleSegment)
            {
                var whole = read.Buffer.Length > MostBytes ? (TooLarge(), null) : Parse<T>(read.Buffer.FirstSpan);
                http.Request.BodyReader.AdvanceTo(read.Buffer.End);
                return whole;
            }

            http.Request.BodyReader.AdvanceTo(read.Buffer.Start);
        }

        return await ReadSlowlyAsync<T>(http, cancel);
    }

    private static async Task<(IResult? Problem, T? Body)> ReadSlowlyAsync<T>(HttpContext http, CancellationToken cancel)
        where T : class
    {
        // Our own clock decides what is too slow, not the server's data rate.
        if (http.Features.Get<IHttpMinRequestBodyDataRateFeature>() is { } rate) rate.MinDataRate = null;
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size) size.MaxRequestBodySize = null;
        using var slow = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        slow.CancelAfter(LongestBody);
        var buffer = new byte[MostBytes + 1];
        var length = 0;
        try
        {
            for (int read; length <= MostBytes && (read = await http.Request.Body.ReadAsync(buffer.AsMemory(length), slow.Token)) > 0;) length += read;
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            return (Problem(StatusCodes.Status408RequestTimeout, "slow"), null);
        }

        return length > MostBytes ? (TooLarge(), null) : Parse<T>(buffer.AsSpan(0, length));
    }

    private static (IResult? Problem, T? Body) Parse<T>(ReadOnlySpan<byte> json)
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize<T>(json, Json) is { } body ? (null, body) : (Malformed("a JSON object is needed."), null);
        }
        catch (JsonException broken)
        {
            return (Malformed($"not the expected JSON at {broken.Path}."), null);
        }
    }

    private static IResult TooLarge() => Problem(StatusCodes.Status413PayloadTooLarge, "over 16 KB");

    private static bool IsPlain(char c) => char.IsAsciiLetterOrDigit(c) || c is '-';

    private static IResult Malformed(string which) => Problem(StatusCodes.Status400BadRequest, which);

    private static IResult Problem(int status, string detail) => Results.Problem(detail, statusCode: status);

    /// <summary>What was saved, written in one piece: this is the reply that is sent most.</summary>
    private sealed class Acknowledgement(SaveAnswersOutcome.Done done, DateTimeOffset now) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            var body = new ArrayBufferWriter<byte>();
            using (var json = new Utf8JsonWriter(body))
            {
                json.WriteStartObject();
                json.WriteStartArray("saved"u8);
                foreach (var (q, rev) in done.Saved) Write(json, q, rev, null);
                json.WriteEndArray();
                json.WriteStartArray("stale"u8);
                foreach (var (q, rev, response) in done.Stale) Write(json, q, rev, response);
                json.WriteEndArray();
                json.WriteString("now"u8, now);
                json.WriteString("deadline"u8, done.Deadline);
                json.WriteEndObject();
            }

            httpContext.Response.ContentType = "application/json; charset=utf-8";
            httpContext.Response.ContentLength = body.WrittenCount;
            return httpContext.Response.BodyWriter.WriteAsync(body.WrittenMemory, httpContext.RequestAborted).AsTask();
        }

        private static void Write(Utf8JsonWriter json, int q, int rev, IReadOnlyList<string>? response)
        {
            json.WriteStartObject();
            json.WriteNumber("q"u8, q);
            json.WriteNumber("rev"u8, rev);
            if (response is not null)
            {
                json.WriteStartArray("response"u8);
                foreach (var value in response) json.WriteStringValue(value);
                json.WriteEndArray();
            }

            json.WriteEndObject();
        }
    }

    private sealed record LeaseRequest(string? Client, bool TakeOver);

    private sealed record SaveRequest(string? Lease, IReadOnlyList<SentAnswer?>? Answers);
}
