using System.Security.Cryptography;
using Academy.Domain.Certificates;

namespace Academy.Web.Data;

/// <summary>内容版本: a frozen set of content files.</summary>
public sealed class ContentRelease
{
    private readonly List<ReleaseFile> _files = [];

    private ContentRelease() { }

    public ContentRelease(string hash, Guid? publishedBy, DateTimeOffset publishedAt, IEnumerable<ReleaseFile> files)
    {
        (Hash, PublishedBy, PublishedAt) = (hash, publishedBy, publishedAt);
        _files.AddRange(files);
    }

    public int Id { get; private set; }
    public string Hash { get; private set; } = "";
    public Guid? PublishedBy { get; private set; }
    public DateTimeOffset PublishedAt { get; private set; }
    public IReadOnlyList<ReleaseFile> Files => _files;
}

/// <summary>One file of a release.</summary>
public sealed class ReleaseFile
{
    private ReleaseFile() { }

    public ReleaseFile(string path, string blobHash) => (Path, BlobHash) = (path, blobHash);

    public string Path { get; private set; } = "";
    public string BlobHash { get; private set; } = "";
}

/// <summary>The bytes of a file, kept once however many releases hold it.</summary>
public sealed class ContentBlob
{
    private ContentBlob() { }

    public ContentBlob(string hash, byte[] bytes) => (Hash, Bytes) = (hash, bytes);

    public string Hash { get; private set; } = "";
    public byte[] Bytes { get; private set; } = [];
}

/// <summary>A signing key; the private part is sealed under Academy:Secret.</summary>
public sealed class StoredKey
{
    private StoredKey() { }

    public StoredKey(string purpose, byte kid, byte[] x, byte[] y, DateOnly from, DateOnly to, string state, byte[]? sealedPrivateKey, bool isDemo) =>
        (Purpose, Kid, X, Y, From, To, State, SealedPrivateKey, IsDemo) = (purpose, kid, x, y, from, to, state, sealedPrivateKey, isDemo);

    public string Purpose { get; private set; } = "";

    /// <summary>1–255, never re-used within its purpose.</summary>
    public byte Kid { get; private set; }

    public byte[] X { get; private set; } = [];
    public byte[] Y { get; private set; } = [];
    public DateOnly From { get; private set; }
    public DateOnly To { get; private set; }
    public string State { get; private set; } = "";
    public byte[]? SealedPrivateKey { get; private set; }
    public bool IsDemo { get; private set; }

    /// <summary>Who has no private part can date nothing back.</summary>
    public void DestroyPrivateKey() => SealedPrivateKey = null;

    /// <summary>It is in other hands: what it signed or signs proves nothing.</summary>
    public void Condemn(string state)
    {
        State = state;
        DestroyPrivateKey();
    }
}

/// <summary>A status list as it is published, the same from every node.</summary>
public sealed class StoredStatusList
{
    private StoredStatusList() { }

    public StoredStatusList(string name) => Name = name;

    /// <summary>The quarter of expiry, for example <c>27Q3</c>.</summary>
    public string Name { get; private set; } = "";

    /// <summary>To the second, and never back: verifiers refuse an older one than they have seen.</summary>
    public DateTimeOffset IssuedAt { get; private set; }

    /// <summary>SHA-256 of the packed bits: whether there is anything new to say.</summary>
    public byte[] BitsHash { get; private set; } = [];

    /// <summary>The signed file.</summary>
    public byte[] Bytes { get; private set; } = [];

    public void Publish(DateTimeOffset issuedAt, byte[] bitsHash, byte[] bytes) => (IssuedAt, BitsHash, Bytes) = (issuedAt, bitsHash, bytes);
}

/// <summary>A trust bundle; the newest is published.</summary>
public sealed class StoredTrustBundle
{
    private StoredTrustBundle() { }

    public StoredTrustBundle(long sequence, DateTimeOffset issuedAt, string host, byte[] bytes) => (Sequence, IssuedAt, Host, Bytes) = (sequence, issuedAt, host, bytes);

    /// <summary>Rises by one.</summary>
    public long Sequence { get; private set; }

    public DateTimeOffset IssuedAt { get; private set; }

    /// <summary>host[:port] it was signed for.</summary>
    public string Host { get; private set; } = "";

    public byte[] Bytes { get; private set; } = [];
}

/// <summary>
/// One issue or change of status of a certificate code: saved with the change itself, numbered and appended to the journal file outside
/// the database within seconds. Holds no names.
/// </summary>
public sealed class CodeChange
{
    private CodeChange() { }

    public CodeChange(string list, int index, byte[] payloadHash, DateOnly lastDay, int status, CodeEnd? end, DateTimeOffset at, Guid? certificateId) =>
        (List, Index, PayloadHash, LastDay, Status, End, At, CertificateId) = (list, index, payloadHash, lastDay, status, end, at, certificateId);

    /// <summary>What is to be said of a certificate's code now.</summary>
    public static CodeChange Of(CertificateCode code, DateOnly lastDay, Guid certificateId)
    {
        ArgumentNullException.ThrowIfNull(code);
        return new(code.List, code.Index, SHA256.HashData(code.Payload), lastDay, (int)code.Status, code.EndByItself, code.StatusSince, certificateId);
    }

    /// <summary>Rises; of two changes of one code the later has the higher.</summary>
    public long Id { get; private set; }

    /// <summary>Its place in the journal, from 1 without gaps, given by one node in the order in which it saw changes committed; null until then.</summary>
    public long? Number { get; private set; }

    public string List { get; private set; } = "";
    public int Index { get; private set; }

    /// <summary>SHA-256 of the signed bytes.</summary>
    public byte[] PayloadHash { get; private set; } = [];

    public DateOnly LastDay { get; private set; }

    /// <summary>The status since then, by its number.</summary>
    public int Status { get; private set; }

    /// <summary>Why the code counts no more; null while it does, and where the change is from before this was kept.</summary>
    public CodeEnd? End { get; private set; }

    public DateTimeOffset At { get; private set; }

    /// <summary>Null only for what came back from a journal that did not say.</summary>
    public Guid? CertificateId { get; private set; }

    public void Take(long number) => Number = number;
}

/// <summary>One life of the database: from its first day, or from when it was set back to a backup.</summary>
public sealed class DatabaseLife
{
    private DatabaseLife() { }

    /// <param name="isComplete">False where codes may have been issued or changed that it knows nothing of.</param>
    public DatabaseLife(int number, Guid origin, string identity, DateTimeOffset beganAt, long reached, bool isComplete) =>
        (Number, Origin, Identity, BeganAt, Reached, CompleteAt) = (number, origin, identity, beganAt, reached, isComplete ? beganAt : null);

    /// <summary>From 1.</summary>
    public int Number { get; private set; }

    /// <summary>Made on the first day, and written at the head of the journal: which file belongs to which database.</summary>
    public Guid Origin { get; private set; }

    /// <summary>What PostgreSQL tells a copy from its original by; empty on SQLite.</summary>
    public string Identity { get; private set; } = "";

    public DateTimeOffset BeganAt { get; private set; }

    /// <summary>Number of the last change that it had when it was set back; 0 where nobody knows when that was.</summary>
    public long Reached { get; private set; }

    /// <summary>Until then it is restoring (正在恢复): a right signature over what it knows nothing of is no sign of theft.</summary>
    public DateTimeOffset? CompleteAt { get; private set; }

    /// <summary>Who said that there is no journal; null where one was replayed.</summary>
    public Guid? CompletedBy { get; private set; }

    /// <summary>Nothing more will be found.</summary>
    public void Complete(Guid? by, DateTimeOffset now) => (CompleteAt, CompletedBy) = (now, by);
}

/// <summary>One element of the Data Protection ring, wrapped by Academy:Secret.</summary>
public sealed class DataProtectionElement
{
    private DataProtectionElement() { }

    public DataProtectionElement(string name, byte[] wrapped) => (Name, Wrapped) = (name, wrapped);

    public string Name { get; private set; } = "";
    public byte[] Wrapped { get; private set; } = [];
}
