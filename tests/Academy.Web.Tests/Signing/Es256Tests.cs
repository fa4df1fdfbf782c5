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
            return new Probe(() => { });
        });
        Assert.True(keys.Verify([1], LowSignature));
        Assert.True(keys.Verify([2], LowSignature));
        Assert.Equal(1, imports);
    }

    [Fact]
    public void A_key_that_is_answering_is_not_lent_again()
    {
        // The second caller comes while the first is being answered; on one thread, so that it always does.
        Es256? keys = null;
        var second = 0;
        var busy = false;
        keys = new Es256(() => new Probe(() =>
        {
            if (busy && second++ == 0)
            {
                Assert.True(keys!.Verify([2], LowSignature));
            }
        }));
        Assert.True(keys.Verify([1], LowSignature));
        busy = true;
        Assert.True(keys.Verify([1], LowSignature));
        Assert.Equal(2, second);
    }

    /// <summary>Finds every signature right, unless it is asked while it answers.</summary>
    private sealed class Probe(Action whileAnswering) : ECDsa
    {
        private bool _answering;

        public override byte[] SignHash(byte[] hash) => throw new NotSupportedException();

        public override bool VerifyHash(byte[] hash, byte[] signature) => throw new NotSupportedException();

        protected override bool VerifyHashCore(ReadOnlySpan<byte> hash, ReadOnlySpan<byte> signature, DSASignatureFormat signatureFormat)
        {
            if (_answering)
            {
                return false;
            }

            _answering = true;
            whileAnswering();
            _answering = false;
            return true;
        }
    }
}
