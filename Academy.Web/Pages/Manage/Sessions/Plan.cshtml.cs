using System.ComponentModel.DataAnnotations;
using Academy.Domain;
using Academy.Domain.Courses;
using Academy.Domain.Training;
using Academy.Web.Data;
using Academy.Web.Identity;
using Academy.Web.Operations;
using Microsoft.AspNetCore.Mvc;

namespace Academy.Web.Pages.Manage.Sessions;

/// <summary>Plans a 线下培训 before it is held.</summary>
public sealed class Plan(AcademyDbContext db, Releases releases, TimeProvider clock) : ManagePage
{
    [BindProperty]
    public NewSession Input { get; set; } = new();

    public IReadOnlyList<Course> Courses { get; private set; } = [];
    public DateOnly Today { get; private set; }

    public Task OnGetAsync(CancellationToken cancel) => OfferAsync(clock.GetUtcNow(), cancel);

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        await OfferAsync(now, cancel);
        if (ModelState.IsValid) Check(now);
        if (!ModelState.IsValid) return this.ShowAgain();
        var session = new ClassroomSession(
            Guid.CreateVersion7(now), Organization, Input.Title.Trim(), Input.Place.Trim(), Input.Trainer.Trim(), Input.StartsAt, Input.EndsAt, Input.Lessons.Distinct(), User.PersonId, now);
        db.ClassroomSessions.Add(session);
        db.Audit(Organization, User.PersonId, "classroom.planned", session.Id, $"{session.Lessons.Count} lessons", now);
        await db.SaveChangesAsync(cancel);
        Status = "已安排。到开始时间就可以签到。";
        return RedirectToPage("Show", new { id = session.Id });
    }

    private void Check(DateTimeOffset now)
    {
        if (Input.StartsAt < now) ModelState.AddModelError("Input.From", "开始时间已经过去了。培训要先安排再开课；补记以前的请找系统管理员。");
        if (Input.EndsAt <= Input.StartsAt) ModelState.AddModelError("Input.To", "结束要晚于开始，同一天之内。");
        if (Input.EndsAt - Input.StartsAt > TimeSpan.FromHours(ClassroomSession.MostHoursADay)) ModelState.AddModelError("Input.To", $"一天最多 {ClassroomSession.MostHoursADay} 小时，分成两天安排。");
        if (Input.Lessons.Except(Courses.SelectMany(c => c.Lessons).Select(l => l.Id)).Any()) ModelState.AddModelError("Input.Lessons", "从列表里选小节。");
    }

    private async Task OfferAsync(DateTimeOffset now, CancellationToken cancel) =>
        (Today, Courses) = (now.Day(), (await releases.InForceAsync(cancel)).Curriculum.Courses);

    public sealed class NewSession
    {
        [Required(ErrorMessage = "填培训内容。"), StringLength(100, ErrorMessage = "最多 100 个字。")]
        [Display(Name = "培训内容")]
        public string Title { get; set; } = "";

        [Required(ErrorMessage = "填地点。"), StringLength(100, ErrorMessage = "最多 100 个字。")]
        [Display(Name = "地点")]
        public string Place { get; set; } = "";

        [Required(ErrorMessage = "填讲师。"), StringLength(60, ErrorMessage = "最多 60 个字。")]
        [Display(Name = "讲师")]
        public string Trainer { get; set; } = "";

        [Required(ErrorMessage = "选日期。")]
        [Display(Name = "日期")]
        public DateOnly? On { get; set; }

        [Required(ErrorMessage = "填开始时间。")]
        [Display(Name = "开始")]
        public TimeOnly? From { get; set; }

        [Required(ErrorMessage = "填结束时间。")]
        [Display(Name = "结束")]
        public TimeOnly? To { get; set; }

        public string[] Lessons { get; set; } = [];

        internal DateTimeOffset StartsAt => Instant(From);

        internal DateTimeOffset EndsAt => Instant(To);

        private DateTimeOffset Instant(TimeOnly? time) => new(On!.Value.ToDateTime(time!.Value), BeijingTime.Offset);
    }
}
