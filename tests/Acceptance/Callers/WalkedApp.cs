using Serverless.Acceptance.Running;
using Serverless.Contracts.Running;

namespace Serverless.Acceptance.Callers;

/// <summary>The app that is walked through, and a token of it that has expired.</summary>
[CollectionDefinition(nameof(WalkedApp))]
public sealed class WalkedApp : IAsyncLifetime, ICollectionFixture<WalkedApp>
{
    private AppProcess? _app;

    public AppProcess App => _app!;

    public string ExpiredToken { get; private set; } = "";

    public async Task InitializeAsync()
    {
        _app = await AppProcess.StartAsync();
        ExpiredToken = await _app.TokenAsync("acme", Guid.NewGuid(), ["staff"], lifetimeSeconds: 1);
        using var deadline = new CancellationTokenSource(Deadline.Patience);
        while (await IsValidAsync(ExpiredToken))
            await Task.Delay(TimeSpan.FromMilliseconds(50), deadline.Token);
    }

    public async Task DisposeAsync()
    {
        if (_app is not null)
            await _app.DisposeAsync();
    }

    /// <summary>The platform looks at a token before it looks for what is at an address.</summary>
    private async Task<bool> IsValidAsync(string token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "nothing-is-here") { Headers = { Authorization = new("Bearer", token) } };
        using var answer = await App.Http.SendAsync(request);
        return answer.StatusCode != System.Net.HttpStatusCode.Unauthorized;
    }
}
