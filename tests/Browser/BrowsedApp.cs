using Microsoft.Playwright;
using Serverless.Acceptance.Running;

namespace Serverless.Browser;

/// <summary>One app and one browser for all tests.</summary>
[CollectionDefinition(nameof(BrowsedApp))]
public sealed class BrowsedApp : IAsyncLifetime, ICollectionFixture<BrowsedApp>
{
    private AppProcess? _app;
    private Chromium? _browser;

    public Uri Address => _app!.Http.BaseAddress!;

    public async Task InitializeAsync()
    {
        _browser = await Chromium.StartAsync();
        _app = await AppProcess.StartAsync();
    }

    public async Task DisposeAsync()
    {
        if (_browser is not null) await _browser.DisposeAsync();
        if (_app is not null) await _app.DisposeAsync();
    }

    /// <inheritdoc cref="Chromium.OpenAsync"/>
    public Task<(IPage Page, List<string> Errors)> OpenAsync(string path, ViewportSize? size = null, ColorScheme scheme = ColorScheme.Light) =>
        _browser!.OpenAsync(new Uri(Address, path), size, scheme);
}
