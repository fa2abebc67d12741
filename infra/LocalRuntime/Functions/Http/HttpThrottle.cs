using Microsoft.AspNetCore.Http;
using Serverless.LocalRuntime.Functions.Hosting;

namespace Serverless.LocalRuntime.Functions.Http;

/// <summary>How many requests functions answer at once, and how many there may be with those that wait; beyond that the answer is 429.</summary>
internal sealed class HttpThrottle(HostJson settings) : IDisposable
{
    private readonly int _mostOutstanding = settings.MaxOutstandingRequests ?? int.MaxValue;
    private readonly SemaphoreSlim? _places = settings.MaxConcurrentRequests is { } most ? new(most) : null;
    private int _outstanding;

    public async Task RunAsync(HttpContext http, Func<Task> answer)
    {
        try
        {
            if (Interlocked.Increment(ref _outstanding) > _mostOutstanding)
                http.Response.StatusCode = StatusCodes.Status429TooManyRequests;
            else if (_places is null)
                await answer();
            else
                await InTurnAsync(_places, answer, http.RequestAborted);
        }
        finally
        {
            Interlocked.Decrement(ref _outstanding);
        }
    }

    public void Dispose() => _places?.Dispose();

    private static async Task InTurnAsync(SemaphoreSlim places, Func<Task> answer, CancellationToken aborted)
    {
        await places.WaitAsync(aborted);
        try
        {
            await answer();
        }
        finally
        {
            places.Release();
        }
    }
}
