using Azure.Messaging.ServiceBus;

namespace Serverless.Cloud.Messaging;

/// <summary>Deletes messages that were given up long ago: nothing expires in a dead-letter queue by itself.</summary>
public sealed class GivenUpMessages(ServiceBusClient client, QueueDepths depths, MessageOptions options, TimeProvider time)
{
    private const int AtOnce = 100;

    /// <summary>Those that stay are held until the end of a run, so that none comes twice; so many at most.</summary>
    private const int MostHeld = 1_000;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <returns>How many were deleted, of all queues and subscriptions.</returns>
    /// <exception cref="ServiceBusException">The namespace does not answer.</exception>
    /// <exception cref="Azure.RequestFailedException">It does not answer us.</exception>
    public async Task<int> ExpireAsync(CancellationToken cancellation)
    {
        var deleted = 0;
        foreach (var queue in await depths.ReadAsync(cancellation))
        {
            if (queue.DeadLetters > 0) deleted += await ExpireAsync(queue, cancellation);
        }

        return deleted;
    }

    private async Task<int> ExpireAsync(QueueDepth queue, CancellationToken cancellation)
    {
        await using var receiver = Open(queue.Name);
        var (deleted, kept, before) = (0, new List<ServiceBusReceivedMessage>(), time.GetUtcNow() - options.GivenUpLife);
        while (deleted + kept.Count < queue.DeadLetters && kept.Count < MostHeld)
        {
            var some = await receiver.ReceiveMessagesAsync((int)Math.Min(AtOnce, queue.DeadLetters - deleted - kept.Count), Patience, cancellation);
            if (some.Count == 0) break;
            foreach (var message in some)
            {
                if (message.EnqueuedTime > before)
                {
                    kept.Add(message);
                    continue;
                }

                await receiver.CompleteMessageAsync(message, cancellation);
                deleted++;
            }
        }

        foreach (var message in kept) await ReleaseAsync(receiver, message, cancellation);
        return deleted;
    }

    private ServiceBusReceiver Open(string path)
    {
        var given = new ServiceBusReceiverOptions { SubQueue = SubQueue.DeadLetter };
        return path.Split('/') is [var topic, var subscription] ? client.CreateReceiver(topic, subscription, given) : client.CreateReceiver(path, given);
    }

    private static async Task ReleaseAsync(ServiceBusReceiver receiver, ServiceBusReceivedMessage message, CancellationToken cancellation)
    {
        try
        {
            await receiver.AbandonMessageAsync(message, cancellationToken: cancellation);
        }
        // It was held for so long that the namespace has released it.
        catch (ServiceBusException e) when (e.Reason == ServiceBusFailureReason.MessageLockLost)
        {
        }
    }
}
