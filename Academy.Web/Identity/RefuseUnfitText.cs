using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.Extensions.Primitives;

namespace Academy.Web.Identity;

/// <summary>Answers 400 where an address or a form holds what is no text: it can be neither compared nor looked up.</summary>
internal sealed class RefuseUnfitText : IAsyncPageFilter
{
    /// <summary>Whether a database takes it and it can be normalized: no NUL, no noncharacter, no half of a surrogate pair.</summary>
    public static bool IsFit(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] is '\0' or '\uFFFE' or '\uFFFF') return false;
            if (!char.IsSurrogate(text[i])) continue;
            if (!char.IsSurrogatePair(text, i)) return false;
            i++;
        }

        return true;
    }

    public Task OnPageHandlerSelectionAsync(PageHandlerSelectedContext context) => Task.CompletedTask;

    public Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        var http = context.HttpContext;
        // Binding has read the form, where there is one that can be read.
        var isFit = IsFit(http.Request.Query) && (http.Features.Get<IFormFeature>()?.Form is not { } form || IsFit(form)) && context.RouteData.Values.Values.All(v => v is not string text || IsFit(text));
        if (isFit) return next();
        context.Result = new StatusCodeResult(StatusCodes.Status400BadRequest);
        return Task.CompletedTask;
    }

    private static bool IsFit(IEnumerable<KeyValuePair<string, StringValues>> fields) => fields.All(f => f.Value.All(v => v is null || IsFit(v)));
}
