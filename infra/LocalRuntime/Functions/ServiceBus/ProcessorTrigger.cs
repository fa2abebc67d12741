using Azure.Messaging.ServiceBus;
using Serverless.LocalRuntime.Functions.Joining;

namespace Serverless.LocalRuntime.Functions.ServiceBus;

/// <summary>
/// Runs a function for each message, several at once, or of several sessions at once and within each in order. A message is
/// completed when its function has succeeded and abandoned when it has failed, so that it comes again until it has come too
/// often and is dead-lettered.
/// </summary>
internal sealed class ProcessorTrigger : ITrigger
{
    private readonly Func<CancellationToken, Task> _start;
    private readonly Func<CancellationToken, Task> _close;

    private ProcessorTrigger(Func<CancellationToken, Task> start, Func<CancellationToken, Task> close)
    {
        _start = start;
        _close = close;
    }

    public static ProcessorTrigger ForMessages(MessageInvoker invoker, ServiceBusProcessorOptions options)
    {
        var (client, name, subscription) = invoker.Entity;
        var processor = subscription is null ? client.CreateProcessor(name, options) : client.CreateProcessor(name, subscription, options);
        processor.ProcessMessageAsync += call => invoker.RunAsync(new([call.Message], Settlement.By(call)));
        processor.ProcessErrorAsync += invoker.OnErrorAsync;
        return new(processor.StartProcessingAsync, processor.CloseAsync);
    }

    public static ProcessorTrigger ForSessions(MessageInvoker invoker, ServiceBusSessionProcessorOptions options)
    {
        var (client, name, subscription) = invoker.Entity;
        var processor = subscription is null ? client.CreateSessionProcessor(name, options) : client.CreateSessionProcessor(name, subscription, options);
        processor.ProcessMessageAsync += call => invoker.RunAsync(new([call.Message], Settlement.By(call), SessionHold.By(call)));
        processor.ProcessErrorAsync += invoker.OnErrorAsync;
        return new(processor.StartProcessingAsync, processor.CloseAsync);
    }

    public Task StartAsync(CancellationToken cancellationToken) => _start(cancellationToken);

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        try
        {
            await _close(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            // The time to wait for the functions is over; their messages come again at the next start.
        }
    }

    public void Dispose()
    {
        // The processor holds nothing but the work that stopping it ends.
    }
}
