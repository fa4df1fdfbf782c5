namespace Academy.Web.Tests;

/// <summary>Apart from the story, which the browser tests tell too, and walk in otherwise.</summary>
internal static class StoryVisit
{
    extension(Story story)
    {
        /// <summary>A visitor who has signed in as this person, through the page.</summary>
        public async Task<HttpClient> VisitAsync(Academy.Domain.Organizations.Person person)
        {
            var visitor = story.App.Visit();
            await visitor.SignInAsync(await story.OpenAccountAsync(person), Story.Password);
            return visitor;
        }
    }
}
