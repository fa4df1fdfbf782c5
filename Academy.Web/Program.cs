using System.IO.Compression;
using Academy.Web;
using Academy.Web.Commands;
using Academy.Web.Data;
using Academy.Web.Health;
using Academy.Web.Identity;
using Academy.Web.Operations;
using Academy.Web.Pages;
using Academy.Web.Pages.Exams;
using Academy.Web.Pages.Inspect;
using Academy.Web.Pages.Learn;
using Academy.Web.Pages.Manage.Inspections;
using Academy.Web.Pages.PaperExams;
using Academy.Web.Pages.Verify;
using Microsoft.AspNetCore.ResponseCompression;

WrongSettingException.EndsTheStart();
if (CommandLine.HasVerb(args)) return await CommandLine.RunAsync(args, Console.In, Console.Out, Console.Error);

var builder = WebApplication.CreateBuilder(ProgramFolder.Options(args));
var settings = builder.AddSettings();
builder.AddData(settings);
builder.AddStart();
builder.AddOperations(settings);
builder.AddAcademyIdentity(settings);
builder.AddHealth();
builder.AddVerification();
builder.AddCertificates();
builder.AddExams();
builder.AddScanner();
builder.Services.AddRazorPages();
// Safe with secrets in a page: antiforgery tokens are masked anew in every answer.
builder.Services.AddResponseCompression(options => options.EnableForHttps = true);
builder.Services.Configure<BrotliCompressionProviderOptions>(options => options.Level = CompressionLevel.Optimal);

var app = builder.Build();
await app.PrepareAsync();

// Replies to scripts are a hundred bytes, and a scanned card fits the first flight of packets: packing them costs more than it saves.
app.UseWhen(http => !http.Request.IsFromScript() && !http.IsScan, people => people.UseResponseCompression());
app.UseAcademyIdentity();
app.RefuseWithoutClock();
app.MapStaticAssets().AllowAnonymous();
app.MapRazorPages().WithStaticAssets();
app.MapLearn();
app.MapExams();
app.MapPaperExams();
app.MapInspect();
app.MapInspections();
app.MapHealth();
app.MapVerification();
app.MapScanner();
app.MapCertificates();
await app.RunAsync();
return 0;

public sealed partial class Program;
