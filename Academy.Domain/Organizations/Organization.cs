namespace Academy.Domain.Organizations;

/// <summary>集团: sees its Organizations' figures, never names.</summary>
public sealed class Group
{
    private Group() { }

    public Group(Guid id, string name) => (Id, Name) = (id, name);

    public Guid Id { get; private set; }
    public string Name { get; private set; } = "";
}

/// <summary>单位: an enterprise and the tenant. What is one's own is never seen by another.</summary>
public sealed class Organization
{
    /// <summary>The least number: below it the certificate code's payload could be too short for its fixed head.</summary>
    public const int FirstNumber = 1001;

    private Organization() { }

    /// <param name="number">From <see cref="FirstNumber"/>, never re-used; it stands in the certificate code.</param>
    /// <param name="code"><c>[a-z0-9]{3,12}</c>, the first part of <c>code/number</c> at sign-in.</param>
    /// <exception cref="ArgumentException">The code has another form, or the number is too small.</exception>
    public Organization(Guid id, int number, string code, string legalName, string signName)
    {
        ArgumentNullException.ThrowIfNull(code);
        if (code.Length is < 3 or > 12 || !code.All(c => c is (>= 'a' and <= 'z') or (>= '0' and <= '9')))
        {
            throw new ArgumentException("An organization code is 3 to 12 of a-z and 0-9.", nameof(code));
        }

        ArgumentOutOfRangeException.ThrowIfLessThan(number, FirstNumber);
        (Id, Number, Code, LegalName, SignName) = (id, number, code, legalName, signName);
    }

    public Guid Id { get; private set; }

    /// <summary>Never re-used; it stands in the certificate code.</summary>
    public int Number { get; private set; }

    public string Code { get; private set; } = "";
    public string LegalName { get; private set; } = "";

    /// <summary>招牌名, as guests know it.</summary>
    public string SignName { get; private set; } = "";

    /// <summary>统一社会信用代码.</summary>
    public string? CreditCode { get; private set; }

    public string? District { get; private set; }

    /// <summary>消防安全责任人: the head by law.</summary>
    public string? ResponsiblePerson { get; private set; }

    /// <summary>消防安全管理人.</summary>
    public string? SafetyOfficer { get; private set; }

    public Guid? GroupId { get; private set; }

    /// <summary>Made by the demo seed; Production refuses a database that holds one.</summary>
    public bool IsDemo { get; private set; }

    /// <summary>Registers what the authorities ask for.</summary>
    public void Register(string? creditCode, string? district, string? responsiblePerson, string? safetyOfficer) =>
        (CreditCode, District, ResponsiblePerson, SafetyOfficer) = (creditCode, district, responsiblePerson, safetyOfficer);

    /// <summary>Corrects its names. Certificates keep the one they were issued with.</summary>
    public void Rename(string legalName, string signName) => (LegalName, SignName) = (legalName, signName);

    /// <summary>Marks it as demonstration data.</summary>
    public void MarkDemo() => IsDemo = true;
}

/// <summary>What a Venue is.</summary>
public enum VenueKind
{
    /// <summary>景区.</summary>
    ScenicArea,

    /// <summary>文博.</summary>
    Museum,

    /// <summary>酒店.</summary>
    Hotel,

    /// <summary>民宿.</summary>
    Homestay,

    /// <summary>歌舞娱乐.</summary>
    Entertainment,

    /// <summary>演出放映.</summary>
    Theatre,

    /// <summary>旅行社.</summary>
    TravelAgency,

    /// <summary>研学.</summary>
    StudyTour,

    /// <summary>活动.</summary>
    Event,
}

/// <summary>场所. The half-year rule hangs on it, not on the company.</summary>
public sealed class Venue
{
    private Venue() { }

    public Venue(Guid id, Guid organizationId, string name, VenueKind kind, string address, bool isPublicAssembly, bool isHighRise) =>
        (Id, OrganizationId, Name, Kind, Address, IsPublicAssembly, IsHighRise) = (id, organizationId, name, kind, address, isPublicAssembly, isHighRise);

    public Guid Id { get; private set; }
    public Guid OrganizationId { get; private set; }
    public string Name { get; private set; } = "";
    public VenueKind Kind { get; private set; }
    public string Address { get; private set; } = "";

    /// <summary>公众聚集场所 (消防法 73): its staff are trained every half year (61号令 36).</summary>
    public bool IsPublicAssembly { get; private set; }

    /// <summary>高层.</summary>
    public bool IsHighRise { get; private set; }

    /// <summary>Corrects what is known of it. Eligibility of the people there follows <see cref="IsPublicAssembly"/> at once.</summary>
    public void Describe(string name, VenueKind kind, string address, bool isPublicAssembly, bool isHighRise) =>
        (Name, Kind, Address, IsPublicAssembly, IsHighRise) = (name, kind, address, isPublicAssembly, isHighRise);
}

/// <summary>部门或班组: what a TeamLeader leads.</summary>
public sealed class Department
{
    private Department() { }

    public Department(Guid id, Guid organizationId, string name) => (Id, OrganizationId, Name) = (id, organizationId, name);

    public Guid Id { get; private set; }
    public Guid OrganizationId { get; private set; }
    public string Name { get; private set; } = "";

    /// <summary>Corrects its name.</summary>
    public void Rename(string name) => Name = name;
}

/// <summary>岗位: the job done. The catalogue's belong to nobody; an Organization may add its own.</summary>
public sealed class Position
{
    private Position() { }

    /// <param name="number">Never re-used; it stands in the certificate code.</param>
    public Position(int number, string code, Guid? organizationId, string name, bool isHighRisk, bool isManager) =>
        (Number, Code, OrganizationId, Name, IsHighRisk, IsManager) = (number, code, organizationId, name, isHighRisk, isManager);

    public int Number { get; private set; }

    /// <summary>For example <c>P12</c>; the key of its requirement in the content release.</summary>
    public string Code { get; private set; } = "";

    public Guid? OrganizationId { get; private set; }
    public string Name { get; private set; } = "";

    /// <summary>重点/高危.</summary>
    public bool IsHighRisk { get; private set; }

    public bool IsManager { get; private set; }

    /// <summary>Takes over what a newer content release says of it; the number stays.</summary>
    public void Describe(string name, bool isHighRisk, bool isManager) => (Name, IsHighRisk, IsManager) = (name, isHighRisk, isManager);
}
