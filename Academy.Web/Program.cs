var builder = WebApplication.CreateBuilder(args);
var app = builder.Build();
await app.RunAsync();

public sealed partial class Program;
