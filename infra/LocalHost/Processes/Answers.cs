using System.Net.Sockets;

namespace Serverless.LocalHost.Processes;

/// <summary>Whether somebody serves at an address.</summary>
internal sealed class Answers : IDisposable
{
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(50);

    private readonly HttpClient _client = new(new SocketsHttpHandler { UseProxy = false });

    /// <summary>Waits for an answer, whatever it says.</summary>
    public async Task UntilAsync(Uri asked, CancellationToken cancellation)
    {
        while (!await IsAnsweredAsync(asked, cancellation))
            await Task.Delay(Step, cancellation);
    }

    public void Dispose() => _client.Dispose();

    private async Task<bool> IsAnsweredAsync(Uri asked, CancellationToken cancellation)
    {
        try
        {
            using var answer = await _client.GetAsync(asked, HttpCompletionOption.ResponseHeadersRead, cancellation);
            return true;
        }
        // Nobody listens there yet, or does not any more at the moment of asking.
        catch (Exception e) when (e is HttpRequestException or SocketException)
        {
            return false;
        }
    }
}
