using Serverless.Cloud.Cosmos;
using Serverless.Functions.Seams;

namespace Serverless.Functions.Domains.Programmes;

/// <summary>What those need to know of a programme who count what people do in it.</summary>
public sealed class ProgrammePlanning(RecordStore store)
{
    public async Task<ProgrammePlan?> FindAsync(string tenantId, Guid programmeId, CancellationToken cancellation) =>
        PlanOf((await store.FindAsync(ProgrammesDomain.Programmes, RecordKey.OfSubject(tenantId, programmeId), cancellation))?.State);

    /// <summary>A draft is no plan yet: anything may still change.</summary>
    public static ProgrammePlan? PlanOf(Programme? programme) => programme is not { Status: ProgrammeStatus.Published, Completion: { } rules }
        ? null
        : new ProgrammePlan(
            programme.Title,
            [.. programme.Sessions.Select(session => new PlannedSession(session.Id, session.Starts, session.Ends))],
            [.. programme.Tasks.Select(task => new PlannedTask(task.Id, task.Due, task.Points))],
            rules.MinimumAttendance,
            rules.MinimumPoints,
            rules.RequiredTasks);
}
