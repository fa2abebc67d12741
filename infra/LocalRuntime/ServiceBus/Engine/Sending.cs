using Serverless.LocalRuntime.ServiceBus.Messages;

namespace Serverless.LocalRuntime.ServiceBus.Engine;

/// <summary>What becomes of a message that is sent to a queue or a topic, at once or at its scheduled time.</summary>
internal static class Sending
{
    /// <returns>The sequence numbers, in order; a duplicate takes one too, but is not stored.</returns>
    public static List<long> Send(Turn turn, Entity entity, IReadOnlyList<Content> contents)
    {
        if (entity is MessageQueue { RequiresSession: true } && contents.Any(content => string.IsNullOrEmpty(content.View.SessionId)))
            throw BusErrors.SessionRequired(entity.Path);
        var next = Take(turn, entity, contents.Count);
        List<long> numbers = [];
        foreach (var content in contents)
        {
            var number = next++;
            numbers.Add(number);
            if (Duplicates.Has(turn, entity, content.View.MessageId)) continue;
            if (content.View.ScheduledEnqueueTime > turn.Now) Schedule(turn, entity, number, content);
            else Routing.Accept(turn, entity, new(content, number));
        }

        return numbers;
    }

    /// <summary>The first of count numbers that are not used again.</summary>
    public static long Take(Turn turn, Entity entity, int count) => turn.Database.Read(
        "UPDATE entities SET last = last + $1 WHERE id = $0 RETURNING last - $1 + 1", row => row.GetInt64(0), entity.Id, count).Single();

    public static void Cancel(Turn turn, Entity entity, IReadOnlyList<long> numbers)
    {
        var found = numbers.SelectMany(number => turn.Messages(
            $"{Rows.Select} WHERE queue = $0 AND seq = $1 AND state = 2", entity.Id, number)).ToList();
        if (found.Count < numbers.Count) throw BusErrors.MessageNotFound(entity.Path);
        foreach (var message in found) turn.Delete(message);
    }

    /// <summary>It is sent anew, with a number of its own, as if it came now.</summary>
    public static void Activate(Turn turn, Entity entity, StoredMessage message)
    {
        Routing.Accept(turn, entity, new(message.Content, Take(turn, entity, 1)));
        turn.Delete(message);
    }

    private static void Schedule(Turn turn, Entity entity, long number, Content content)
    {
        var message = new StoredMessage(0, entity.Id, number, StoredState.Scheduled, content) { Enqueued = turn.Now, EnqueuedSequence = number };
        Store.Insert(turn, message, due: content.View.ScheduledEnqueueTime);
    }
}
