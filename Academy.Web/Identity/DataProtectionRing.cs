using System.Text;
using System.Xml.Linq;
using Academy.Web.Data;
using Academy.Web.Signing;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.EntityFrameworkCore;

namespace Academy.Web.Identity;

/// <summary>Keeps the Data Protection ring in the database, so that every node reads every cookie; sealed, so that a copy of the database reads none.</summary>
internal sealed class DataProtectionRing(IServiceScopeFactory scopes, SecretBox box) : IXmlRepository
{
    private const string Label = "data-protection";

    public IReadOnlyCollection<XElement> GetAllElements()
    {
        using var scope = scopes.CreateScope();
        var db = scope.ServiceProvider.GetRequiredService<AcademyDbContext>();
        return [.. db.DataProtectionElements.AsNoTracking().Select(e => e.Wrapped).AsEnumerable().Select(wrapped => XElement.Parse(Encoding.UTF8.GetString(box.Unwrap(Label, wrapped))))];
    }

    public void StoreElement(XElement element, string friendlyName)
    {
        using var scope = scopes.CreateScope();
        var db = scope.ServiceProvider.GetRequiredService<AcademyDbContext>();
        db.DataProtectionElements.Add(new DataProtectionElement(friendlyName, box.Wrap(Label, Encoding.UTF8.GetBytes(element.ToString(SaveOptions.DisableFormatting)))));

        // Data Protection has no asynchronous door, and only the asynchronous save passes the write gate.
        db.SaveChangesAsync().GetAwaiter().GetResult();
    }
}
