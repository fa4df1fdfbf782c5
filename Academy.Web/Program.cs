using Academy.Web;
using Academy.Web.Data;
using Academy.Web.Identity;
using Academy.Web.Operations;
using Academy.Web.Pages.Exams;
using Academy.Web.Pages.Learn;

WrongSettingException.EndsTheStart();
var builder = WebApplication.CreateBuilder(args);
var settings = builder.AddSettings();
builder.AddData(settings);
builder.AddStart();
builder.AddOperations(settings);
builder.AddAcademyIdentity(settings);
builder.Services.AddRazorPages();

var app = builder.Build();
await app.PrepareAsync();

app.UseAcademyIdentity();
app.MapStaticAssets().AllowAnonymous();
app.MapRazorPages().WithStaticAssets();
app.MapLearn();
app.MapExams();
await app.RunAsync();

public sealed partial class Program;
