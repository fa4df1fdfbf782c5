using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Academy.Web.Pages;

/// <summary>How a page answers a post.</summary>
internal static class PageAnswers
{
    extension(PageModel page)
    {
        /// <summary>303: whatever was posted is done, look there.</summary>
        public StatusCodeResult SeeOther(string url)
        {
            page.Response.Headers.Location = url;
            return page.StatusCode(StatusCodes.Status303SeeOther);
        }

        /// <summary>400: the form as it was filled in, with what is wrong beside each field.</summary>
        public PageResult ShowAgain() => new() { StatusCode = StatusCodes.Status400BadRequest };

        /// <summary>A part of the page, for who asks every few seconds; 304 where nothing has changed since.</summary>
        /// <param name="model">All that the part shows: the tag is made from it.</param>
        public IActionResult Part(string name, object model) => page.HttpContext.IsUnchanged(model) ? page.StatusCode(StatusCodes.Status304NotModified) : page.Partial(name, model);
    }

    extension(HttpContext http)
    {
        /// <summary>Tags the answer with what it is made from.</summary>
        /// <returns>Whether the asker has just that already.</returns>
        public bool IsUnchanged(object state)
        {
            var tag = $"W/\"{Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(state)).AsSpan(0, 16))}\"";
            http.Response.Headers.ETag = tag;
            return http.Request.Headers.IfNoneMatch.Contains(tag);
        }
    }
}
