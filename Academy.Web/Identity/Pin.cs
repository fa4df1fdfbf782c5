namespace Academy.Web.Identity;

/// <summary>Six digits, good on one device only.</summary>
public static class Pin
{
    public const int Length = 6;

    /// <summary>Half of the common choices that are neither runs nor repeats, from published counts of leaked PINs.</summary>
    private static readonly HashSet<string> Common = new(StringComparer.Ordinal)
    {
        "112233", "123123", "123321", "520520", "521521", "131452", "147258", "159357", "159753", "123654", "520131", "666888", "888666", "110110", "119119",
    };

    public static bool HasForm(string text) => text.Length == Length && text.All(char.IsAsciiDigit);

    /// <returns>Why it will not do, in the words of the interface; null when it will.</returns>
    public static string? WhyWeak(string pin)
    {
        if (!HasForm(pin)) return "PIN 是 6 位数字。";
        if (pin.All(d => d == pin[0])) return "6 位都一样，太容易猜。换一个。";
        if (IsRun(pin, 1) || IsRun(pin, -1)) return "连着的数字太容易猜。换一个。";
        if (pin[..2] == pin[2..4] && pin[2..4] == pin[4..] || pin[..3] == pin[3..]) return "重复的数字太容易猜。换一个。";
        return Common.Contains(pin) ? "很多人都用这个 PIN，太容易猜。换一个。" : null;
    }

    private static bool IsRun(string pin, int step)
    {
        for (var i = 1; i < pin.Length; i++)
        {
            // From 9 on to 0 and back is a run too.
            if ((pin[i] - pin[i - 1] - step) % 10 != 0) return false;
        }

        return true;
    }
}
