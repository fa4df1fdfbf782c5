using System.Net.Http.Headers;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Academy.Domain.Organizations;
using Academy.Web.Operations;
using ImageMagick;

namespace Academy.Web.Tests;

/// <summary>Photos as people upload them.</summary>
internal static class Photos
{
    /// <summary>A picture of one colour, as a phone would send it.</summary>
    public static byte[] Of(MagickColor colour)
    {
        using var picture = new MagickImage(colour, 600, 800);
        return picture.ToByteArray(MagickFormat.Jpeg);
    }

    extension(HttpClient visitor)
    {
        /// <summary>Uploads a file by the page's own form; its name and type say nothing.</summary>
        public async Task<HttpResponseMessage> UploadAsync(string address, byte[] file)
        {
            var form = (await visitor.GetPageAsync(address)).FormWith("photo");
            using var content = new MultipartFormDataContent();
            content.Add(new StringContent(form.QuerySelector<IHtmlInputElement>("input[name=__RequestVerificationToken]")!.Value), "__RequestVerificationToken");
            var part = new ByteArrayContent(file);
            part.Headers.ContentType = new MediaTypeHeaderValue("text/html");
            content.Add(part, "photo", "photo.html");
            return await visitor.PostAsync(form.Action, content);
        }
    }

    extension(Story story)
    {
        /// <summary>Gives a person a photo that the manager has confirmed.</summary>
        public async Task<Guid> PhotographAsync(Person person, MagickColor colour)
        {
            var file = PhotoFile.Read(Of(colour)).File!;
            var photo = await story.App.ActAsync((KeepPhoto keep) => keep.ProposeAsync(person.Id, null, file, person.Id, CancellationToken.None));
            Assert.True(await story.App.ActAsync((KeepPhoto keep) => keep.ConfirmAsync(photo!.Value, story.Organization.Id, story.Manager.Id, CancellationToken.None)));
            return photo!.Value;
        }
    }
}
