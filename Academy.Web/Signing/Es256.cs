using System.Collections.Concurrent;
using System.Security.Cryptography;

namespace Academy.Web.Signing;

/// <summary>
/// ES256 (ECDSA, P-256, SHA-256) with signatures r‖s of 64 bytes and s in the lower half: of the two that
/// mathematics accepts for one text, only one is a signature here.
/// </summary>
/// <remarks>
/// Importing a key costs three to four verifications, so imported keys are kept. .NET promises no thread safety for
/// instances of <see cref="ECDsa"/>; each is therefore lent to one caller at a time. A bag holds only as many as were
/// ever busy at once, where a thread-local would hold one for each thread of the pool.
/// </remarks>
internal sealed class Es256(Func<ECDsa> import)
{
    public const int SignatureLength = 64;

    private const DSASignatureFormat Format = DSASignatureFormat.IeeeP1363FixedFieldConcatenation;

    private static readonly byte[] Order = Convert.FromHexString("FFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551");
    private static readonly byte[] HalfOrder = Convert.FromHexString("7FFFFFFF800000007FFFFFFFFFFFFFFFDE737D56D38BCF4279DCE5617E3192A8");

    private readonly ConcurrentBag<ECDsa> _idle = [];

    public byte[] Sign(ReadOnlySpan<byte> data)
    {
        var key = Borrow();
        try
        {
            var signature = key.SignData(data, HashAlgorithmName.SHA256, Format);
            Lower(signature.AsSpan(SignatureLength / 2));
            return signature;
        }
        finally
        {
            _idle.Add(key);
        }
    }

    public bool Verify(ReadOnlySpan<byte> data, ReadOnlySpan<byte> signature)
    {
        if (signature.Length != SignatureLength || !IsLow(signature[(SignatureLength / 2)..]))
        {
            return false;
        }

        var key = Borrow();
        try
        {
            return key.VerifyData(data, signature, HashAlgorithmName.SHA256, Format);
        }
        finally
        {
            _idle.Add(key);
        }
    }

    private ECDsa Borrow() => _idle.TryTake(out var idle) ? idle : import();

    private static bool IsLow(ReadOnlySpan<byte> s) => s.SequenceCompareTo(HalfOrder) <= 0;

    private static void Lower(Span<byte> s)
    {
        if (IsLow(s))
        {
            return;
        }

        var borrow = 0;
        for (var i = s.Length - 1; i >= 0; i--)
        {
            var difference = Order[i] - s[i] - borrow;
            s[i] = (byte)difference;
            borrow = difference < 0 ? 1 : 0;
        }
    }
}
