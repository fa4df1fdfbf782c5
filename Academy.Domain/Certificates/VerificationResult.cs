namespace Academy.Domain.Certificates;

public enum VerificationResult
{
    NotOurs, Malformed, KeyUnknown, Forged, KeyRevoked, ForgedKeyAlarm, StatusUnknown, Revoked, Suspended, Superseded, Expired, NotYet, StaleLive, WrongPost, ValidStatic, ValidLive,
}
