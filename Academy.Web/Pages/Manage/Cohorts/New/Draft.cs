namespace Academy.Web.Pages.Manage.Cohorts.New;

/// <summary>What the steps have chosen so far. It travels in the address, so that back, reload and no script all work.</summary>
public sealed class Draft
{
    /// <summary>More would not fit an address; a second 期 takes the rest.</summary>
    public const int AtMost = 200;

    public int? Position { get; set; }

    /// <summary>Staff numbers.</summary>
    public string[] N { get; set; } = [];

    public DateOnly? DueOn { get; set; }
    public string? Name { get; set; }
}

/// <summary>Which of the four steps is shown.</summary>
public sealed record Step(int Number)
{
    public static readonly IReadOnlyList<string> Words = ["选岗位", "选人员", "定日期", "确认派发"];
}
