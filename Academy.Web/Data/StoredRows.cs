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
}

/// <summary>One element of the Data Protection ring, wrapped by Academy:Secret.</summary>
public sealed class DataProtectionElement
{
    private DataProtectionElement() { }

    public DataProtectionElement(string name, byte[] wrapped) => (Name, Wrapped) = (name, wrapped);

    public string Name { get; private set; } = "";
    public byte[] Wrapped { get; private set; } = [];
}
