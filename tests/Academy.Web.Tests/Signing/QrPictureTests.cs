using System.Diagnostics;
using System.Xml.Linq;
using Academy.Domain;
using Academy.Web.Signing;
using static Academy.Web.Tests.Signing.Sample;

namespace Academy.Web.Tests.Signing;

public sealed class QrPictureTests
{
    private static readonly string Text =
        CodeUrl.For(new Uri("https://v.wlaq.cn/"), CodeKind.Static, CertificateToken.Sign(Fields, Host, Ring).Text);

    [Theory]
    [InlineData("https://v.wlaq.cn", "HTTPS://V.WLAQ.CN/C/ABC", "v.wlaq.cn")]
    [InlineData("https://V.wlaq.cn:8443/", "HTTPS://V.WLAQ.CN:8443/C/ABC", "v.wlaq.cn:8443")]
    [InlineData("http://localhost:5080", "HTTP://LOCALHOST:5080/C/ABC", "localhost:5080")]
    public void The_text_is_all_upper_case_and_the_signed_host_all_lower(string publicUrl, string text, string host)
    {
        Assert.Equal(text, CodeUrl.For(new Uri(publicUrl), CodeKind.Static, "ABC"));
        Assert.Equal(host, CodeUrl.HostOf(new Uri(publicUrl)));
    }

    [Theory]
    [InlineData("https://v.wlaq.cn")]
    [InlineData("http://localhost:5080")]
    public void A_code_with_a_name_of_four_characters_has_49_modules_and_a_quiet_zone_of_4(string publicUrl)
    {
        var url = new Uri(publicUrl);
        var code = CertificateToken.Sign(Fields, CodeUrl.HostOf(url), Ring);
        var svg = XDocument.Parse(QrPicture.Svg(CodeUrl.For(url, CodeKind.Static, code.Text))).Root!;
        Assert.Equal("0 0 57 57", svg.Attribute("viewBox")?.Value);
    }

    [Theory]
    [InlineData("https://v.wlaq.cn")]
    [InlineData("https://ve.wlaq.cn")]
    [InlineData("https://ver.wlaq.cn")]
    public void A_live_code_has_no_more_for_a_host_of_up_to_11_characters(string publicUrl)
    {
        var url = new Uri(publicUrl);
        var code = CertificateToken.SignLive(Fields, Issued.Start(), Issued, CodeUrl.HostOf(url), Ring);
        var svg = XDocument.Parse(QrPicture.Svg(CodeUrl.For(url, CodeKind.Live, code.Text))).Root!;
        Assert.Equal("0 0 57 57", svg.Attribute("viewBox")?.Value);
    }

    [Fact]
    public void For_outdoors_it_has_57_modules_and_the_same_text()
    {
        var svg = XDocument.Parse(QrPicture.Svg(Text, outdoors: true)).Root!;
        Assert.Equal("0 0 65 65", svg.Attribute("viewBox")?.Value);
    }

    [Fact]
    public void The_vector_picture_has_no_size_of_its_own_and_its_corner_after_four_quiet_modules()
    {
        var svg = XDocument.Parse(QrPicture.Svg(Text)).Root!;
        Assert.Null(svg.Attribute("width"));
        Assert.Null(svg.Attribute("height"));
        Assert.Null(svg.Attribute("style"));
        var modules = svg.Elements().Single(e => e.Name.LocalName == "path").Attribute("d")?.Value;
        Assert.StartsWith("M4 4h7v1h-7z", modules);
    }

    [Fact]
    public void Another_program_reads_the_picture_back()
    {
        var file = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid()}.png");
        File.WriteAllBytes(file, QrPicture.Png(Text, 4));
        try
        {
            // Of Debian's zbar-tools; tests/run installs it.
            using var zbar = Process.Start(new ProcessStartInfo("zbarimg", ["--quiet", "--raw", file]) { RedirectStandardOutput = true, UseShellExecute = false })!;
            Assert.Equal(Text, zbar.StandardOutput.ReadToEnd().Trim());
            zbar.WaitForExit();
        }
        finally
        {
            File.Delete(file);
        }
    }
}
