using Microsoft.Playwright;
using Serverless.Acceptance.Projections;

namespace Serverless.Browser;

/// <summary>An app that has done something, and a browser in which its operators look at it.</summary>
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

    internal Task<LivePage> OpenAsync(string? tenant = OverviewApp.Tenant, int width = 1280, ColorScheme scheme = ColorScheme.Light, params string[] roles) =>
        OpenAsync("/api/ops", "/api/operations/metrics", tenant, width, scheme, roles);

    /// <param name="page">The page's address.</param>
    /// <param name="told">The address that it shows the answers of.</param>
    internal async Task<LivePage> OpenAsync(string page, string told, string? tenant, int width, ColorScheme scheme, params string[] roles) =>
        await LivePage.OpenAsync(await _browser!.OpenAsync(new Uri(App.Address, page), new() { Width = width, Height = 900 }, scheme), told, tenant, roles);
}
