using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Academy.Benchmarks;

/// <summary>
/// Somebody sitting the exam as the exam page's script does: what got no answer or a 503 is sent again until it is answered,
/// and every revision that was acknowledged is remembered.
/// </summary>
/// <param name="number">load00001 is 1.</param>
/// <param name="steps">Takes the time of each step, and what had to be sent again.</param>
internal sealed partial class Candidate(Client client, int number, Steps steps)
{
    public const string SignIn = "sign-in", Notice = "notice", Start = "start", Page = "page", Lease = "lease", Save = "save", Submit = "submit", Result = "result";

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly Dictionary<string, string> _cookies = new(StringComparer.Ordinal);
    private Guid _assignment;
    private string _forgery = "";
    private string _lease = "";
    private int _revision;

    public Guid AttemptId { get; private set; }

    /// <summary>The questions of the paper that are answered by a position, and how many options each has.</summary>
    public IReadOnlyList<(int Q, int Options)> Questions { get; private set; } = [];

    /// <summary>Each answer that the server called saved.</summary>
    public ConcurrentQueue<(int Q, int Revision, string Response)> Acknowledged { get; } = [];

    /// <summary>Signs in and looks for the exam.</summary>
    /// <exception cref="InvalidOperationException">A step was answered otherwise than the contract says.</exception>
    public async Task SignInAsync()
    {
        var form = await GetAsync("sign-in form", "/account/sign-in");
        await PostAsync(SignIn, "/account/sign-in", TokenOf(form), HttpStatusCode.Redirect, ("Input.UserName", $"load{number:00000}"), ("Input.Password", Deployment.Password));
        using var exams = JsonDocument.Parse(await GetAsync("exams", "/exams", "application/json"));
        _assignment = exams.RootElement[0].GetProperty("assignmentId").GetGuid();
    }

    /// <summary>Reads the notice, starts the exam, opens its page and takes the pen.</summary>
    /// <inheritdoc cref="SignInAsync"/>
    public async Task BeginAsync()
    {
        await ReadNoticeAsync();
        var attempt = await PostAsync(Start, $"/exams/{_assignment}/attempts", _forgery, HttpStatusCode.SeeOther);
        await OpenAsync(Guid.Parse(attempt[(attempt.LastIndexOf('/') + 1)..]));
    }

    public async Task ReadNoticeAsync() => _forgery = TokenOf(await GetAsync(Notice, $"/exams/{_assignment}"));

    /// <summary>Opens the page of an attempt that is begun and takes the pen.</summary>
    public async Task OpenAsync(Guid attempt)
    {
        AttemptId = attempt;
        var page = await GetAsync(Page, $"/exams/attempts/{attempt}");
        _forgery = TokenOf(page);
        using var data = JsonDocument.Parse(AttemptData().Match(page).Groups[1].Value);
        Questions = [.. data.RootElement.GetProperty("questions").EnumerateArray()
            .Where(q => q.GetProperty("kind").GetString() is "single" or "multiple" or "judge")
            .Select(q => (q.GetProperty("q").GetInt32(), q.GetProperty("options").GetInt32()))];
        var (_, granted) = await SendAsync(Lease, HttpStatusCode.OK, () => Request(HttpMethod.Post, $"/exams/attempts/{attempt}/lease", JsonContent.Create(new { client = $"benchmark-{number}", takeOver = false })));
        using var lease = JsonDocument.Parse(granted);
        _lease = lease.RootElement.GetProperty("lease").GetString()!;
    }

    /// <summary>Answers the next question of the paper, round and round, under a rising revision.</summary>
    /// <inheritdoc cref="SignInAsync"/>
    public async Task SaveAsync()
    {
        var (q, response, _) = NextAnswer();
        var (_, body) = await SendAsync(Save, HttpStatusCode.OK, () => Answering(q, response));
        if (!Names(body, q)) throw new InvalidOperationException($"{q} was not named as saved: {body}");
        Acknowledged.Enqueue((q, _revision, response));
    }

    /// <summary>As <see cref="SaveAsync"/>, but once.</summary>
    /// <returns>Null when the reply names the revision as saved, else what went wrong.</returns>
    public async Task<string?> TrySaveAsync()
    {
        var (q, response, request) = NextAnswer();
        using var sent = request;
        return await client.AskAsync(request, (answer, body) =>
        {
            Keep(answer);
            if (!Names(body, q)) return "not named as saved";
            Acknowledged.Enqueue((q, _revision, response));
            return null;
        });
    }

    /// <summary>The request that saves the next answer.</summary>
    public (int Q, string Response, HttpRequestMessage Request) NextAnswer()
    {
        _revision++;
        var (q, options) = Questions[_revision % Questions.Count];
        var response = (1 + (_revision / Questions.Count % options)).ToString(CultureInfo.InvariantCulture);
        return (q, response, Answering(q, response));
    }

    /// <summary>Hands in and looks at the result.</summary>
    /// <inheritdoc cref="SignInAsync"/>
    public async Task HandInAsync()
    {
        var result = await PostAsync(Submit, $"/exams/attempts/{AttemptId}/submit", _forgery, HttpStatusCode.SeeOther);
        await GetAsync(Result, result);
    }

    /// <summary>A request as it stands on the wire, up to the length of its body; a bar for each end of line.</summary>
    public string Head(string method, string path, Uri node) =>
        $"{method} {path} HTTP/1.1|Host: {node.Authority}|Accept-Encoding: gzip, br|RequestVerificationToken: {_forgery}|Cookie: {CookieHeader}|";

    public string StartOnWire(Uri node) => FormOnWire($"/exams/{_assignment}/attempts", node);

    public string SubmitOnWire(Uri node) => FormOnWire($"/exams/attempts/{AttemptId}/submit", node);

    public string PageOnWire(Uri node) => $"{Head("GET", $"/exams/attempts/{AttemptId}", node)}|";

    /// <summary>What a script needs to save answers: head, lease, questions.</summary>
    public string SavesOnWire(Uri node) => $"{Head("PUT", $"/exams/attempts/{AttemptId}/answers", node)}Content-Type: application/json|Content-Length: \t{_lease}\t{string.Join(' ', Questions.Select(q => q.Q))}";

    private string FormOnWire(string path, Uri node) => $"{Head("POST", path, node)}Content-Type: application/x-www-form-urlencoded|Content-Length: 0||";

    private bool Names(string body, int q) => body.Contains($$"""{"q":{{q}},"rev":{{_revision}}}""", StringComparison.Ordinal);

    private HttpRequestMessage Answering(int q, string response)
    {
        var body = $$"""{"lease":"{{_lease}}","answers":[{"q":{{q}},"rev":{{_revision}},"response":["{{response}}"]}]}""";
        return Request(HttpMethod.Put, $"/exams/attempts/{AttemptId}/answers", new StringContent(body, Encoding.UTF8, "application/json"));
    }

    private async Task<string> GetAsync(string step, string path, string accept = "text/html")
    {
        var (_, body) = await SendAsync(step, HttpStatusCode.OK, () =>
        {
            var request = Request(HttpMethod.Get, path, null);
            request.Headers.TryAddWithoutValidation("Accept", accept);
            return request;
        });
        return body;
    }

    /// <returns>Where it leads.</returns>
    private async Task<string> PostAsync(string step, string path, string forgery, HttpStatusCode expected, params IEnumerable<(string Name, string Value)> fields)
    {
        var form = fields.Append(("__RequestVerificationToken", forgery)).Select(f => KeyValuePair.Create(f.Item1, f.Item2)).ToList();
        var (location, _) = await SendAsync(step, expected, () => Request(HttpMethod.Post, path, new FormUrlEncodedContent(form)));
        return location!;
    }

    private async Task<(string? Location, string Body)> SendAsync(string step, HttpStatusCode expected, Func<HttpRequestMessage> make)
    {
        var begun = Stopwatch.GetTimestamp();
        while (true)
        {
            string wrong;
            try
            {
                using var request = make();
                var (response, body) = await client.SendAsync(request);
                using var answer = response;
                Keep(response);
                if (response.StatusCode == expected)
                {
                    steps[step].Add(Stopwatch.GetElapsedTime(begun));
                    return (response.Headers.Location?.OriginalString, body);
                }

                if (response.StatusCode is not HttpStatusCode.ServiceUnavailable) throw new InvalidOperationException($"{step} was answered {(int)response.StatusCode}, not {(int)expected}");
                wrong = "503";
            }
            catch (HttpRequestException lost)
            {
                wrong = $"{lost.HttpRequestError}";
            }

            steps[step].Fail(wrong);
            if (Stopwatch.GetElapsedTime(begun) > Patience) throw new InvalidOperationException($"{step} got no answer for {Patience}");
            await Task.Delay(Pause);
        }
    }

    private string CookieHeader => string.Join("; ", _cookies.Select(c => $"{c.Key}={c.Value}"));

    private HttpRequestMessage Request(HttpMethod method, string path, HttpContent? content)
    {
        var request = new HttpRequestMessage(method, new Uri(path, UriKind.Relative)) { Content = content };
        request.Headers.TryAddWithoutValidation("Cookie", CookieHeader);
        if (_forgery.Length > 0) request.Headers.TryAddWithoutValidation("RequestVerificationToken", _forgery);
        return request;
    }

    private void Keep(HttpResponseMessage response)
    {
        if (!response.Headers.TryGetValues("Set-Cookie", out var cookies)) return;
        foreach (var pair in cookies.Select(c => c.Split(';')[0].Split('=', 2))) _cookies[pair[0]] = pair[1];
    }

    private static string TokenOf(string page) => ForgeryField().Match(page).Groups[1].Value;

    [GeneratedRegex("""name="__RequestVerificationToken" type="hidden" value="([^"]+)""", RegexOptions.None, 1000)]
    private static partial Regex ForgeryField();

    [GeneratedRegex("""id="attempt">(.*?)</script>""", RegexOptions.Singleline, 1000)]
    private static partial Regex AttemptData();
}
