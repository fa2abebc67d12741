using Azure.Messaging.ServiceBus;
using Serverless.LocalRuntime.ServiceBus.Topology;

namespace Serverless.BusProcess;

/// <summary>
/// Senders and receivers that keep a journal, one line for each step: "sent q 5", "got q 5", "completing q 5", "completed q 5".
/// Some messages are sent for a later time, some abandoned or dead-lettered before they are completed.
/// </summary>
internal sealed class Work(ServiceBusClient client, TextWriter journal)
{
    private const string Queue = "q";
    private const string Sessions = "s";
    private const string Topic = "t";
    private const int SessionCount = 3;

    public static readonly BusTopology Topology = new(
        [new(Queue) { MaxDeliveryCount = int.MaxValue }, new(Sessions) { MaxDeliveryCount = int.MaxValue, RequiresSession = true }],
        [new(Topic) { Subscriptions = [new("1") { MaxDeliveryCount = int.MaxValue }, new("2") { MaxDeliveryCount = int.MaxValue }] }]);

    private readonly TextWriter _journal = TextWriter.Synchronized(journal);
    private int _settled;

    public async Task SendAsync(int first)
    {
        var (queue, sessions, topic) = (client.CreateSender(Queue), client.CreateSender(Sessions), client.CreateSender(Topic));
        for (var n = first; ; n++)
        {
            await queue.SendMessagesAsync([new ServiceBusMessage($"{n}a"), new ServiceBusMessage($"{n}b")]);
            Note("sent", Queue, $"{n}a");
            Note("sent", Queue, $"{n}b");
            await queue.ScheduleMessageAsync(new ServiceBusMessage($"{n}c"), TimeProvider.System.GetUtcNow().AddMilliseconds(5));
            Note("sent", Queue, $"{n}c");
            await sessions.SendMessageAsync(new ServiceBusMessage($"{n}") { SessionId = $"{n % SessionCount}" });
            Note("sent", Sessions, $"{n}");
            await topic.SendMessageAsync(new ServiceBusMessage($"{n}"));
            Note("sent", Path("1"), $"{n}");
            Note("sent", Path("2"), $"{n}");
        }
    }

    public async Task ReceiveAsync()
    {
        while (true)
        {
            await DrainAsync(client.CreateReceiver(Queue), Queue);
            await DrainAsync(DeadLetters(), Queue);
            await DrainAsync(client.CreateReceiver(Topic, "1"), Path("1"));
            await DrainAsync(client.CreateReceiver(Topic, "2"), Path("2"));
        }
    }

    public async Task ReceiveSessionsAsync()
    {
        while (true)
        {
            await using var session = await client.AcceptNextSessionAsync(Sessions);
            await DrainAsync(session, Sessions);
        }
    }

    public async Task EmptyAsync()
    {
        await DrainAsync(client.CreateReceiver(Queue), Queue);
        await DrainAsync(DeadLetters(), Queue);
        await DrainAsync(client.CreateReceiver(Topic, "1"), Path("1"));
        await DrainAsync(client.CreateReceiver(Topic, "2"), Path("2"));
        for (var id = 0; id < SessionCount; id++)
        {
            await using var session = await client.AcceptSessionAsync(Sessions, $"{id}");
            await DrainAsync(session, Sessions);
        }
    }

    private static string Path(string subscription) => $"{Topic}/{subscription}";

    private ServiceBusReceiver DeadLetters() => client.CreateReceiver(Queue, new ServiceBusReceiverOptions { SubQueue = SubQueue.DeadLetter });

    private async Task DrainAsync(ServiceBusReceiver receiver, string path)
    {
        while (await receiver.ReceiveMessagesAsync(3, TimeSpan.FromMilliseconds(20)) is { Count: > 0 } messages)
        {
            foreach (var message in messages)
            {
                var body = message.Body.ToString();
                Note("got", path, body);
                switch (Interlocked.Increment(ref _settled) % 7)
                {
                    case 1:
                        await receiver.AbandonMessageAsync(message);
                        break;
                    case 2 when path == Queue && message.DeadLetterReason is null:
                        await receiver.DeadLetterMessageAsync(message, "chosen");
                        break;
                    default:
                        Note("completing", path, body);
                        await receiver.CompleteMessageAsync(message);
                        Note("completed", path, body);
                        break;
                }
            }
        }
    }

    private void Note(string step, string path, string body) => _journal.WriteLine($"{step} {path} {body}");
}
