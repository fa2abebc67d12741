namespace Serverless.LocalRuntime.ServiceBus.Engine;

/// <summary>How many messages lie where messages are received from. Active are all but the scheduled ones, locked and deferred included.</summary>
internal sealed record Depth(MessageQueue Queue, long Active, long Scheduled, long DeadLetters)
{
    public static Depth Of(Turn turn, MessageQueue queue)
    {
        var scheduled = ScheduledIn(turn, queue);
        return new(queue, Total(turn, queue) - scheduled, scheduled, queue.DeadLetters is { } dead ? Total(turn, dead) : 0);
    }

    /// <summary>Of a queue, or of a topic, which passes them on to its subscriptions when they are due.</summary>
    public static long ScheduledIn(Turn turn, Entity entity) =>
        // By what is due, of which there is little, and not by all that lies in the queue.
        Count(turn, "SELECT COUNT(*) FROM messages INDEXED BY messages_due WHERE due IS NOT NULL AND queue = $0 AND state = 2", entity);

    private static long Total(Turn turn, Entity entity) => Count(turn, "SELECT COUNT(*) FROM messages INDEXED BY messages_queue WHERE queue = $0", entity);

    private static long Count(Turn turn, string sql, Entity entity) => turn.Database.Read(sql, row => row.GetInt64(0), entity.Id).Single();
}
