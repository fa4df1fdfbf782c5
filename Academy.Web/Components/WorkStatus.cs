namespace Academy.Web.Components;

/// <summary>The answer to 今天能上岗吗, as people read it.</summary>
public enum WorkAnswer
{
    MayWork,

    /// <summary>With a mentor or limited duties, to an end date.</summary>
    Limited,

    /// <summary>May work; the certificate ends soon.</summary>
    ExpiresSoon,

    MayNotWork,

    /// <summary>The facts to decide on are missing or out of date.</summary>
    Unconfirmed,
}

/// <summary>What the first card of the home page says.</summary>
/// <param name="About">For whom and what it holds, for example <c>张伟 · 消防控制室值班员</c>.</param>
/// <param name="Reasons">Each with its basis, the weightiest first.</param>
/// <param name="Next">The one thing to do now; null when there is nothing.</param>
public sealed record WorkStatus(WorkAnswer Answer, string About, IReadOnlyList<string> Reasons, NextStep? Next);

/// <param name="Label">A verb: 去补学, 开始考试.</param>
public sealed record NextStep(string Label, string Url);
