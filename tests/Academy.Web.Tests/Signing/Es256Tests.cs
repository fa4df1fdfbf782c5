using System.Security.Cryptography;
using Academy.Web.Signing;

namespace Academy.Web.Tests.Signing;

public sealed class Es256Tests
{
    private static readonly byte[] LowSignature = new byte[Es256.SignatureLength];

    [Fact]
    public void A_key_is_imported_once_for_one_caller()
    {
        var imports = 0;
        var keys = new Es256(() =>
        {
            imports++;
            return new Lone();
        });
        Assert.True(keys.Verify([1], LowSignature));
        Assert.True(keys.Verify([2], LowSignature));
        Assert.Equal(1, imports);
    }

    [Fact]
    public void No_imported_key_serves_two_callers_at_once()
    {
        var keys = new Es256(() => new Lone());
        Parallel.For(0, 200, new ParallelOptions { MaxDegreeOfParallelism = 8 }, _ => Assert.True(keys.Verify([1], LowSignature)));
    }

    /// <summary>Finds every signature right, unless it is asked while it answers.</summary>
    private sealed class Lone : ECDsa
    {
        private int _callers;

        public override byte[] SignHash(byte[] hash) => throw new NotSupportedException();

        public override bool VerifyHash(byte[] hash, byte[] signature) => throw new NotSupportedException();

        protected override bool VerifyHashCore(ReadOnlySpan<byte> hash, ReadOnlySpan<byte> signature, DSASignatureFormat signatureFormat)
        {
            var alone = Interlocked.Increment(ref _callers) == 1;
            Thread.SpinWait(20_000);
            Interlocked.Decrement(ref _callers);
            return alone;
        }
    }
}
