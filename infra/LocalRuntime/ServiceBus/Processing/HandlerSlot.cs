namespace Serverless.LocalRuntime.ServiceBus.Processing;

/// <summary>The one handler that an event of a processor takes, and only while the processor stands still.</summary>
internal sealed class HandlerSlot<T>(ProcessorLifetime lifetime)
{
    public Func<T, Task>? Handler { get; private set; }

    public void Add(Func<T, Task>? handler)
    {
        ArgumentNullException.ThrowIfNull(handler);
        if (Handler is not null)
            throw new NotSupportedException("Another handler has already been assigned to this event and there can be only one.");
        lifetime.ThrowIfRunning();
        Handler = handler;
    }

    public void Remove(Func<T, Task>? handler)
    {
        ArgumentNullException.ThrowIfNull(handler);
        if (Handler != handler) throw new ArgumentException("This handler has not been previously assigned to this event.", nameof(handler));
        lifetime.ThrowIfRunning();
        Handler = null;
    }

    public Func<T, Task> Required(string name) =>
        Handler ?? throw new InvalidOperationException($"Cannot begin processing without {name} handler set.");

    public Task InvokeAsync(T args) => Handler is { } handler ? handler(args) : Task.CompletedTask;
}
