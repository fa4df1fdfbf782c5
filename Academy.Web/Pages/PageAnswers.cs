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
    }
}
