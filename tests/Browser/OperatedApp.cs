using Microsoft.Playwright;
using Serverless.Acceptance.Projections;
using static Microsoft.Playwright.Assertions;

namespace Serverless.Browser;

/// <summary>An app that has done something, well and badly, and a browser in which its operators are signed in.</summary>
public sealed class OperatedApp : IAsyncLifetime
{
    /// <summary>So many that a function can be held to its objective.</summary>
    private const int Reads = 25;

    private Chromium? _browser;

    public OverviewApp App { get; } = new();

    public async Task InitializeAsync()
    {
        _browser = await Chromium.StartAsync();
        await App.InitializeAsync();
        var (person, token) = await App.RegisterAsync("Ada");
        for (var i = 0; i < Reads; i++) await App.OverviewAsync(person, token);
        await App.SendAsync(HttpMethod.Post, "api/projections/person-overview/rebuild");
    }

    public async Task DisposeAsync()
    {
        await App.DisposeAsync();
        if (_browser is not null) await _browser.DisposeAsync();
    }

    /// <summary>The page before anybody is signed in.</summary>
    public Task<(IPage Page, List<string> Errors)> OpenAsync(string path, int width = 1280, int height = 900, ColorScheme scheme = ColorScheme.Light) =>
        _browser!.OpenAsync(new Uri(App.Address, path), new() { Width = width, Height = height }, scheme);

    /// <param name="roles">Instead of those that the page proposes.</param>
    public static async Task SignInAsync(IPage page, params string[] roles)
    {
        ArgumentNullException.ThrowIfNull(page);
        await page.GetByRole(AriaRole.Button, new() { Name = "No token" }).ClickAsync();
        await page.GetByLabel("Tenant", new() { Exact = true }).FillAsync(OverviewApp.Tenant);
        foreach (var role in roles.Length == 0 ? [] : new[] { "learner", "staff", "reviewer", "dpo", "auditor", "operator" })
            await page.GetByLabel(role, new() { Exact = true }).SetCheckedAsync(roles.Contains(role, StringComparer.Ordinal));
        await page.GetByRole(AriaRole.Button, new() { Name = "Get a token" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Token set" }).ClickAsync();
        await Expect(page.Locator("#caller")).ToBeHiddenAsync();
    }
}
