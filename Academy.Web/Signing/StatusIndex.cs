using System.Globalization;
using System.Security.Cryptography;
using Academy.Domain.Certificates;

namespace Academy.Web.Signing;

/// <summary>Where a code's status is kept: one list for each quarter of expiry, at a random entry.</summary>
public static class StatusIndex
{
    /// <summary>Entries of a list.</summary>
    public const int Capacity = 1 << 20;

    private const int QuartersKept = 4;

    // Below it the CBOR integer is shorter, and a two-character name without a photo would fall under the
    // 24 bytes from which the payload's length takes the one byte that the fixed head has for it.
    internal const int First = 1 << 16;

    /// <summary>Name of the list, for example <c>27Q3</c>.</summary>
    public static string ListOf(DateOnly lastDay) =>
        string.Create(CultureInfo.InvariantCulture, $"{lastDay.Year % 100:00}Q{(lastDay.Month + 2) / 3}");

    /// <summary>Whether a list is published: from four quarters after the last code in it has expired to those in which a certificate issued today may expire.</summary>
    public static bool IsOpen(string list, DateOnly today) =>
        Enumerable.Range(-QuartersKept, QuartersKept + (Validity.LongestMonths / 3) + 1).Any(quarters => ListOf(today.AddDays(1 - today.Day).AddMonths(3 * quarters)) == list);

    /// <summary>A random entry. That it is used once is the database's business: draw again when it is taken.</summary>
    public static int Draw() => RandomNumberGenerator.GetInt32(First, Capacity);
}

/// <summary>Days as numbers from 2020-01-01, which is 0.</summary>
public static class DayNumber
{
    private static readonly DateOnly First = new(2020, 1, 1);

    // List names have two digits for the year.
    private static readonly DateOnly Last = new(2099, 12, 31);

    /// <exception cref="ArgumentOutOfRangeException">Not in 2020 to 2099.</exception>
    public static uint Of(DateOnly day)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(day, First);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(day, Last);
        return (uint)(day.DayNumber - First.DayNumber);
    }

    /// <summary>False after 2099.</summary>
    public static bool TryDay(uint number, out DateOnly day)
    {
        var known = number <= Of(Last);
        day = known ? First.AddDays((int)number) : default;
        return known;
    }
}
