namespace Serverless.Unit.Callers;

/// <summary>One running app for the tests that change nothing of it.</summary>
[CollectionDefinition(nameof(DoorsApp))]
public sealed class DoorsApp : IAsyncLifetime, ICollectionFixture<DoorsApp>
{
    private CallerApp? _app;

    internal CallerApp App => _app!;

    public async Task InitializeAsync() => _app = await CallerApp.StartAsync(typeof(Doors));

    public async Task DisposeAsync()
    {
        if (_app is not null)
            await _app.DisposeAsync();
    }
}
