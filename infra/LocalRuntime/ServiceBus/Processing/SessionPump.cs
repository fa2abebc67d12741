using Azure.Messaging.ServiceBus;

namespace Serverless.LocalRuntime.ServiceBus.Processing;

/// <summary>What a session processor calls.</summary>
internal sealed record SessionHandlers(
    string Identifier,
    Func<ProcessSessionMessageEventArgs, Task> MessageAsync,
    Func<ProcessSessionEventArgs, Task> InitializingAsync,
    Func<ProcessSessionEventArgs, Task> ClosingAsync,
    Func<Exception, ServiceBusErrorSource, Task> FailedAsync);

/// <summary>Takes a session whenever there is a slot, and pumps each until it is idle, lost or let go.</summary>
internal sealed class SessionPump(
    ServiceBusClient client, string path, ServiceBusSessionProcessorOptions options, Slots slots, SessionHandlers handlers)
{
    /// <summary>Ends when it is stopped and its sessions are let go.</summary>
    public Task RunAsync(CancellationToken stopping) => options.SessionIds.Count == 0
        ? AcceptAsync(sessionId: null, TimeSpan.MaxValue, stopping)
        : Task.WhenAll(options.SessionIds.Select(id => AcceptAsync(id, client.TryTimeout, stopping)));

    private async Task AcceptAsync(string? sessionId, TimeSpan wait, CancellationToken stopping)
    {
        List<Task> sessions = [];
        await Retrying.RunAsync(AcceptAllAsync, failure => handlers.FailedAsync(failure, ServiceBusErrorSource.AcceptSession), client, stopping);
        await Task.WhenAll(sessions);

        async Task AcceptAllAsync()
        {
            while (true)
            {
                await slots.TakeAsync(1, stopping);
                ServiceBusSessionReceiver? receiver = null;
                try
                {
                    var receiverOptions = new ServiceBusSessionReceiverOptions { ReceiveMode = options.ReceiveMode };
                    receiver = await client.AcceptAsync(path, sessionId, receiverOptions, stopping, wait);
                }
                finally
                {
                    if (receiver is null) slots.Return(1);
                }

                var session = Task.Run(() => PumpAsync(receiver, stopping), CancellationToken.None);
                // A session of a given name is taken again once it has been let go.
                if (sessionId is not null) await session;
                sessions.RemoveAll(done => done.IsCompleted);
                sessions.Add(session);
            }
        }
    }

    private async Task PumpAsync(ServiceBusSessionReceiver receiver, CancellationToken stopping)
    {
        try
        {
            using var run = new SessionRun(client, receiver, options, handlers, stopping);
            await run.RunAsync();
        }
        finally
        {
            slots.Return(1);
        }
    }
}
