namespace Academy.Web.Signing;

/// <summary>The text of a QR code, <c>HTTPS://HOST/C/TOKEN</c>; all of it fits the alphanumeric mode.</summary>
public static class CodeUrl
{
    /// <summary>Host, and port where it is not the scheme's own, in lower case: what is signed with every code.</summary>
    public static string HostOf(Uri publicUrl)
    {
        var host = publicUrl.IsDefaultPort ? publicUrl.IdnHost : $"{publicUrl.IdnHost}:{publicUrl.Port}";
        return host.ToLowerInvariant();
    }

    public static string For(Uri publicUrl, CodeKind kind, string token) =>
        $"{publicUrl.Scheme}://{HostOf(publicUrl)}".ToUpperInvariant() + Path(kind) + token;

    /// <summary>Null for any URL but one of a code on one of the hosts. Scheme and host in any case; the rest exactly.</summary>
    internal static (CodeKind Kind, string Token)? Split(string text, IReadOnlyList<string> hosts)
    {
        foreach (var scheme in new[] { "https://", "http://" })
        {
            foreach (var host in hosts)
            {
                var prefix = scheme + host;
                if (!text.StartsWith(prefix, StringComparison.OrdinalIgnoreCase))
                {
                    continue;
                }

                foreach (var kind in Enum.GetValues<CodeKind>())
                {
                    var rest = text.AsSpan(prefix.Length);
                    if (rest.StartsWith(Path(kind), StringComparison.Ordinal))
                    {
                        return (kind, rest[Path(kind).Length..].ToString());
                    }
                }
            }
        }

        return null;
    }

    private static string Path(CodeKind kind) => kind == CodeKind.Live ? "/L/" : "/C/";
}
