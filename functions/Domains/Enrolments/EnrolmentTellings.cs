using System.Diagnostics;
using Serverless.Cloud.Cosmos;
using Serverless.Functions.Seams;
using Serverless.Kernel.Access;
using Serverless.Kernel.Results;

namespace Serverless.Functions.Domains.Enrolments;

/// <summary>What other domains tell enrolments, and ask of them.</summary>
public sealed class EnrolmentTellings(RecordStore store, Commands commands, FindProgrammePlan findPlan, TimeProvider time)
{
    public async Task<EnrolmentStanding> StandingAsync(string tenantId, Guid personId, Guid programmeId, CancellationToken cancellation) =>
        EnrolmentDecisions.Standing((await store.FindAsync(EnrolmentsDomain.Enrolments, KeyOf(tenantId, personId, programmeId), cancellation))?.State);

    public Task<Error?> StartAsync(Caller caller, Guid personId, Guid programmeId, Guid applicationId, CancellationToken cancellation) =>
        TellAsync(caller, "application-accepted", personId, programmeId, state => EnrolmentDecisions.Start(state, programmeId, applicationId), cancellation);

    public Task<Error?> EndAsync(Caller caller, Guid personId, Guid programmeId, Guid applicationId, CancellationToken cancellation) =>
        TellAsync(caller, "application-withdrawn", personId, programmeId, state => EnrolmentDecisions.End(state, programmeId, applicationId), cancellation);

    public async Task<Error?> RecordSessionAsync(
        Caller caller, Guid personId, Guid programmeId, Guid sessionId, bool isAttended, long version, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(caller);
        var told = new RecordedSession { SessionId = sessionId, IsAttended = isAttended, Version = version };
        // Asked once: a plan only grows, and the attendance that is told here was checked against an earlier one.
        var plan = await findPlan(caller.TenantId, programmeId, cancellation);
        return await TellAsync(caller, "attendance-recorded", personId, programmeId, state => EnrolmentDecisions.RecordSession(state, plan, told, Today), cancellation);
    }

    public async Task<Error?> RecordTaskAsync(Caller caller, Guid personId, Guid programmeId, Guid taskId, int points, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(caller);
        var told = new PassedTask { TaskId = taskId, Points = points };
        var plan = await findPlan(caller.TenantId, programmeId, cancellation);
        return await TellAsync(caller, "task-passed", personId, programmeId, state => EnrolmentDecisions.RecordTask(state, plan, told, Today), cancellation);
    }

    private DateOnly Today => DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);

    private async Task<Error?> TellAsync(
        Caller caller, string reason, Guid personId, Guid programmeId, Func<Enrolment?, Decision<EnrolmentEvent>> decide, CancellationToken cancellation)
    {
        var key = KeyOf(caller.TenantId, personId, programmeId);
        var context = new CommandContext(caller, reason) { TraceParent = Activity.Current?.Id };
        var told = await commands.RunAsync(EnrolmentsDomain.Enrolments, key, context, PlanAsync, cancellation);
        // Another telling began the enrolment in between. Now that it is there, the decision is a different one.
        if (told.Error == StoreErrors.Exists) told = await commands.RunAsync(EnrolmentsDomain.Enrolments, key, context, PlanAsync, cancellation);
        return told.Error;

        async Task<Result<Plan<Enrolment>>> PlanAsync()
        {
            var before = await store.FindAsync(EnrolmentsDomain.Enrolments, key, cancellation);
            var decision = decide(before?.State);
            if (decision.IsRefused) return decision.Error;
            return new Plan<Enrolment>(before, decision.Events.Count == 0 ? [] : [new RecordChange<Enrolment, EnrolmentEvent>(EnrolmentsDomain.Enrolments, key, before, decision.Events)]);
        }
    }

    private static RecordKey KeyOf(string tenantId, Guid personId, Guid programmeId) => new(tenantId, personId.ToString(), Enrolment.IdOf(personId, programmeId));
}
