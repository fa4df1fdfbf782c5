namespace Academy.Domain;

/// <summary>审计记录: who did what, when, from where. Ids only; names live in erasable rows.</summary>
public sealed class AuditEntry
{
    private AuditEntry() { }

    /// <param name="actor">Person, or null for what the rules did by themselves.</param>
    public AuditEntry(Guid id, Guid? organizationId, Guid? actor, string action, Guid? subject, string? detail, string? source, DateTimeOffset at) =>
        (Id, OrganizationId, Actor, Action, Subject, Detail, Source, At) = (id, organizationId, actor, action, subject, detail, source, at);

    public Guid Id { get; private set; }
    public Guid? OrganizationId { get; private set; }
    public Guid? Actor { get; private set; }

    /// <summary>Dotted verb, for example <c>certificate.issued</c>.</summary>
    public string Action { get; private set; } = "";

    public Guid? Subject { get; private set; }
    public string? Detail { get; private set; }

    /// <summary>Network address, where there was one.</summary>
    public string? Source { get; private set; }

    public DateTimeOffset At { get; private set; }
}
