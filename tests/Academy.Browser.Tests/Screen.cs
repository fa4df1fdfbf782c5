using Deque.AxeCore.Commons;
using Microsoft.Playwright;

namespace Academy.Browser.Tests;

/// <summary>What can be said of any screen, and a picture of it.</summary>
internal static class Screen
{
    public static readonly ViewportSize Phone = new() { Width = 360, Height = 740 };

    private static readonly ViewportSize Tablet = new() { Width = 768, Height = 1024 };
    private static readonly ViewportSize[] Sizes = [Phone, Tablet, new() { Width = 1440, Height = 900 }];
    private static readonly string Axe = new BundledAxeScriptProvider().GetScript();
    private static readonly string Folder = Path.Combine(Root(), "artifacts", "screens");

    /// <summary>A file beside the pictures.</summary>
    public static string FileOf(string name) => Path.Combine(Folder, name);

    extension(IPage page)
    {
        /// <summary>
        /// Looks at the page on a phone, a tablet and a desktop: nothing scrolls sideways. Of the phone and the desktop
        /// there are pictures, artifacts/screens/NAME-WIDTH.png, and axe finds nothing serious there.
        /// </summary>
        public async Task LookAsync(string name)
        {
            foreach (var size in Sizes)
            {
                await page.SetViewportSizeAsync(size.Width, size.Height);
                if (size != Tablet) await page.TakePictureAsync($"{name}-{size.Width}");
                await page.AssertNoSidewaysScrollAsync();
                if (size == Tablet) continue;
                // axe takes what a bar covers just now for too small a target: in a window as tall as the page nothing is covered.
                await page.SetViewportSizeAsync(size.Width, Math.Max(size.Height, await page.EvaluateAsync<int>("() => document.documentElement.scrollHeight")));
                await page.AssertAccessibleAsync();
            }

            await page.SetViewportSizeAsync(Phone.Width, Phone.Height);
        }

        /// <summary>The whole page as it stands, in artifacts/screens/NAME.png.</summary>
        public async Task TakePictureAsync(string name)
        {
            await page.EvaluateAsync("() => document.fonts.ready.then(() => true)");
            await page.ScreenshotAsync(new PageScreenshotOptions { Path = FileOf($"{name}.png"), FullPage = true, Animations = ScreenshotAnimations.Disabled, Timeout = Chromium.Patience });
        }

        public async Task AssertNoSidewaysScrollAsync()
        {
            var (content, window) = (await page.EvaluateAsync<int>("() => document.documentElement.scrollWidth"), await page.EvaluateAsync<int>("() => innerWidth"));
            Assert.True(content <= window, $"{page.Url} scrolls sideways: {content} px of content in {window} px.");
        }

        /// <summary>axe finds nothing serious or critical of WCAG 2.2 AA.</summary>
        public async Task AssertAccessibleAsync()
        {
            // Not by its wrapper for Playwright, which opens an empty page for every result and takes two thirds of the journeys' time.
            await page.EvaluateAsync(Axe);
            var found = await page.EvaluateAsync<string[]>(
                """
                async () => {
                  const { violations } = await axe.run(document, {
                    resultTypes: ['violations'],
                    runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
                  });
                  return violations.filter((found) => ['serious', 'critical'].includes(found.impact))
                    .map((found) => `${found.id}: ${found.help} (${found.nodes.map((node) => node.html).join('; ')})`);
                }
                """);
            Assert.True(found.Length == 0, $"{page.Url}\n{string.Join('\n', found)}");
        }
    }

    public static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Academy.sln"))) folder = folder.Parent ?? throw new InvalidOperationException("The tests run outside the repository.");
        return folder.FullName;
    }
}
