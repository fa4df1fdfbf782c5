using Microsoft.AspNetCore.Identity;

namespace Academy.Web.Data;

/// <summary>The account of one Person. What it may do follows from role grants and engagements, not from here.</summary>
public sealed class AcademyUser : IdentityUser<Guid>
{
    public Guid PersonId { get; init; }

    /// <summary>暗语 of an Inspector, shown with every result: a look-alike site cannot know it.</summary>
    public string? SecurityPhrase { get; set; }

    /// <summary>An account without a secret: its person gives it one with an activation slip.</summary>
    public static AcademyUser For(Guid personId, string userName, DateTimeOffset now) => new()
    {
        Id = Guid.CreateVersion7(now),
        PersonId = personId,
        UserName = userName,
        NormalizedUserName = userName.ToUpperInvariant(),
        SecurityStamp = Guid.NewGuid().ToString("N"),
        LockoutEnabled = true,
    };

    /// <summary>Closed by an Administrator: a lock without a near end. A short lock refuses new sign-ins only, or anybody could end an exam with five wrong passwords.</summary>
    public bool IsDisabled(DateTimeOffset now) => LockoutEnd > now.AddYears(1);
}

/// <summary>A printed slip's single-use code. Only its hash is kept.</summary>
public sealed class ActivationSlip
{
    private ActivationSlip() { }

    public ActivationSlip(Guid id, Guid userId, string codeHash, Guid? printedBy, DateTimeOffset printedAt, DateTimeOffset expiresAt) =>
        (Id, UserId, CodeHash, PrintedBy, PrintedAt, ExpiresAt) = (id, userId, codeHash, printedBy, printedAt, expiresAt);

    public Guid Id { get; private set; }
    public Guid UserId { get; private set; }
    public string CodeHash { get; private set; } = "";
    public Guid? PrintedBy { get; private set; }
    public DateTimeOffset PrintedAt { get; private set; }
    public DateTimeOffset ExpiresAt { get; private set; }
    public DateTimeOffset? UsedAt { get; private set; }

    /// <summary>Uses it up.</summary>
    /// <returns>False when it was used or has expired.</returns>
    public bool Use(DateTimeOffset now)
    {
        if (UsedAt is not null || now > ExpiresAt) return false;
        UsedAt = now;
        return true;
    }
}

/// <summary>A phone or computer on which a person has signed in. Its PIN is worth nothing without its cookie; without a PIN it only is known.</summary>
public sealed class Device
{
    private Device() { }

    public Device(Guid id, Guid userId, string tokenHash, string pinHash, string label, DateTimeOffset createdAt) =>
        (Id, UserId, TokenHash, PinHash, Label, CreatedAt) = (id, userId, tokenHash, pinHash, label, createdAt);

    public Guid Id { get; private set; }
    public Guid UserId { get; private set; }
    public string TokenHash { get; private set; } = "";
    public string PinHash { get; private set; } = "";
    public string Label { get; private set; } = "";
    public DateTimeOffset CreatedAt { get; private set; }
    public DateTimeOffset? LastUsedAt { get; private set; }
    public DateTimeOffset? RevokedAt { get; private set; }

    /// <summary>Wrong PINs or passwords in a row.</summary>
    public int FailedTries { get; private set; }

    public DateTimeOffset? LockedUntil { get; private set; }

    public void Revoke(DateTimeOffset now) => RevokedAt ??= now;
}
