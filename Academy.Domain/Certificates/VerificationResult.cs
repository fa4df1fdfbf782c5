namespace Academy.Domain.Certificates;

/// <summary>What a scan is answered; each has its own words, colour and shape on the page.</summary>
public enum VerificationResult
{
    /// <summary>Not a code of this platform: another host or another path.</summary>
    NotOurs,

    /// <summary>Damaged or made up: the bytes do not have the one exact form.</summary>
    Malformed,

    /// <summary>Names a key that is not known here; offline the bundle may be older than the code.</summary>
    KeyUnknown,

    /// <summary>The signature is wrong, or the key was not in use on the day of issue.</summary>
    Forged,

    /// <summary>Signed by a compromised key, and nothing else vouches for it.</summary>
    KeyRevoked,

    /// <summary>A right signature over something never issued: the key is in other hands.</summary>
    ForgedKeyAlarm,

    /// <summary>Genuine, but its status cannot be known now.</summary>
    StatusUnknown,

    /// <summary>已吊销, for good.</summary>
    Revoked,

    /// <summary>已暂停, or the holder may not work for any other reason.</summary>
    Suspended,

    /// <summary>已换发 or 已挂失: another code took its place.</summary>
    Superseded,

    /// <summary>Past its last day.</summary>
    Expired,

    /// <summary>Issued later than tomorrow.</summary>
    NotYet,

    /// <summary>In force, but the live code is old: a screenshot or a static copy.</summary>
    StaleLive,

    /// <summary>In force, for another Position than the one asked for.</summary>
    WrongPost,

    /// <summary>In force; a printed or static code, so the photo must be compared.</summary>
    ValidStatic,

    /// <summary>In force; the live code was signed just now.</summary>
    ValidLive,
}

/// <summary>The codes that clients rely on, and what they have in common.</summary>
public static class VerificationResults
{
    /// <summary>Nothing stands against the certificate; whether it is asked for another Position, or shown by an old code, aside.</summary>
    public static bool IsInForce(this VerificationResult result) =>
        result is VerificationResult.ValidStatic or VerificationResult.ValidLive or VerificationResult.StaleLive or VerificationResult.WrongPost;

    /// <summary>The code in JSON, for example <c>VALID_STATIC</c>.</summary>
    public static string WireCode(this VerificationResult result) => result switch
    {
        VerificationResult.NotOurs => "NOT_OURS",
        VerificationResult.Malformed => "MALFORMED",
        VerificationResult.KeyUnknown => "KEY_UNKNOWN",
        VerificationResult.Forged => "FORGED",
        VerificationResult.KeyRevoked => "KEY_REVOKED",
        VerificationResult.ForgedKeyAlarm => "FORGED_KEY_ALARM",
        VerificationResult.StatusUnknown => "STATUS_UNKNOWN",
        VerificationResult.Revoked => "REVOKED",
        VerificationResult.Suspended => "SUSPENDED",
        VerificationResult.Superseded => "SUPERSEDED",
        VerificationResult.Expired => "EXPIRED",
        VerificationResult.NotYet => "NOT_YET",
        VerificationResult.StaleLive => "STALE_LIVE",
        VerificationResult.WrongPost => "WRONG_POST",
        VerificationResult.ValidStatic => "VALID_STATIC",
        VerificationResult.ValidLive => "VALID_LIVE",
        _ => throw new ArgumentOutOfRangeException(nameof(result), result, null),
    };
}
