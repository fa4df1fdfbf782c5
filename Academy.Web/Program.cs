using Academy.Web;
using Academy.Web.Data;
using Academy.Web.Identity;
using Academy.Web.Operations;
using Academy.Web.Pages.Exams;
using Academy.Web.Pages.Learn;
using Academy.Web.Pages.Verify;

WrongSettingException.EndsTheStart();
var builder = WebApplication.CreateBuilder(args);
var settings = builder.AddSettings();
builder.AddData(settings);
builder.AddAcademyIdentity(settings);
builder.AddOperations(settings);
builder.AddVerification();
builder.Services.AddSingleton<DataFolderLock>();
builder.Services.AddScoped<DatabaseStart>();
builder.Services.AddSingleton(TimeProvider.System);
builder.Services.AddRazorPages();

var app = builder.Build();
await using (var scope = app.Services.CreateAsyncScope())
{
    await scope.ServiceProvider.GetRequiredService<DatabaseStart>().RunAsync(CancellationToken.None);
}

app.UseAcademyIdentity();
app.MapStaticAssets().AllowAnonymous();
app.MapRazorPages().WithStaticAssets();
app.MapLearn();
app.MapExams();
app.MapVerification();
await app.RunAsync();

public sealed partial class Program;
