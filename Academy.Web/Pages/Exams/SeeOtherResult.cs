using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Academy.Web.Pages.Exams;

/// <summary>303: whatever was posted is done, look there.</summary>
internal static class SeeOtherResult
{
    extension(PageModel page)
    {
        public StatusCodeResult SeeOther(string url)
        {
            page.Response.Headers.Location = url;
            return page.StatusCode(StatusCodes.Status303SeeOther);
        }
    }
}
