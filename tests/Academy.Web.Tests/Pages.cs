using System.Net;
using AngleSharp;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;

namespace Academy.Web.Tests;

/// <summary>Reads pages and fills their own forms, so that routing, binding, antiforgery and markup are in the test.</summary>
internal static class Pages
{
    extension(HttpClient visitor)
    {
        /// <summary>The page at an address, which has to answer 200.</summary>
        public async Task<IHtmlDocument> GetPageAsync(string address)
        {
            using var response = await visitor.GetAsync(address);
            Assert.True(response.StatusCode == HttpStatusCode.OK, $"GET {address} answered {(int)response.StatusCode} {response.Headers.Location}");
            return await response.ReadPageAsync();
        }

        /// <summary>Fills fields by name and sends the very form that the page shows. A radio or checkbox is chosen by its value.</summary>
        public async Task<HttpResponseMessage> SubmitAsync(IHtmlFormElement form, params (string Field, string Value)[] fields)
        {
            foreach (var (field, value) in fields) Fill(form, field, value);
            var button = form.QuerySelector<IHtmlElement>("button[type=submit], button:not([type]), input[type=submit]");
            var submission = (button is null ? form.GetSubmission() : form.GetSubmission(button)) ?? throw new InvalidOperationException("The form cannot be submitted.");
            using var request = new HttpRequestMessage(new System.Net.Http.HttpMethod(submission.Method.ToString()), (Uri)submission.Target) { Content = new StreamContent(submission.Body) };
            foreach (var (name, value) in submission.Headers)
            {
                if (!request.Headers.TryAddWithoutValidation(name, value)) request.Content.Headers.TryAddWithoutValidation(name, value);
            }

            return await visitor.SendAsync(request);
        }

        /// <summary>Signs in through the page; the visitor's cookie jar then holds the session.</summary>
        public async Task SignInAsync(string userName, string password)
        {
            var page = await visitor.GetPageAsync("/account/sign-in");
            using var response = await visitor.SubmitAsync(page.FormWith("Input.UserName"), ("Input.UserName", userName), ("Input.Password", password));
            Assert.True(response.StatusCode is HttpStatusCode.Redirect or HttpStatusCode.SeeOther, $"{userName} could not sign in: {(int)response.StatusCode}");
        }
    }

    /// <summary>The body as a page, whatever the status.</summary>
    public static async Task<IHtmlDocument> ReadPageAsync(this HttpResponseMessage response)
    {
        var body = await response.Content.ReadAsStringAsync();
        var address = response.RequestMessage!.RequestUri!;
        var page = await BrowsingContext.New(Configuration.Default).OpenAsync(request => request.Content(body).Address(address));
        return (IHtmlDocument)page;
    }

    /// <summary>The one form that holds a field, or that posts to an address ending so.</summary>
    public static IHtmlFormElement FormWith(this IHtmlDocument page, string fieldOrAction)
    {
        var found = page.Forms.Where(f => f.Elements.Any(e => e.GetAttribute("name") == fieldOrAction) || (f.GetAttribute("action") ?? "").EndsWith(fieldOrAction, StringComparison.Ordinal)).ToList();
        Assert.True(found.Count == 1, $"{found.Count} forms with {fieldOrAction} on {page.Url}");
        return found[0];
    }

    private static void Fill(IHtmlFormElement form, string field, string value)
    {
        var elements = form.Elements.Where(e => e.GetAttribute("name") == field).ToList();
        Assert.True(elements.Count > 0, $"The form has no field {field}.");
        switch (elements[0])
        {
            case IHtmlInputElement { Type: "radio" or "checkbox" }:
                var choices = elements.OfType<IHtmlInputElement>().Where(i => i.Type is "radio" or "checkbox").ToList();
                var choice = choices.Find(c => c.Value == value);
                Assert.True(choice is not null, $"{field} offers no {value}.");
                choice.IsChecked = true;
                break;
            case IHtmlInputElement input:
                input.Value = value;
                break;
            case IHtmlTextAreaElement area:
                area.Value = value;
                break;
            case IHtmlSelectElement select:
                Assert.Contains(select.Options, o => o.Value == value);
                select.Value = value;
                break;
            default:
                throw new InvalidOperationException($"{field} is a {elements[0].TagName}, which this helper cannot fill.");
        }
    }
}
