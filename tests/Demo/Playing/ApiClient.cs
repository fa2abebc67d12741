using System.Net;
using System.Net.Sockets;

namespace Serverless.Demo.Playing;

/// <summary>
/// Does what a client of the system has to do: sends a request again under the same key while nobody answers, and waits when it
/// is told to.
/// </summary>
/// <param name="system">Where the system is now.</param>
/// <param name="patience">How long a request may go unanswered.</param>
internal sealed class ApiClient(Func<CancellationToken, Task<Uri>> system, TimeSpan patience, TimeProvider time) : IDisposable
{
    private static readonly TimeSpan LongestAnswer = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(2);

    private readonly HttpClient _http = new(new SocketsHttpHandler { UseProxy = false }) { Timeout = Timeout.InfiniteTimeSpan };

    private int _answers;
    private int _repetitions;

    /// <summary>Requests that were answered, however often they were sent.</summary>
    public int Answers => _answers;

    /// <summary>How often a request was sent again.</summary>
    public int Repetitions => _repetitions;

    /// <summary>Sees whether there is anybody, for who has yet to begin.</summary>
    /// <exception cref="Mishap">Nobody answers.</exception>
    public async Task MeetAsync(CancellationToken cancellation)
    {
        var (reply, _, reason) = await TryAsync(ApiRequest.Get("api/health", token: null), cancellation);
        if (reply is not { IsSuccess: true }) throw new Mishap($"nobody answers at {await system(cancellation)}: {reason ?? reply?.Words}");
    }

    /// <exception cref="Mishap">Nobody answers.</exception>
    public async Task<ApiReply> SendAsync(ApiRequest request, CancellationToken cancellation)
    {
        var started = time.GetTimestamp();
        for (var pause = FirstPause; ; pause = Shorter(pause * 2, LongestPause))
        {
            var (reply, wait, reason) = await TryAsync(request, cancellation);
            if (reply is not null)
            {
                Interlocked.Increment(ref _answers);
                return reply;
            }

            if (time.GetElapsedTime(started) > patience)
                throw new Mishap($"{request.Method} {request.Address} was not answered within {patience.TotalSeconds:0} s: {reason}");
            Interlocked.Increment(ref _repetitions);
            await Task.Delay(wait ?? (pause * (0.5 + Random.Shared.NextDouble())), time, cancellation);
        }
    }

    /// <summary>A file, from an address that needs nothing else.</summary>
    /// <exception cref="Mishap">It is not there.</exception>
    public async Task<byte[]> DownloadAsync(string address, CancellationToken cancellation)
    {
        using var answer = await _http.GetAsync(new Uri(await system(cancellation), address), cancellation);
        return answer.IsSuccessStatusCode ? await answer.Content.ReadAsByteArrayAsync(cancellation) : throw new Mishap($"a download answers {(int)answer.StatusCode}");
    }

    public void Dispose() => _http.Dispose();

    /// <summary>The request, sent once. What is sent is heard out: whoever breaks off in the middle leaves an error in the system's log.</summary>
    /// <returns>Its reply, or when to send it again and why.</returns>
    private async Task<(ApiReply? Reply, TimeSpan? Wait, string? Reason)> TryAsync(ApiRequest request, CancellationToken cancellation)
    {
        using var message = request.ToMessage(await system(cancellation));
        cancellation.ThrowIfCancellationRequested();
        using var impatience = new CancellationTokenSource(LongestAnswer, time);
        try
        {
            using var answer = await _http.SendAsync(message, impatience.Token);
            var reply = await ApiReply.ReadAsync(answer, impatience.Token);
            return reply.Status is HttpStatusCode.ServiceUnavailable or HttpStatusCode.TooManyRequests
                ? (null, answer.Headers.RetryAfter?.Delta, reply.Words)
                : (reply, null, null);
        }
        // Whether it was done nobody knows: that is what the key is for.
        catch (Exception e) when (e is HttpRequestException or IOException or SocketException)
        {
            return (null, null, e.Message);
        }
        catch (OperationCanceledException) when (impatience.IsCancellationRequested)
        {
            return (null, null, "the answer does not come");
        }
    }

    private static TimeSpan Shorter(TimeSpan one, TimeSpan other) => one < other ? one : other;
}
