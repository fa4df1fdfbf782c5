using Academy.Web.Identity;

namespace Academy.Web.Pages.Exams;

/// <summary>Wrong 考场码 per person: ten in ten minutes, of a million that there are.</summary>
public sealed class WrongRoomCodes(TimeProvider clock) : FailureWindow(10, TimeSpan.FromMinutes(10), clock);
