using Microsoft.Playwright;
using Serverless.Contracts.Running;

namespace Serverless.Browser;

/// <summary>A browser without a window.</summary>
internal sealed class Chromium : IAsyncDisposable
{
    /// <summary>Where Debian puts it; another one by this variable.</summary>
    private static readonly string Executable = Environment.GetEnvironmentVariable("CHROMIUM") ?? "/usr/bin/chromium";

    private readonly IPlaywright _playwright;
    private readonly IBrowser _browser;

    private Chromium(IPlaywright playwright, IBrowser browser) => (_playwright, _browser) = (playwright, browser);

    public static async Task<Chromium> StartAsync()
    {
        if (!File.Exists(Executable)) throw new InvalidOperationException($"There is no {Executable}. Install chromium, or say in CHROMIUM where it is.");
        // For what is expected as for what is clicked: the first request that an app answers may take seconds while other tests run.
        Assertions.SetDefaultExpectTimeout((float)Deadline.Patience.TotalMilliseconds);
        var playwright = await Playwright.CreateAsync();
        // Chromium refuses to sandbox what root runs, as in a container; it opens no page but the app's.
        return new(playwright, await playwright.Chromium.LaunchAsync(new() { ExecutablePath = Executable, Args = Environment.IsPrivilegedProcess ? ["--no-sandbox"] : [] }));
    }

    public async ValueTask DisposeAsync()
    {
        await _browser.DisposeAsync();
        _playwright.Dispose();
    }

    /// <returns>The page, and what goes wrong in it from now on.</returns>
    public async Task<(IPage Page, List<string> Errors)> OpenAsync(Uri address, ViewportSize? size = null, ColorScheme scheme = ColorScheme.Light)
    {
        var context = await _browser.NewContextAsync(new() { ViewportSize = size ?? new() { Width = 1280, Height = 900 }, ColorScheme = scheme });
        context.SetDefaultTimeout((float)Deadline.Patience.TotalMilliseconds);
        var page = await context.NewPageAsync();
        var errors = new List<string>();
        page.PageError += (_, error) => errors.Add(error);
        // That there is no development token where nobody gives them is no error of the page.
        page.Console += (_, message) =>
        {
            if (message.Type == "error" && !message.Location.Contains("/.auth/", StringComparison.Ordinal)) errors.Add($"{message.Text} {message.Location}");
        };
        await page.GotoAsync(address.AbsoluteUri);
        return (page, errors);
    }
}
