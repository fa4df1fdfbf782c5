using Academy.Web.Data.Queries;

namespace Academy.Web.Pages.Shared;

/// <summary>A finding and its history as either side sees it.</summary>
/// <param name="PhotoRoot">Under which this side fetches photos.</param>
public sealed record FindingView(FindingDetail Detail, string PhotoRoot, DateOnly Today);

/// <summary>Findings in a list, each a link.</summary>
/// <param name="Root">What an id is added to.</param>
/// <param name="ShowsUnit">Where they are of several Organizations.</param>
public sealed record FindingList(IReadOnlyList<FindingLine> Lines, string Root, DateOnly Today, bool ShowsUnit);
