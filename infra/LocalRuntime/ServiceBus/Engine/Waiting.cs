namespace Serverless.LocalRuntime.ServiceBus.Engine;

/// <summary>Who waits at a queue, for how long, and what ends it before.</summary>
/// <param name="Session">The session that the receiver holds; null when it holds none.</param>
/// <param name="Cancellation">What the caller has given for this one call.</param>
/// <param name="Owners">Are cancelled when the receiver or its client is closed.</param>
internal sealed record Waiting(MessageQueue Queue, string? Session, TimeSpan Time, CancellationToken Cancellation, params CancellationToken[] Owners)
{
    public bool HasEnded => Owners.Any(owner => owner.IsCancellationRequested);

    public CancellationTokenSource End(CancellationToken closing) => CancellationTokenSource.CreateLinkedTokenSource([Cancellation, closing, .. Owners]);
}
