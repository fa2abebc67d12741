namespace Serverless.Contracts.Subjects;

/// <summary>
/// Between a client and its store: lets so many requests through and none after that, as when a process ends. The last one may have been
/// done, with nobody there to hear the answer.
/// </summary>
internal sealed class Guillotine(HttpMessageHandler inner) : DelegatingHandler(inner)
{
    private long _left = long.MaxValue;
    private bool _isLastDone;
    private long _sent;

    public long Sent => Interlocked.Read(ref _sent);

    /// <param name="isLastDone">The next one still reaches the store.</param>
    public void FallAfter(long requests, bool isLastDone)
    {
        _isLastDone = isLastDone;
        Interlocked.Exchange(ref _left, requests);
    }

    public void Lift() => Interlocked.Exchange(ref _left, long.MaxValue);

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var left = Interlocked.Decrement(ref _left);
        if (left < 0)
        {
            if (left == -1 && _isLastDone) (await base.SendAsync(request, cancellationToken)).Dispose();
            throw new ProcessEndedException();
        }

        Interlocked.Increment(ref _sent);
        return await base.SendAsync(request, cancellationToken);
    }
}

/// <summary>No client tries again what ends with this.</summary>
public sealed class ProcessEndedException : Exception;
