using Azure.Messaging.ServiceBus;
using Microsoft.Extensions.Logging;
using Serverless.LocalRuntime.Functions.Invocation;

namespace Serverless.LocalRuntime.Functions.ServiceBus;

/// <summary>Runs a function with what has been received for it, and tells of what goes wrong outside the function.</summary>
internal sealed class MessageInvoker(BoundFunction function, BusEntity entity, FunctionExecutor executor, ILogger log)
{
    public BusEntity Entity => entity;

    /// <summary>To its end, also while the host stops: the executor decides when there is no more time for that.</summary>
    public Task RunAsync(Delivery delivery) => executor.InvokeAsync(function, delivery.ToInput(entity.Path), CancellationToken.None);

    public Task OnErrorAsync(ProcessErrorEventArgs error)
    {
        // The executor has told of a function that fails.
        if (error.ErrorSource != ServiceBusErrorSource.ProcessMessageCallback)
            Failed(error.Exception, error.ErrorSource);
        return Task.CompletedTask;
    }

    public void Failed(Exception failure, ServiceBusErrorSource source) => log.Failed(failure, function.Name, entity.Path, source);
}

internal static partial class ServiceBusLog
{
    [LoggerMessage(30, LogLevel.Warning, "'{Function}' goes on after an error of '{Path}' ({Source})")]
    public static partial void Failed(this ILogger log, Exception failure, string function, string path, ServiceBusErrorSource source);
}
