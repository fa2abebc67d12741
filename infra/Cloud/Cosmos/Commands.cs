using System.Security.Cryptography;
using Serverless.Kernel.Declarations;
using Serverless.Kernel.Results;

namespace Serverless.Cloud.Cosmos;

/// <summary>The write path of a command: load, decide, commit; again when another was faster; once only, however often it is sent.</summary>
public sealed class Commands(RecordStore store, RecordOptions options, TimeProvider time)
{
    /// <summary>Creates a record: one call.</summary>
    public Task<Result<Committed<TState>>> CreateAsync<TState, TEvent>(
        Domain<TState, TEvent> domain, RecordKey key, CommandContext context, Func<Decision<TEvent>> decide, CancellationToken cancellation, Guard<TState, TEvent>? guard = null)
        where TState : class
        where TEvent : class
    {
        ArgumentNullException.ThrowIfNull(decide);
        return RunAsync(domain, key, context, () => PlanAsync(domain, key, before: null, decide(), guard, cancellation), cancellation);
    }

    /// <summary>Makes a record whose id follows from what it is about: one call; three where it is there already, which is then decided about.</summary>
    /// <param name="decide">From null for a new one; asked again with the one that is there.</param>
    public async Task<Result<Committed<TState>>> EnsureAsync<TState, TEvent>(
        Domain<TState, TEvent> domain, RecordKey key, CommandContext context, Func<TState?, Task<Decision<TEvent>>> decide, CancellationToken cancellation)
        where TState : class
        where TEvent : class
    {
        ArgumentNullException.ThrowIfNull(decide);
        var created = await RunAsync(domain, key, context, () => DecideAsync(before: null), cancellation);
        if (created.IsSuccess) return created;
        // What speaks against a new one now did not when this very command made it.
        if (created.Error != StoreErrors.Exists && await store.FindMadeAsync(domain, key, context, cancellation) is { } made)
            return new Committed<TState>(made, SessionToken: "", IsRepeated: false);
        // Whatever speaks against a new one, one that is there has its own answer.
        return await RunAsync(domain, key, context, LoadAndDecideAsync, cancellation);

        async Task<Result<Plan<TState>>> LoadAndDecideAsync() =>
            await store.FindAsync(domain, key, cancellation) is { } before ? await DecideAsync(before) : created.Error;

        async Task<Result<Plan<TState>>> DecideAsync(Stored<TState>? before) =>
            await PlanAsync(domain, key, before, await decide(before?.State), guard: null, cancellation);
    }

    /// <summary>Changes a record: two calls.</summary>
    public Task<Result<Committed<TState>>> ChangeAsync<TState, TEvent>(
        Domain<TState, TEvent> domain, RecordKey key, CommandContext context, Func<TState, Decision<TEvent>> decide, CancellationToken cancellation, Guard<TState, TEvent>? guard = null)
        where TState : class
        where TEvent : class
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(decide);
        return RunAsync(domain, key, context, LoadAndPlanAsync, cancellation);

        async Task<Result<Plan<TState>>> LoadAndPlanAsync()
        {
            var loaded = await store.LoadAsync(domain, key, cancellation);
            if (!loaded.IsSuccess) return loaded.Error;
            var before = loaded.Value;
            if (context.ExpectedVersion is { } expected && expected != before.Version) return StoreErrors.Stale;
            return await PlanAsync(domain, key, before, decide(before.State), guard, cancellation);
        }
    }

    /// <summary>Changes a record, or makes it where nothing has happened to it yet: two calls.</summary>
    /// <param name="decide">From null for a new one.</param>
    public async Task<Result<Committed<TState>>> PutAsync<TState, TEvent>(
        Domain<TState, TEvent> domain, RecordKey key, CommandContext context, Func<TState?, Decision<TEvent>> decide, CancellationToken cancellation, Guard<TState, TEvent>? guard = null)
        where TState : class
        where TEvent : class
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(decide);
        var put = await RunAsync(domain, key, context, LoadAndPlanAsync, cancellation);
        // Another made it in between. Now that it is there, the decision is a different one.
        return put.Error == StoreErrors.Exists ? await RunAsync(domain, key, context, LoadAndPlanAsync, cancellation) : put;

        async Task<Result<Plan<TState>>> LoadAndPlanAsync()
        {
            var loaded = await store.LoadAsync(domain, key, cancellation);
            if (!loaded.IsSuccess && loaded.Error != StoreErrors.NotFound) return loaded.Error;
            var before = loaded.IsSuccess ? loaded.Value : null;
            if (context.ExpectedVersion is { } expected && expected != before?.Version) return StoreErrors.Stale;
            return await PlanAsync(domain, key, before, decide(before?.State), guard, cancellation);
        }
    }

    /// <summary>Does what a plan says, which is made anew whenever the records that it was made for have changed.</summary>
    /// <param name="key">Of the record that the command is about.</param>
    public async Task<Result<Committed<TState>>> RunAsync<TState, TEvent>(
        Domain<TState, TEvent> domain, RecordKey key, CommandContext context, Func<Task<Result<Plan<TState>>>> plan, CancellationToken cancellation)
        where TState : class
        where TEvent : class
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(plan);
        for (var attempt = 0; attempt < options.MaxAttempts; attempt++)
        {
            var planned = await plan();
            if (!planned.IsSuccess) return await RepeatAsync(domain, key, context, planned.Error, cancellation);

            var (before, changes) = planned.Value;
            switch (await store.CommitAsync(domain, before, changes, context, cancellation))
            {
                case Commitment.Done done:
                    return new Committed<TState>((Stored<TState>)done.Records[0], done.SessionToken, IsRepeated: false);
                case Commitment.Repeated:
                    return await RepeatAsync(domain, key, context, StoreErrors.Contended, cancellation);
                case Commitment.Exists or Commitment.Stale when changes.Count > 0 && await store.FindOwnAsync(changes[0], context, cancellation) is { } own:
                    return new Committed<TState>((Stored<TState>)own, SessionToken: "", IsRepeated: false);
                case Commitment.Exists:
                    return StoreErrors.Exists;
                case Commitment.Refused { Error: var error } when error == StoreErrors.Restricted || error == StoreErrors.Archived:
                    return await RepeatAsync(domain, key, context, error, cancellation);
                case Commitment.Refused refused:
                    return refused.Error;
                case Commitment.Stale when context.ExpectedVersion is not null:
                    return StoreErrors.Stale;
                case Commitment.Stale:
                    await Task.Delay(Rest(attempt), time, cancellation);
                    break;
            }
        }

        return StoreErrors.Contended;
    }

    private static async Task<Result<Plan<TState>>> PlanAsync<TState, TEvent>(
        Domain<TState, TEvent> domain, RecordKey key, Stored<TState>? before, Decision<TEvent> decision, Guard<TState, TEvent>? guard, CancellationToken cancellation)
        where TState : class
        where TEvent : class
    {
        if (decision.IsRefused) return decision.Error;
        if (decision.Events.Count == 0) return new Plan<TState>(before, []);
        if (guard is not null && await guard(key, before?.State, decision.Events, cancellation) is { } refused) return refused;
        return new Plan<TState>(before, [new RecordChange<TState, TEvent>(domain, key, before, decision.Events)]);
    }

    /// <summary>As chance has it, so that those who met do not meet again; up to twice as long each time, and never more than an eighth of a second.</summary>
    private static TimeSpan Rest(int attempt) => TimeSpan.FromMilliseconds(RandomNumberGenerator.GetInt32(1 << Math.Min(attempt, 7)));

    /// <summary>What would now be refused may have been done already, by the same request.</summary>
    private async Task<Result<Committed<TState>>> RepeatAsync<TState, TEvent>(
        Domain<TState, TEvent> domain, RecordKey key, CommandContext context, Error otherwise, CancellationToken cancellation)
        where TState : class
        where TEvent : class => await store.FindRepetitionAsync(domain, key, context, cancellation) switch
        {
            null => otherwise,
            { Answer: null } => StoreErrors.KeyReused,
            { Answer: { } answer } => new Committed<TState>(answer, SessionToken: "", IsRepeated: true),
        };
}

/// <summary>What must hold outside the record, seen to after the decision and before the commit. Asked again for the same events, it answers the same.</summary>
/// <param name="before">Null where the record is new.</param>
/// <returns>Null when it holds.</returns>
public delegate Task<Error?> Guard<in TState, in TEvent>(RecordKey key, TState? before, IReadOnlyList<TEvent> events, CancellationToken cancellation)
    where TState : class
    where TEvent : class;

/// <summary>What a command is going to store.</summary>
/// <param name="Before">The record that it is about; null where it is new.</param>
/// <param name="Changes">That record's first, others of its partition after it; none where nothing changes.</param>
public sealed record Plan<TState>(Stored<TState>? Before, IReadOnlyList<RecordChange> Changes)
    where TState : class;

/// <summary>What a command has stored, now or when it was sent first.</summary>
public sealed record Committed<TState>(Stored<TState> Record, string SessionToken, bool IsRepeated)
    where TState : class;
