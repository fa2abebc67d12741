using Serverless.Kernel.Deadlines;
using System.Diagnostics;
using Microsoft.Extensions.Logging;
using Serverless.Cloud.Cosmos;
using Serverless.Kernel.Access;

namespace Serverless.Cloud.Deadlines;

/// <summary>Tells of deadlines that are near or missed, once for each stage: to a topic, to the log, and in the record's own history.</summary>
public sealed class DeadlineWatch
{
    private const string Watcher = "deadline-watch";

    private static readonly HashSet<Role> None = [];

    private readonly DueRecords _due;
    private readonly DeadlineNotices _notices;
    private readonly RecordStore _store;
    private readonly Commands _commands;
    private readonly TimeProvider _time;
    private readonly ILogger<DeadlineWatch> _log;

    internal DeadlineWatch(DueRecords due, DeadlineNotices notices, RecordStore store, Commands commands, TimeProvider time, ILogger<DeadlineWatch> log) =>
        (_due, _notices, _store, _commands, _time, _log) = (due, notices, store, commands, time, log);

    /// <summary>What cannot be told now is told by the next run.</summary>
    public async Task RunAsync<TState, TEvent>(Deadline<TState, TEvent> watched, CancellationToken cancellation)
        where TState : class
        where TEvent : class
    {
        ArgumentNullException.ThrowIfNull(watched);
        var now = _time.GetUtcNow();
        await foreach (var key in _due.FindAsync(watched.Domain, DeadlineStage.Running, now + watched.Near, cancellation)) await TellAsync(watched, key, now, cancellation);
        await foreach (var key in _due.FindAsync(watched.Domain, DeadlineStage.Near, now, cancellation)) await TellAsync(watched, key, now, cancellation);
    }

    private async Task TellAsync<TState, TEvent>(Deadline<TState, TEvent> watched, RecordKey key, DateTimeOffset now, CancellationToken cancellation)
        where TState : class
        where TEvent : class
    {
        if (await _store.FindAsync(watched.Domain, key, cancellation) is not { } record) return;
        var standing = watched.Standing(record.State);
        if (standing.Next(now, watched.Near) is not { } stage) return;
        // Before it is recorded: what is recorded is not looked for again, and who ends in between must not have kept it to themselves.
        await _notices.SendAsync(watched.Topic, watched.Domain, key, stage, standing.Due!.Value, cancellation);
        var context = new CommandContext(new Caller(key.TenantId, Watcher, PersonId: null, None), "escalated") { TraceParent = Activity.Current?.Id };
        var recorded = await _commands.ChangeAsync(watched.Domain, key, context, state => watched.Escalate(state, stage, now), cancellation);
        if (recorded.IsSuccess) _log.Told(stage, watched.Domain.RecordType, key.RecordId, key.TenantId);
        else _log.NotRecorded(watched.Domain.RecordType, key.RecordId, key.TenantId, recorded.Error.Code);
    }
}

internal static partial class DeadlineLog
{
    [LoggerMessage(300, LogLevel.Warning, "The deadline of the {RecordType} {RecordId} of {Tenant} is {Stage}")]
    public static partial void Told(this ILogger log, DeadlineStage stage, string recordType, Guid recordId, string tenant);

    [LoggerMessage(301, LogLevel.Warning, "That the deadline of the {RecordType} {RecordId} of {Tenant} was told is not recorded: {Code}")]
    public static partial void NotRecorded(this ILogger log, string recordType, Guid recordId, string tenant, string code);
}
