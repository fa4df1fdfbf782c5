using System.Text.Json;
using Academy.Web.Identity;
using Microsoft.AspNetCore.Mvc.ViewFeatures;

namespace Academy.Web.Pages;

/// <summary>A slip on its way from the form that issued it to the page that shows it: in the issuer's own sealed cookie until the browser closes.</summary>
internal static class SlipSheet
{
    private const string Key = "Slip";

    extension(ITempDataDictionary data)
    {
        public void Keep(IssuedSlip slip) => data[Key] = JsonSerializer.Serialize(slip);

        /// <summary>The last one, which stays for a reload; or null.</summary>
        public IssuedSlip? KeptSlip() => data.Peek(Key) is string kept ? JsonSerializer.Deserialize<IssuedSlip>(kept) : null;
    }
}
