using Microsoft.Playwright;
using Serverless.Acceptance.Running;

namespace Serverless.Browser;

/// <summary>One app and one browser for all tests.</summary>
[CollectionDefinition(nameof(BrowsedApp))]
public sealed class BrowsedApp : IAsyncLifetime, ICollectionFixture<BrowsedApp>
{
    private const int PatienceInMilliseconds = 15_000;

    /// <summary>Where Debian puts it; another one by this variable.</summary>
    private static readonly string Chromium = Environment.GetEnvironmentVariable("CHROMIUM") ?? "/usr/bin/chromium";

    private AppProcess? _app;
    private IPlaywright? _playwright;
    private IBrowser? _browser;

    public Uri Address => _app!.Http.BaseAddress!;

    public async Task InitializeAsync()
    {
        if (!File.Exists(Chromium)) throw new InvalidOperationException($"There is no {Chromium}. Install chromium, or say in CHROMIUM where it is.");
        _app = await AppProcess.StartAsync();
        _playwright = await Playwright.CreateAsync();
        // Chromium refuses to sandbox what root runs, as in a container; it opens no page but the app's.
        _browser = await _playwright.Chromium.LaunchAsync(new() { ExecutablePath = Chromium, Args = Environment.IsPrivilegedProcess ? ["--no-sandbox"] : [] });
    }

    public async Task DisposeAsync()
    {
        if (_browser is not null) await _browser.DisposeAsync();
        _playwright?.Dispose();
        if (_app is not null) await _app.DisposeAsync();
    }

    /// <returns>The page, and what goes wrong in it from now on.</returns>
    public async Task<(IPage Page, List<string> Errors)> OpenAsync(string path, ViewportSize? size = null, ColorScheme scheme = ColorScheme.Light)
    {
        var context = await _browser!.NewContextAsync(new() { ViewportSize = size ?? new() { Width = 1280, Height = 900 }, ColorScheme = scheme });
        context.SetDefaultTimeout(PatienceInMilliseconds);
        var page = await context.NewPageAsync();
        var errors = new List<string>();
        page.PageError += (_, error) => errors.Add(error);
        // That there is no development token where nobody gives them is no error of the page.
        page.Console += (_, message) =>
        {
            if (message.Type == "error" && !message.Location.Contains("/.auth/", StringComparison.Ordinal)) errors.Add($"{message.Text} {message.Location}");
        };
        await page.GotoAsync(new Uri(Address, path).AbsoluteUri);
        return (page, errors);
    }
}
