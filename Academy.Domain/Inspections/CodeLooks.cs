namespace Academy.Domain.Inspections;

/// <summary>How often a certificate's code was looked at on one day from one place. A hint, no record: who looked is not kept.</summary>
public sealed class CodeLooks
{
    private CodeLooks() { }

    /// <param name="place">Stands for a network for that day only; nobody can tell which, nor meet it again the next day.</param>
    public CodeLooks(Guid certificateId, DateOnly day, long place, int count) => (CertificateId, Day, Place, Count) = (certificateId, day, place, count);

    public Guid CertificateId { get; private set; }
    public DateOnly Day { get; private set; }
    public long Place { get; private set; }
    public int Count { get; private set; }
}

/// <summary>Looks at one certificate on one day.</summary>
/// <param name="Places">Networks they came from.</param>
public sealed record LooksOfDay(Guid CertificateId, int Looks, int Places)
{
    /// <summary>More than the gates of one workplace give: the card may be copied and going round.</summary>
    /// <param name="looks">From so many on.</param>
    /// <param name="places">Or from so many networks on.</param>
    public bool IsOdd(int looks, int places) => Looks >= looks || Places >= places;
}
