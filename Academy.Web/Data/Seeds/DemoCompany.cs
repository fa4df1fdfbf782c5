using Academy.Domain.Organizations;

namespace Academy.Web.Data.Seeds;

/// <summary>How far somebody of the demo company has come.</summary>
public enum DemoStory
{
    /// <summary>Assigned, nothing learned on the phone yet.</summary>
    Waiting,

    /// <summary>Some lessons done.</summary>
    Learning,

    /// <summary>Some lessons done, the due date past.</summary>
    Overdue,

    /// <summary>May sit the exam at once.</summary>
    Ready,

    /// <summary>May sit the exam as soon as the invigilator of a room has looked at them.</summary>
    ReadyForRoom,

    /// <summary>First fail, retraining not begun.</summary>
    Failed,

    /// <summary>First fail, half of the retraining done.</summary>
    RetrainingHalfDone,

    /// <summary>Second fail, everything done but the manager's word.</summary>
    AwaitingConfirmation,

    /// <summary>A critical item missed, its points read and practised: the short paper is next.</summary>
    CriticalResit,

    /// <summary>Third fail: 暂停上岗（待补训）.</summary>
    Suspended,

    /// <summary>Certified a month ago.</summary>
    Certified,

    /// <summary>Certified at the second sitting, after a first fail and its retraining.</summary>
    CertifiedAfterRetraining,

    /// <summary>The certificate ends within 30 days.</summary>
    Expiring,

    /// <summary>The certificate has ended.</summary>
    Expired,

    /// <summary>The certificate was revoked by the manager.</summary>
    Revoked,

    /// <summary>Seasonal, gone since.</summary>
    Left,
}

/// <summary>Somebody on a demo position.</summary>
/// <param name="Number">工号.</param>
/// <param name="State">What is to be seen with the account, in a few words.</param>
public sealed record DemoEmployee(string Number, string Name, string Venue, string Department, EngagementKind Kind, DemoStory Story, string State)
{
    /// <summary>Whether their photo is confirmed or waits; null for who has none.</summary>
    public bool? Photo => Story switch
    {
        DemoStory.Certified or DemoStory.CertifiedAfterRetraining or DemoStory.Expiring or DemoStory.Revoked => true,
        DemoStory.Ready or DemoStory.Expired or DemoStory.Overdue => false,
        _ => null,
    };

    public int Position => Story is DemoStory.ReadyForRoom ? DemoCompany.SupervisedPosition : DemoCompany.Position;
}

/// <summary>Somebody with a role.</summary>
/// <param name="Department">Null for who does not work in the company.</param>
public sealed record DemoOfficer(string UserName, string Number, string Name, Role Role, string? Department, string State);

/// <summary>云岭山景区: a company that does not exist, and who works there.</summary>
public static class DemoCompany
{
    public const string Code = "demo";
    public const string SignName = "云岭山景区";
    public const string LegalName = "云岭山文化旅游有限公司（示范）";

    /// <summary>Of every demo account; Production holds none of them.</summary>
    public const string Password = "yunling2026";

    /// <summary>The catalogue's position 景区服务员（示范）.</summary>
    public const int Position = 901;

    /// <summary>The same with a supervised exam.</summary>
    public const int SupervisedPosition = 902;

    private const string Scenic = "云岭山景区";
    private const string Hotel = "云岭山酒店";
    private const string Cave = "云岭溶洞";
    private const string Reception = "游客中心";
    private const string Rooms = "客房部";
    private const string CaveTeam = "溶洞讲解班";
    private const string Safety = "安全部";

    public static IReadOnlyList<(string Name, VenueKind Kind, string Address, bool IsPublicAssembly)> Venues { get; } =
    [
        (Scenic, VenueKind.ScenicArea, "云岭县云岭山镇迎宾路 1 号", false),
        (Hotel, VenueKind.Hotel, "云岭县云岭山镇迎宾路 8 号", true),
        (Cave, VenueKind.ScenicArea, "云岭县云岭山镇溶洞路 3 号", false),
    ];

    public static IReadOnlyList<string> Departments { get; } = [Safety, Reception, Rooms, CaveTeam];

    public static IReadOnlyList<DemoOfficer> Officers { get; } =
    [
        new("manager", "0001", "周安", Role.SafetyManager, Safety, "安全管理员：台账、派课、签字"),
        new("head", "0002", "陆云山", Role.Head, Safety, "单位负责人：一页看全"),
        new("leader", "0003", "石洞明", Role.TeamLeader, CaveTeam, "班组长：溶洞讲解班"),
        new("inspector", "", "严守则", Role.Inspector, null, "检查人员：扫码核验"),
        new("admin", "", "管维", Role.Administrator, null, "系统管理员"),
    ];

    public static IReadOnlyList<DemoEmployee> Employees { get; } =
    [
        new("1001", "李小满", Scenic, Reception, EngagementKind.Permanent, DemoStory.Waiting, "待上岗：已派课，还没开始学"),
        new("1002", "王春燕", Scenic, Reception, EngagementKind.Permanent, DemoStory.Learning, "学习中：学完一半"),
        new("1003", "陈志强", Cave, CaveTeam, EngagementKind.Permanent, DemoStory.Ready, "待考试：现在就能考"),
        new("1004", "赵立夏", Scenic, Reception, EngagementKind.PartTime, DemoStory.Failed, "第一次没通过：补训还没做"),
        new("1005", "孙谷雨", Hotel, Rooms, EngagementKind.Permanent, DemoStory.RetrainingHalfDone, "补训做了一半"),
        new("1006", "吴清明", Cave, CaveTeam, EngagementKind.Dispatched, DemoStory.AwaitingConfirmation, "第二次没通过：补训做完，等安全管理员确认"),
        new("1007", "郑芒种", Hotel, Rooms, EngagementKind.Permanent, DemoStory.CriticalResit, "红线题未过：可以红线补考"),
        new("1008", "冯大雪", Cave, CaveTeam, EngagementKind.Permanent, DemoStory.Suspended, "第三次没通过：暂停上岗（待补训）"),
        new("1009", "杨秋分", Scenic, Reception, EngagementKind.Permanent, DemoStory.Certified, "可上岗：景区，证书 12 个月"),
        new("1010", "何白露", Hotel, Rooms, EngagementKind.Permanent, DemoStory.Certified, "可上岗：酒店（公众聚集场所），证书 6 个月"),
        new("1011", "许霜降", Hotel, Rooms, EngagementKind.Outsourced, DemoStory.Expiring, "证书快到期：30 天内"),
        new("1012", "罗春梅", Hotel, Rooms, EngagementKind.Permanent, DemoStory.Expired, "证书已过期"),
        new("1013", "马立冬", Scenic, Reception, EngagementKind.Permanent, DemoStory.Revoked, "证书被吊销"),
        new("1014", "高小暑", Scenic, Reception, EngagementKind.Seasonal, DemoStory.Left, "季节工，已离岗"),
        new("1015", "田惊蛰", Cave, CaveTeam, EngagementKind.Permanent, DemoStory.CertifiedAfterRetraining, "可上岗：补训以后第二次考过"),
        new("1016", "邓处暑", Cave, CaveTeam, EngagementKind.Rehired, DemoStory.Overdue, "学习中：已过期限"),
        new("1017", "韩小雪", Hotel, Rooms, EngagementKind.Intern, DemoStory.Waiting, "待上岗：实习生"),
        new("1018", "宋大寒", Scenic, Reception, EngagementKind.Tenant, DemoStory.Ready, "待考试：商户员工"),
        new("1019", "曾小寒", Scenic, Reception, EngagementKind.Permanent, DemoStory.ReadyForRoom, "待监考考试：安全管理员开考场，输入考场码"),
        new("1020", "彭大暑", Hotel, Rooms, EngagementKind.Permanent, DemoStory.ReadyForRoom, "待监考考试：可以用考试机"),
    ];

    /// <summary>Who can sign in, and how.</summary>
    public static DemoAccounts Accounts { get; } = new(
    [
        .. Officers.Select(o => new DemoAccount(o.UserName, Password, o.Name, o.State)),
        .. Employees.Where(e => e.Story is not DemoStory.Left).Select(e => new DemoAccount($"{Code}/{e.Number}", Password, e.Name, e.State)),
    ]);
}
