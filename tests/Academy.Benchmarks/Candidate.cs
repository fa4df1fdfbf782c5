using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Academy.Benchmarks;

/// <summary>Somebody sitting the exam as the exam page's script does, and remembering every revision that was acknowledged.</summary>
internal sealed partial class Candidate(Client client)
{
    private readonly Dictionary<string, string> _cookies = new(StringComparer.Ordinal);
    private string _forgery = "";
    private string _lease = "";
    private int _items;
    private int _revision;

    public Guid AttemptId { get; private set; }

    /// <summary>Each answer that the server called saved.</summary>
    public List<(int Q, int Revision)> Acknowledged { get; } = [];

    /// <summary>Signs in, starts the exam and takes the pen.</summary>
    /// <exception cref="InvalidOperationException">A step was answered otherwise than the contract says.</exception>
    public async Task BeginAsync(string userName, string password)
    {
        var form = await GetAsync("/account/sign-in");
        await PostAsync("/account/sign-in", form, HttpStatusCode.Redirect, ("Input.UserName", userName), ("Input.Password", password));
        using var exams = JsonDocument.Parse(await GetAsync("/exams", "application/json"));
        var assignment = exams.RootElement[0].GetProperty("assignmentId").GetGuid();
        var attempt = await PostAsync($"/exams/{assignment}/attempts", await GetAsync($"/exams/{assignment}"), HttpStatusCode.SeeOther);
        var page = await GetAsync(attempt);
        _forgery = TokenOf(page);
        using var data = JsonDocument.Parse(AttemptData().Match(page).Groups[1].Value);
        AttemptId = data.RootElement.GetProperty("id").GetGuid();
        _items = data.RootElement.GetProperty("questions").GetArrayLength();
        using var lease = await SendAsync(HttpMethod.Post, $"/exams/attempts/{AttemptId}/lease", JsonContent.Create(new { client = $"benchmark-{userName}", takeOver = false }), HttpStatusCode.OK);
        using var granted = JsonDocument.Parse(await lease.Content.ReadAsStringAsync());
        _lease = granted.RootElement.GetProperty("lease").GetString()!;
    }

    /// <summary>Answers the next question of the paper, round and round, under a rising revision.</summary>
    /// <returns>Null when the reply names the revision as saved, else what went wrong.</returns>
    public async Task<string?> SaveAsync()
    {
        using var request = NextAnswer(out var q);
        return await client.AskAsync(request, (response, body) =>
        {
            Keep(response);
            if (!body.Contains($$"""{"q":{{q}},"rev":{{_revision}}}""", StringComparison.Ordinal)) return "not named as saved";
            Acknowledged.Add((q, _revision));
            return null;
        });
    }

    /// <summary>The request that saves one answer.</summary>
    public HttpRequestMessage NextAnswer(out int q)
    {
        _revision++;
        q = (_revision % _items) + 1;
        // Positions 1 and 2 exist in every kind of question that is sat on a screen.
        var body = $$"""{"lease":"{{_lease}}","answers":[{"q":{{q}},"rev":{{_revision}},"response":["{{1 + (_revision / _items % 2)}}"]}]}""";
        return Request(HttpMethod.Put, $"/exams/attempts/{AttemptId}/answers", new StringContent(body, Encoding.UTF8, "application/json"));
    }

    private async Task<string> GetAsync(string path, string accept = "text/html")
    {
        using var response = await SendAsync(HttpMethod.Get, path, null, HttpStatusCode.OK, accept);
        return await response.Content.ReadAsStringAsync();
    }

    /// <returns>Where it leads.</returns>
    private async Task<string> PostAsync(string path, string page, HttpStatusCode expected, params IEnumerable<(string Name, string Value)> fields)
    {
        var content = new FormUrlEncodedContent(fields.Append(("__RequestVerificationToken", TokenOf(page))).Select(f => KeyValuePair.Create(f.Item1, f.Item2)));
        using var response = await SendAsync(HttpMethod.Post, path, content, expected);
        return response.Headers.Location!.OriginalString;
    }

    private async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, HttpContent? content, HttpStatusCode expected, string? accept = null)
    {
        using var request = Request(method, path, content);
        if (accept is not null) request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue(accept));
        var response = await client.SendAsync(request);
        Keep(response);
        return response.StatusCode == expected ? response : throw new InvalidOperationException($"{method} {path} answered {(int)response.StatusCode}, not {(int)expected}.");
    }

    private HttpRequestMessage Request(HttpMethod method, string path, HttpContent? content)
    {
        var request = new HttpRequestMessage(method, new Uri(path, UriKind.Relative)) { Content = content };
        request.Headers.TryAddWithoutValidation("Cookie", string.Join("; ", _cookies.Select(c => $"{c.Key}={c.Value}")));
        if (_forgery.Length > 0) request.Headers.TryAddWithoutValidation("RequestVerificationToken", _forgery);
        return request;
    }

    /// <summary>Sessions are renewed on the way: without the new cookie every later request would be checked again.</summary>
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
