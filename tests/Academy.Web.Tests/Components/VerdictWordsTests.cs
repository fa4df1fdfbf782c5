using System.Text.RegularExpressions;
using Academy.Domain.Certificates;
using Academy.Web.Components;
using Academy.Web.Pages;
using Academy.Web.Tests.Architecture;

namespace Academy.Web.Tests.Components;

/// <summary>A result says the same on the server's pages and on a scanner without a signal.</summary>
public sealed partial class VerdictWordsTests
{
    /// <summary>A status list has one value for both.</summary>
    private const string SupersededOrLost = "已换发或已挂失，";

    [Fact]
    public void Every_result_has_one_word_one_colour_one_shape_and_one_sentence_on_both()
    {
        var (words, tones, shapes) = (Words(), Tones(), Shapes());
        Assert.Equal(Enum.GetValues<VerificationResult>().Select(r => r.WireCode()).Order(StringComparer.Ordinal), words.Keys.Order(StringComparer.Ordinal));
        foreach (var code in words.Keys)
        {
            var (tone, icon, word, advice) = VerdictWords.Of(code);
            var sentence = code is "SUPERSEDED" ? SupersededOrLost + advice : advice;
            // What has no colour of its own there is unsure: never green.
            Assert.Equal((code, tone, word, sentence), (code, tones.GetValueOrDefault(code, "unsure"), words[code].Word, words[code].Advice));
            Assert.Equal((tone, icon.ToString()), (tone, shapes[tone]));
        }

        foreach (var (code, why) in new[] { ("CHECK_IDENTITY", "photo"), ("UNCONFIRMED", "aging") })
        {
            var check = VerdictWords.Of(code);
            Assert.Equal((check.Tone, check.Icon.ToString()), ("check", shapes["check"]));
            Assert.Contains($"'{check.Word}'", Script("scanner/words.js"), StringComparison.Ordinal);
            Assert.Contains($"{why}: '{check.Advice}'", Script("scanner/words.js"), StringComparison.Ordinal);
        }

        foreach (var (code, why) in new[] { ("COMPARE_PHOTO", "compare"), ("DIFFERENT", "different") })
        {
            Assert.Contains($"word: '{VerdictWords.Of(code).Word}', advice: because.{why}", Script("scanner/words.js"), StringComparison.Ordinal);
            Assert.Contains($"{why}: '{VerdictWords.Of(code).Advice}'", Script("scanner/words.js"), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Lists_and_the_audit_trail_use_the_same_words()
    {
        foreach (var result in Enum.GetValues<VerificationResult>().Except([VerificationResult.ForgedKeyAlarm])) Assert.Equal(VerdictWords.Of(result).Word, AuditWords.Of(result));
        Assert.StartsWith(VerdictWords.Of(VerificationResult.ForgedKeyAlarm).Word, AuditWords.Of(VerificationResult.ForgedKeyAlarm), StringComparison.Ordinal);
    }

    private static Dictionary<string, (string Word, string Advice)> Words() =>
        Said().Matches(Script("scanner/words.js")).ToDictionary(m => m.Groups[1].Value, m => (m.Groups[2].Value, m.Groups[3].Value), StringComparer.Ordinal);

    private static Dictionary<string, string> Tones()
    {
        var script = Script("certificate/verify.js");
        var begin = script.IndexOf("const tones = {", StringComparison.Ordinal);
        return Tone().Matches(script[begin..script.IndexOf("};", begin, StringComparison.Ordinal)]).ToDictionary(m => m.Groups[1].Value, m => m.Groups[2].Value, StringComparer.Ordinal);
    }

    private static Dictionary<string, string> Shapes() =>
        Shape().Matches(File.ReadAllText(Path.Combine(Sources.Root, "Academy.Web/Pages/Inspect/Scanner.cshtml"))).ToDictionary(m => m.Groups[1].Value, m => m.Groups[2].Value, StringComparer.Ordinal);

    private static string Script(string name) => File.ReadAllText(Path.Combine(Sources.Root, "Academy.Web/wwwroot/js", name));

    [GeneratedRegex(@"^  ([A-Z_]+): \['([^']+)', '([^']+)'\],$", RegexOptions.Multiline)]
    private static partial Regex Said();

    [GeneratedRegex("([A-Z_]+): '([a-z]+)'")]
    private static partial Regex Tone();

    [GeneratedRegex("""\("([a-z]+)", Pictogram\.(\w+)\)""")]
    private static partial Regex Shape();
}
