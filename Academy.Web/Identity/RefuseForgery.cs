using Microsoft.AspNetCore.Antiforgery;

namespace Academy.Web.Identity;

/// <summary>Checks the antiforgery header of JSON endpoints, which the middleware does not.</summary>
public sealed class RefuseForgery(IAntiforgery antiforgery) : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next) =>
        await antiforgery.IsRequestValidAsync(context.HttpContext)
            ? await next(context)
            : Results.Problem("antiforgery", statusCode: StatusCodes.Status400BadRequest);
}
