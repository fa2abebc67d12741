namespace Serverless.LocalRuntime.DurableTask.Store;

/// <summary>
/// An input on its way to an instance. Inbox is its row when it is stored already; otherwise the sender waits for Accepted,
/// or can make it again.
/// </summary>
internal sealed record Message(HistoryEvent Event, int? Generation = null)
{
    public long? Inbox { get; init; }

    public TaskCompletionSource? Accepted { get; init; }
}
