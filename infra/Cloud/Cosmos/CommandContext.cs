using Serverless.Kernel.Access;
using Serverless.Kernel.Events;
using Serverless.Kernel.Ids;

namespace Serverless.Cloud.Cosmos;

/// <summary>Who asks for a change, why, and how a repetition of the same request is recognised.</summary>
public sealed record CommandContext(Caller Caller, string Reason)
{
    /// <summary>W3C trace context.</summary>
    public string? TraceParent { get; init; }

    /// <summary>Chosen by the caller; null where a repetition cannot be recognised.</summary>
    public string? IdempotencyKey { get; init; }

    /// <summary>Of everything that makes the request what it is: another request under the same key is refused.</summary>
    public string RequestHash { get; init; } = "";

    /// <summary>The version that the caller has seen; null where any will do.</summary>
    public long? ExpectedVersion { get; init; }

    /// <summary>When it happened, where an event says so itself and must say the same; null: when it is stored.</summary>
    public DateTimeOffset? At { get; init; }

    /// <summary>It is done for the subject's rights, and so also while their data is restricted, in whatever domain.</summary>
    public bool ServesRights { get; init; }

    /// <summary>The same for every repetition. A key is its caller's own: nobody repeats another's request by guessing it.</summary>
    public Guid CommandId { get; init; } = Uuid.New();

    public static Guid IdOf(Caller caller, string idempotencyKey)
    {
        ArgumentNullException.ThrowIfNull(caller);
        return Uuid.Derived("command", caller.TenantId, caller.Id, idempotencyKey);
    }

    internal Who Who => new(Caller.Id, [.. Caller.Roles.Select(role => role.Name()).Order(StringComparer.Ordinal)]);

    internal Why Why => new(Reason, TraceParent, CommandId);
}
