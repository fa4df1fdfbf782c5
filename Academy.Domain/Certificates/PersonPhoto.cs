using System.Security.Cryptography;

namespace Academy.Domain.Certificates;

/// <summary>How far a photo has come.</summary>
public enum PhotoState
{
    /// <summary>待核对: nobody has compared it with the person yet.</summary>
    Waiting,

    /// <summary>已核对: a SafetyManager saw that it shows the person. What a certificate is issued with.</summary>
    Confirmed,

    /// <summary>不符: it does not show the person, or not well enough.</summary>
    Refused,

    /// <summary>A newer one was confirmed; cards that were issued with this one still show it.</summary>
    Replaced,
}

/// <summary>照片 of a Person. Of the confirmed ones the newest counts, and what was confirmed is never changed.</summary>
public sealed class PersonPhoto
{
    private PersonPhoto() { }

    /// <summary>Proposes a photo.</summary>
    /// <param name="file">The file as it is served: 3:4, JPEG, nothing in it of where and when it was taken.</param>
    public PersonPhoto(Guid id, Guid personId, byte[] file, Guid by, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(file);
        (Id, PersonId, File, Hash, ProposedBy, ProposedAt) = (id, personId, file, HashOf(file), by, now);
    }

    public Guid Id { get; private set; }
    public Guid PersonId { get; private set; }
    public byte[] File { get; private set; } = [];

    /// <summary>SHA-256 of the file, 64 hexadecimal digits. The first 16 stand in every code that is issued with it.</summary>
    public string Hash { get; private set; } = "";

    public PhotoState State { get; private set; }

    /// <summary>The person, or a manager who took it.</summary>
    public Guid ProposedBy { get; private set; }

    public DateTimeOffset ProposedAt { get; private set; }

    /// <summary>The manager who compared it with the person.</summary>
    public Guid? DecidedBy { get; private set; }

    public DateTimeOffset? DecidedAt { get; private set; }

    /// <summary>Why it was refused, for the person to read.</summary>
    public string? Reason { get; private set; }

    /// <summary>相符: it shows the person.</summary>
    /// <param name="before">The confirmed photo it takes the place of, or null.</param>
    /// <returns>False when it was decided before.</returns>
    /// <exception cref="InvalidOperationException">Nobody confirms their own (rule 13), or the other photo is another person's.</exception>
    public bool Confirm(PersonPhoto? before, Guid by, DateTimeOffset now)
    {
        if (before is not null && before.PersonId != PersonId) throw new InvalidOperationException("The photo before is another person's.");
        if (!Decide(PhotoState.Confirmed, by, now)) return false;
        if (before is { State: PhotoState.Confirmed }) before.State = PhotoState.Replaced;
        return true;
    }

    /// <summary>不符.</summary>
    /// <returns>False when it was decided before.</returns>
    /// <exception cref="InvalidOperationException">Nobody decides about their own (rule 13).</exception>
    public bool Refuse(string reason, Guid by, DateTimeOffset now)
    {
        if (!Decide(PhotoState.Refused, by, now)) return false;
        Reason = reason;
        return true;
    }

    /// <summary>SHA-256 of a file, 64 hexadecimal digits.</summary>
    public static string HashOf(ReadOnlySpan<byte> file) => Convert.ToHexStringLower(SHA256.HashData(file));

    private bool Decide(PhotoState state, Guid by, DateTimeOffset now)
    {
        if (by == PersonId) throw new InvalidOperationException("Nobody compares themselves with their own photo.");
        if (State is not PhotoState.Waiting) return false;
        (State, DecidedBy, DecidedAt) = (state, by, now);
        return true;
    }
}
