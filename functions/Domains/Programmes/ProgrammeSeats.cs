using System.Diagnostics;
using Serverless.Cloud.Cosmos;
using Serverless.Functions.Seams;
using Serverless.Kernel.Access;
using Serverless.Kernel.Declarations;
using Serverless.Kernel.Results;

namespace Serverless.Functions.Domains.Programmes;

/// <summary>What other domains may ask of programmes.</summary>
public sealed class ProgrammeSeats(RecordStore store, Commands commands, TimeProvider time)
{
    public async Task<ProgrammeOpenness> IsOpenAsync(string tenantId, Guid programmeId, CancellationToken cancellation)
    {
        var programme = await store.FindAsync(ProgrammesDomain.Programmes, RecordKey.OfSubject(tenantId, programmeId), cancellation);
        return ProgrammeDecisions.Openness(programme?.State, DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime));
    }

    public Task<Error?> ClaimAsync(Caller caller, Guid programmeId, Guid applicationId, CancellationToken cancellation) =>
        ChangeAsync(caller, "seat-claimed", programmeId, applicationId, SeatDecisions.Claim, cancellation);

    public Task<Error?> ReleaseAsync(Caller caller, Guid programmeId, Guid applicationId, CancellationToken cancellation) =>
        ChangeAsync(caller, "seat-released", programmeId, applicationId, SeatDecisions.Release, cancellation);

    private async Task<Error?> ChangeAsync(
        Caller caller, string reason, Guid programmeId, Guid applicationId, Func<Programme?, Seat?, Guid, Result<SeatChange>> decide, CancellationToken cancellation)
    {
        var programmeKey = RecordKey.OfSubject(caller.TenantId, programmeId);
        var seatKey = programmeKey with { RecordId = Seat.IdOf(programmeId, applicationId) };
        var context = new CommandContext(caller, reason) { TraceParent = Activity.Current?.Id };
        var change = await commands.RunAsync(ProgrammesDomain.Seats, seatKey, context, PlanAsync, cancellation);
        // Another call made the seat in between. Now that it is there, the decision is a different one.
        if (change.Error == StoreErrors.Exists) change = await commands.RunAsync(ProgrammesDomain.Seats, seatKey, context, PlanAsync, cancellation);
        return change.Error;

        async Task<Result<Plan<Seat>>> PlanAsync()
        {
            var finding = store.FindAsync(ProgrammesDomain.Programmes, programmeKey, cancellation);
            var seat = await store.FindAsync(ProgrammesDomain.Seats, seatKey, cancellation);
            var programme = await finding;
            var decision = decide(programme?.State, seat?.State, applicationId);
            if (!decision.IsSuccess) return decision.Error;
            return new Plan<Seat>(seat,
            [
                .. Changes(ProgrammesDomain.Seats, seatKey, seat, decision.Value.Seat),
                .. Changes(ProgrammesDomain.Programmes, programmeKey, programme, decision.Value.Programme),
            ]);
        }
    }

    private static IEnumerable<RecordChange> Changes<TState, TEvent>(
        Domain<TState, TEvent> domain, RecordKey key, Stored<TState>? before, IReadOnlyList<TEvent> events)
        where TState : class
        where TEvent : class => events.Count == 0 ? [] : [new RecordChange<TState, TEvent>(domain, key, before, events)];
}
