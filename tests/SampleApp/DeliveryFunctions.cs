using Azure.Messaging.ServiceBus;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Hosting;

namespace Serverless.SampleApp;

/// <summary>Functions that leave their traces in a file, so that these outlive the process.</summary>
public sealed class DeliveryFunctions(IHostApplicationLifetime lifetime, Journal journal)
{
    private static readonly Lock Writing = new();

    /// <summary>Does not come to an end with a message called stuck when it comes for the first time.</summary>
    [Function("Deliver")]
    public async Task DeliverAsync([ServiceBusTrigger("deliveries", Connection = "Bus")] ServiceBusReceivedMessage message, CancellationToken cancellation)
    {
        journal.Write("Deliver", message.MessageId);
        if (message is { DeliveryCount: 1, Subject: "stuck" })
            await Task.Delay(Timeout.Infinite, cancellation);
        if (message.Subject == "until stop")
            await StoppingAsync();
        lock (Writing)
            File.AppendAllLines("deliveries.txt", [message.MessageId]);
    }

    [Function("NotDelivered")]
    public void NotDelivered([ServiceBusTrigger("deliveries/$DeadLetterQueue", Connection = "Bus")] ServiceBusReceivedMessage message) =>
        journal.Write("NotDelivered", $"{message.MessageId} {message.DeadLetterReason}");

    private async Task StoppingAsync()
    {
        var stopping = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = lifetime.ApplicationStopping.Register(stopping.SetResult);
        await stopping.Task;
    }
}
