using Academy.Web.Identity;
using Microsoft.AspNetCore.Mvc.ViewFeatures;

namespace Academy.Web.Pages;

/// <summary>Slips on their way from the form that issued them to the page that shows them: their codes, which are nowhere else, in the issuer's own sealed cookie until the browser closes.</summary>
internal static class SlipSheet
{
    private const string Key = "Slips";

    extension(ITempDataDictionary data)
    {
        public void Keep(IEnumerable<IssuedSlip> issued) => data[Key] = string.Join(' ', issued.Select(s => s.Code));

        /// <summary>Those of the last time, which stay for a reload. Whose they are says the database.</summary>
        public string[] KeptCodes() => data.Peek(Key) is string kept ? kept.Split(' ') : [];
    }
}
