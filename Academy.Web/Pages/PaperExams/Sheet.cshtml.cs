using Academy.Domain.Exams;
using Academy.Web.Components;
using Academy.Web.Data;
using Academy.Web.Identity;
using Academy.Web.Operations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Academy.Web.Pages.PaperExams;

/// <summary>One printed paper: how far it is, its scans, and what is to be done with it. The code on it leads here.</summary>
[RequestSizeLimit(MostBytes), RequestFormLimits(MultipartBodyLengthLimit = MostBytes)]
public sealed class Sheet(AcademyDbContext db, Releases releases, KeyPapers papers) : PaperPage
{
    /// <summary>A scan and the form around it.</summary>
    private const int MostBytes = PaperScan.MostBytes + (1024 * 1024);

    [FromRoute] public string Code { get; set; } = "";

    public SheetLook Look { get; private set; } = null!;
    public string? ScanError { get; private set; }
    public bool IsMine => Look.Sheet.PersonId == User.PersonId;
    public bool IsMyKeying => Look.Sheet.KeyedBy == User.PersonId;

    public async Task<IActionResult> OnGetAsync(CancellationToken cancel) => await LookAsync(cancel) ? Page() : NotFound();

    public async Task<IActionResult> OnPostScanAsync(IFormFile? scan, CancellationToken cancel)
    {
        if (!await LookAsync(cancel)) return NotFound();
        if (scan is null or { Length: 0 }) return Refuse("先选扫描好的文件，再上传。");
        if (scan.Length > PaperScan.MostBytes) return Refuse("文件太大，最大 10 MB。用较低的清晰度再扫一次，或分成几个文件。");
        var bytes = new byte[scan.Length];
        await using (var sent = scan.OpenReadStream()) await sent.ReadExactlyAsync(bytes, cancel);
        if (PaperScan.TypeOf(bytes) is null) return Refuse("这个文件不是 PDF、JPEG 或 PNG。请扫描或拍照后再上传。");
        if (await papers.AttachAsync(Hand, Code, bytes, cancel) is not { } outcome) return NotFound();
        if (outcome is PaperOutcome.Done) Status = "已上传扫描件。";
        else Problem = Texts.Of(outcome, $"现在不能上传：还没收卷、已经确认，或已有 {PaperScan.MostFiles} 个文件。");
        return RedirectToPage(new { code = Code });
    }

    public async Task<IActionResult> OnPostTakeOverAsync(CancellationToken cancel)
    {
        if (await papers.TakeOverAsync(Hand, Code, cancel) is not { } outcome) return NotFound();
        if (outcome is PaperOutcome.Done) return this.SeeOther($"/paper-exams/sheets/{Code}/key");
        Problem = Texts.Of(outcome, "这份已经录完，或还没收卷。");
        return RedirectToPage(new { code = Code });
    }

    private PageResult Refuse(string error)
    {
        ScanError = error;
        return this.ShowAgain();
    }

    private async Task<bool> LookAsync(CancellationToken cancel)
    {
        if (await SheetLook.OfAsync(Hand, Code, db, releases, cancel) is not { } look) return false;
        Look = look;
        return true;
    }
}
