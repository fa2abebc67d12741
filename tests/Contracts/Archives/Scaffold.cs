using Serverless.Contracts.Subjects;

namespace Serverless.Contracts.Archives;

/// <summary>One guillotine between an app and all of its stores: after so many requests, wherever they go, none gets through.</summary>
internal sealed class Scaffold
{
    private long _left = long.MaxValue;
    private long _sent;

    public long Sent => Interlocked.Read(ref _sent);

    /// <summary>One more still reaches its store, with nobody there to hear the answer.</summary>
    public void FallAfter(long requests) => Interlocked.Exchange(ref _left, requests);

    public void Lift() => Interlocked.Exchange(ref _left, long.MaxValue);

    public HttpMessageHandler Around(HttpMessageHandler store) => new Blade(this, store);

    private sealed class Blade(Scaffold scaffold, HttpMessageHandler store) : DelegatingHandler(store)
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var left = Interlocked.Decrement(ref scaffold._left);
            if (left < 0)
            {
                if (left == -1) (await base.SendAsync(request, cancellationToken)).Dispose();
                throw new ProcessEndedException();
            }

            Interlocked.Increment(ref scaffold._sent);
            return await base.SendAsync(request, cancellationToken);
        }
    }
}
