namespace Academy.Domain.Courses;

/// <summary>学时.</summary>
public static class StudyHours
{
    /// <summary>Minutes of one 学时: common practice, not law.</summary>
    public const int Minutes = 45;
}
