using Academy.Domain;
using Academy.Domain.Organizations;
using Academy.Web.Data;
using Academy.Web.Identity;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Academy.Web.Tests.Identity;

/// <summary>An Organization of its own with people who can sign in.</summary>
internal sealed class Staff(AcademyApp app)
{
    public const string Password = "correct horse battery";

    private static int _number;

    private readonly int _own = Organization.FirstNumber + Interlocked.Increment(ref _number);
    private readonly Guid _department = Guid.CreateVersion7();
    private readonly Guid _venue = Guid.CreateVersion7();

    public Guid OrganizationId { get; } = Guid.CreateVersion7();

    public string Code => $"org{_own:D4}";

    private DateOnly Today => app.Clock.Now.Day();

    public static async Task<Staff> OfAsync(AcademyApp app)
    {
        var staff = new Staff(app);
        await app.ArrangeAsync(db =>
        {
            db.Add(new Organization(staff.OrganizationId, staff._own, staff.Code, "云岭景区有限公司", "云岭景区"));
            db.Add(new Venue(staff._venue, staff.OrganizationId, "主景区", VenueKind.ScenicArea, "云岭路 1 号", isPublicAssembly: true, isHighRise: false));
            db.Add(new Department(staff._department, staff.OrganizationId, "检票班"));
        });
        return staff;
    }

    /// <summary>Somebody employed from today on, with the roles; the user name is theirs alone.</summary>
    public async Task<AcademyUser> HireAsync(string number, params Role[] roles)
    {
        var person = new Person(Guid.CreateVersion7(), "王小明");
        await app.ArrangeAsync(db =>
        {
            db.Add(person);
            db.Add(new Engagement(Guid.CreateVersion7(), person.Id, OrganizationId, number, "云岭景区", EngagementKind.Permanent, _venue, _department, Today));
            foreach (var role in roles)
            {
                db.Add(new RoleGrant(Guid.CreateVersion7(), person.Id, role, role is Role.Inspector or Role.Administrator ? null : OrganizationId, role is Role.TeamLeader ? _department : null, Today, null, null));
            }
        });
        return await GiveAccountAsync(app, person.Id, $"{Code}.{number}");
    }

    public static async Task<AcademyUser> GiveAccountAsync(AcademyApp app, Guid personId, string userName)
    {
        await using var scope = app.Services.CreateAsyncScope();
        var user = new AcademyUser { Id = Guid.CreateVersion7(), PersonId = personId, UserName = userName };
        var result = await scope.ServiceProvider.GetRequiredService<UserManager<AcademyUser>>().CreateAsync(user, Password);
        Assert.True(result.Succeeded, string.Join(' ', result.Errors.Select(e => e.Description)));
        return user;
    }

    /// <summary>Ends the engagement and every role: yesterday was the last day.</summary>
    public static Task LeaveAsync(AcademyApp app, AcademyUser user) => app.ArrangeAsync(async db =>
    {
        var yesterday = app.Clock.Now.Day().AddDays(-1);
        foreach (var engagement in await db.Engagements.Where(e => e.PersonId == user.PersonId).ToListAsync()) engagement.Leave(yesterday);
        foreach (var grant in await db.RoleGrants.Where(g => g.PersonId == user.PersonId).ToListAsync()) grant.End(yesterday);
    });

    public async Task<IssuedSlip> PrintSlipAsync(AcademyUser user)
    {
        await using var scope = app.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<ActivationSlips>().IssueAsync(user.Id, user.PersonId, app.Clock.Now, CancellationToken.None);
    }
}
