using Academy.Web;
using Academy.Web.Data;
using Academy.Web.Identity;

WrongSettingException.EndsTheStart();
var builder = WebApplication.CreateBuilder(args);
var settings = builder.AddSettings();
builder.AddData(settings);
builder.AddAcademyIdentity(settings);
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
await app.RunAsync();

public sealed partial class Program;
