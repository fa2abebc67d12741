using Serverless.LocalRuntime.ServiceBus.Messages;

namespace Serverless.LocalRuntime.ServiceBus.Engine;

internal enum Settlement
{
    Complete,
    Abandon,
    Defer,
    DeadLetter,
}

/// <summary>How a receiver is done with a message: the lock it has, and what it changes.</summary>
internal sealed record Verdict(Settlement Settlement, Guid Token)
{
    public IReadOnlyDictionary<string, object?>? Changes { get; init; }

    public string? Reason { get; init; }

    public string? Description { get; init; }
}

/// <summary>Ends deliveries. Only the holder of the lock may.</summary>
internal static class Settling
{
    public static void Settle(Turn turn, MessageQueue queue, Verdict verdict, HeldSession? session)
    {
        if (verdict.Settlement == Settlement.Complete)
        {
            Complete(turn, queue, verdict.Token, session);
            return;
        }

        var message = Locked(turn, queue, verdict.Token, session);
        var content = message.Content.With(verdict.Changes);
        switch (verdict.Settlement)
        {
            case Settlement.Abandon:
                if (verdict.Changes is not null) Store.Rewrite(turn, message, content);
                Expiring.Release(turn, queue, message with { Content = content });
                break;
            case Settlement.Defer:
                if (verdict.Changes is not null) Store.Rewrite(turn, message, content);
                Store.Unlock(turn, message, StoredState.Deferred);
                break;
            case Settlement.DeadLetter when !queue.IsDeadLetterQueue:
                DeadLetters.Move(turn, queue, message with { Content = content }, verdict.Reason, verdict.Description);
                break;
            default:
                // What is dead-lettered in the dead-letter queue stays there.
                Store.Rewrite(turn, message, content.DeadLettered(verdict.Reason, verdict.Description));
                Store.Unlock(turn, message, StoredState.Ready);
                turn.Ready(queue, session: null);
                break;
        }
    }

    public static DateTimeOffset Renew(Turn turn, MessageQueue queue, Guid token)
    {
        var message = Locked(turn, queue, token, session: null);
        var until = turn.Now + queue.Settings.LockDuration;
        Store.Renew(turn, message, until);
        return until;
    }

    /// <summary>What most messages end with, so it does not read them first.</summary>
    private static void Complete(Turn turn, MessageQueue queue, Guid token, HeldSession? session)
    {
        if (session is not null) Sessions.Check(turn, queue, session);
        var deleted = turn.Database.Run(
            "DELETE FROM messages WHERE token = $0 AND queue = $1 AND holder IS $2 AND (holder IS NOT NULL OR locked_until > $3)",
            Rows.Value(token), queue.Id, Rows.Value(session?.Token), turn.Now.UtcTicks);
        if (deleted == 0) throw BusErrors.MessageLockLost(queue.Path);
    }

    private static StoredMessage Locked(Turn turn, MessageQueue queue, Guid token, HeldSession? session)
    {
        if (session is not null) Sessions.Check(turn, queue, session);
        var message = turn.Messages($"{Rows.Select} WHERE token = $0 AND queue = $1", Rows.Value(token), queue.Id).SingleOrDefault();
        var held = message is not null && message.Holder == session?.Token && (session is not null || message.LockedUntil > turn.Now);
        return held ? message! : throw BusErrors.MessageLockLost(queue.Path);
    }
}
