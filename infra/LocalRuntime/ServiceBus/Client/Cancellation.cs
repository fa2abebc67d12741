namespace Serverless.LocalRuntime.ServiceBus.Client;

/// <summary>The real client ends what is cancelled with this exception, whether it has begun or not.</summary>
internal static class Cancellation
{
    public static void Check(CancellationToken cancellation)
    {
        if (cancellation.IsCancellationRequested) throw new TaskCanceledException("The operation was cancelled.", innerException: null, cancellation);
    }
}
