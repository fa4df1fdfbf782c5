using Academy.Web.Data;

namespace Academy.Web.Pages.Shared;

/// <summary>503 with Retry-After where the database cannot take a write now: nothing was acknowledged, the page keeps its queue.</summary>
internal sealed class SayTryLater(ILogger<SayTryLater> log) : IEndpointFilter
{
    private const string Seconds = "5";

    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        try
        {
            return await next(context);
        }
        catch (Exception failure) when (failure.IsUnavailableDatabase)
        {
            log.LogError(failure, "The database could not take a write of a page's script.");
            context.HttpContext.Response.Headers.RetryAfter = Seconds;
            return Results.Problem("unavailable", statusCode: StatusCodes.Status503ServiceUnavailable);
        }
    }
}
