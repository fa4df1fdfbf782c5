using System.Globalization;
using Academy.Domain;
using Academy.Domain.Certificates;
using Academy.Domain.Exams;
using Academy.Domain.Organizations;
using Academy.Domain.Questions;
using Academy.Domain.Training;
using Academy.Web.Data;
using Academy.Web.Operations;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Academy.Tests;

/// <summary>
/// How people get to where a test begins: an Organization of their own with the shipped content, hired, trained in the room,
/// examined and certified by the operations themselves.
/// </summary>
public sealed class Story
{
    /// <summary>景区服务员（示范）: the one position whose whole training ships.</summary>
    public const int Position = 901;

    public const string Password = "correct horse battery";

    private static int _numbers = 1000;

    private Story(AcademyApp app, Organization organization, Venue venue, Department department, Person manager) =>
        (App, Organization, Venue, Department, Manager) = (app, organization, venue, department, manager);

    public AcademyApp App { get; }
    public Organization Organization { get; }

    /// <summary>Not a 公众聚集场所.</summary>
    public Venue Venue { get; }

    public Department Department { get; }

    /// <summary>SafetyManager of the Organization.</summary>
    public Person Manager { get; }

    private DateTimeOffset Now => App.Clock.Now;

    /// <summary>Publishes the content and makes keys where that was not done yet, and opens an Organization with its manager.</summary>
    public static async Task<Story> BeginAsync(AcademyApp app)
    {
        await app.PublishAsync();
        var number = Organization.FirstNumber + Interlocked.Increment(ref _numbers);
        var organization = new Organization(Guid.CreateVersion7(), number, string.Create(CultureInfo.InvariantCulture, $"org{number}"), $"云岭旅游有限公司{number}", $"云岭景区{number}");
        var venue = new Venue(Guid.CreateVersion7(), organization.Id, "游客中心", VenueKind.ScenicArea, "云岭路 1 号", isPublicAssembly: false, isHighRise: false);
        var department = new Department(Guid.CreateVersion7(), organization.Id, "运营一班");
        var manager = new Person(Guid.CreateVersion7(), "赵敏");
        var story = new Story(app, organization, venue, department, manager);
        await app.ArrangeAsync(db =>
        {
            db.AddRange(organization, venue, department, manager);
            db.Add(new RoleGrant(Guid.CreateVersion7(), manager.Id, Role.SafetyManager, organization.Id, null, story.Now.Day(), null, null));
        });
        return story;
    }

    /// <summary>A person with a running Engagement.</summary>
    public async Task<Person> HireAsync(string name, EngagementKind kind = EngagementKind.Permanent)
    {
        var person = new Person(Guid.CreateVersion7(), name);
        var staff = string.Create(CultureInfo.InvariantCulture, $"{Interlocked.Increment(ref _numbers)}");
        await App.ArrangeAsync(db => db.AddRange(
            person,
            new Engagement(Guid.CreateVersion7(), person.Id, Organization.Id, staff, Organization.SignName, kind, Venue.Id, Department.Id, Now.Day())));
        return person;
    }

    /// <summary>A person without an Engagement who holds a role of no Organization.</summary>
    public async Task<Person> GrantAsync(string name, Role role)
    {
        var person = new Person(Guid.CreateVersion7(), name);
        await App.ArrangeAsync(db => db.AddRange(person, new RoleGrant(Guid.CreateVersion7(), person.Id, role, null, null, Now.Day(), null, null)));
        return person;
    }

    /// <summary>Assigns the training and completes all of its lessons and hours in the room; the exam is then assigned.</summary>
    public async Task<ExamAssignment> TrainAsync(Person person, int position = Position)
    {
        var cohort = await App.ActAsync((OpenCohort open) => open.RunAsync(Organization.Id, "第 1 期", position, Now.Day().AddDays(30), [person.Id], Manager.Id, CancellationToken.None));
        Assert.Contains(person.Id, cohort.Assigned);
        var lessons = await App.ActAsync(async (Releases releases) =>
        {
            var curriculum = (await releases.InForceAsync(CancellationToken.None)).Curriculum;
            var code = curriculum.Positions.Single(p => p.Number == position).Code;
            return curriculum.FindRequirement(code, TrainingRound.First)!.Courses.SelectMany(c => curriculum.FindCourse(c)!.Lessons).Select(l => l.Id).ToList();
        });
        var session = new ClassroomSession(
            Guid.CreateVersion7(), Organization.Id, "岗前集中培训", "会议室", "外聘讲师", Now.AddHours(-ClassroomSession.MostHoursADay), Now, lessons, Manager.Id, Now.AddDays(-1));
        session.SignIn(person.Id, session.StartsAt);
        await App.ArrangeAsync(db => db.Add(session));
        await App.ActAsync((RecordTraining record) => record.CloseSessionAsync(session.Id, Organization.Id, new HashSet<Guid> { person.Id }, Manager.Id, CancellationToken.None));
        return await App.ReadAsync(db => db.ExamAssignments.SingleAsync(a => a.PersonId == person.Id && a.ClosedAt == null));
    }

    /// <summary>Sits the exam: answers everything right, or nothing, and hands in.</summary>
    public async Task<ExamAttempt> SitAsync(ExamAssignment assignment, bool pass = true)
    {
        var outcome = await App.ActAsync((StartAttempt start) => start.RunAsync(assignment.Id, assignment.PersonId, CancellationToken.None));
        var begun = Assert.IsType<StartOutcome.Begun>(outcome);
        if (pass) await AnswerAsync(begun.AttemptId, assignment.PersonId);
        Assert.True(await App.ActAsync((HandInAttempt handIn) => handIn.RunAsync(begun.AttemptId, assignment.PersonId)));
        return await App.ReadAsync(db => db.Attempts.SingleAsync(a => a.Id == begun.AttemptId));
    }

    /// <summary>Trains, examines and certifies.</summary>
    public async Task<Certificate> CertifyAsync(Person person)
    {
        await SitAsync(await TrainAsync(person));
        return await App.ReadAsync(db => db.Certificates.SingleAsync(c => c.HolderId == person.Id && c.OrganizationId == Organization.Id));
    }

    /// <summary>Gives a person an account with <see cref="Password"/>.</summary>
    /// <returns>The user name.</returns>
    public async Task<string> OpenAccountAsync(Person person)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"user{Interlocked.Increment(ref _numbers)}");
        var made = await App.ActAsync((UserManager<AcademyUser> users) => users.CreateAsync(new AcademyUser { Id = Guid.CreateVersion7(), PersonId = person.Id, UserName = name }, Password));
        Assert.True(made.Succeeded, string.Join(' ', made.Errors.Select(e => e.Description)));
        return name;
    }

    private async Task AnswerAsync(Guid attemptId, Guid personId)
    {
        await App.ArrangeAsync(async db => (await db.Attempts.SingleAsync(a => a.Id == attemptId)).TakeLease("story", takeOver: false, Now, TimeSpan.Zero));
        var attempt = await App.ReadAsync(db => db.Attempts.SingleAsync(a => a.Id == attemptId));
        var release = await App.ActAsync((Releases releases) => releases.GetAsync(attempt.ReleaseId));
        var answers = attempt.Paper.Items.Select(shown =>
        {
            var item = release.Curriculum.FindQuestion(shown.QuestionId)!.Items.Single(i => i.Id == shown.ItemId);
            return new SentAnswer(shown.Q, 1, Marking.Key(shown, item).Values);
        });
        var outcome = await App.ActAsync((SaveAnswers save) => save.RunAsync(attemptId, personId, attempt.Lease!, [.. answers], Now, CancellationToken.None));
        Assert.IsType<SaveAnswersOutcome.Done>(outcome);
    }
}

internal static class Acting
{
    extension(AcademyApp app)
    {
        /// <summary>Runs one operation as a request would: in a scope of its own.</summary>
        public async Task<T> ActAsync<TOperation, T>(Func<TOperation, Task<T>> act) where TOperation : notnull
        {
            await using var scope = app.Services.CreateAsyncScope();
            return await act(scope.ServiceProvider.GetRequiredService<TOperation>());
        }
    }
}
