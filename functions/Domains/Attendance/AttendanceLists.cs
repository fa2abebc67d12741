using System.Collections.Concurrent;
using System.Diagnostics;
using Serverless.Cloud.Cosmos;
using Serverless.Cloud.Keys;
using Serverless.Functions.Seams;
using Serverless.Kernel.Access;
using Serverless.Kernel.Results;

namespace Serverless.Functions.Domains.Attendance;

/// <summary>
/// Records many at once. What is said of one person is recorded in its order, different people side by side; plans, standings
/// and keys are looked up once for a list.
/// </summary>
public sealed class AttendanceLists(Commands commands, FindProgrammePlan findPlan, FindEnrolmentStanding findStanding, SubjectKeys keys, TimeProvider time)
{
    /// <summary>People whose attendance is recorded at the same time.</summary>
    private const int Parallel = 32;

    public async Task<IReadOnlyList<AttendanceOutcome>> RecordAsync(Caller caller, IReadOnlyList<AttendanceEntry> entries, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(caller);
        ArgumentNullException.ThrowIfNull(entries);
        var occasions = new Occasions(Once(findPlan), Once(findStanding), time);
        // What is found stays in memory for a while: the rows then need not ask one by one.
        await keys.FindManyAsync(caller.TenantId, entries.Select(entry => entry.PersonId.ToString()), cancellation);
        var outcomes = new AttendanceOutcome[entries.Count];
        await System.Threading.Tasks.Parallel.ForEachAsync(
            entries.Index().GroupBy(entry => entry.Item.PersonId),
            new ParallelOptions { MaxDegreeOfParallelism = Parallel, CancellationToken = cancellation },
            async (person, token) =>
            {
                foreach (var (index, entry) in person) outcomes[index] = await RecordAsync(caller, entry, occasions, token);
            });
        return outcomes;
    }

    private async Task<AttendanceOutcome> RecordAsync(Caller caller, AttendanceEntry entry, Occasions occasions, CancellationToken cancellation)
    {
        if (caller.Is(entry.PersonId)) return Rejected(AttendanceErrors.Own);
        var checkIn = new CheckIn { ProgrammeId = entry.ProgrammeId, SessionId = entry.SessionId, Status = entry.Status, CameAt = entry.CameAt, Note = entry.Note };
        var key = new RecordKey(caller.TenantId, entry.PersonId.ToString(), AttendanceRecord.IdOf(entry.ProgrammeId, entry.SessionId, entry.PersonId));
        var context = new CommandContext(caller, "recorded") { CommandId = entry.CommandId, TraceParent = Activity.Current?.Id };
        var wasThere = false;
        var recorded = await commands.EnsureAsync<AttendanceRecord, AttendanceEvent>(
            AttendanceDomain.Attendance,
            key,
            context,
            async state =>
            {
                wasThere = state is not null;
                return AttendanceDecisions.Record(state, checkIn, await occasions.FindAsync(caller.TenantId, entry.PersonId, entry.ProgrammeId, entry.SessionId, cancellation));
            },
            cancellation);
        if (recorded.Error is { Kind: ErrorKind.Unavailable } passing) throw new TimeoutException($"An attendance is not recorded now: {passing.Code}.");
        return recorded.IsSuccess ? new AttendanceOutcome(key.RecordId, IsNew: !wasThere, Refusal: null) : Rejected(recorded.Error);
    }

    private static AttendanceOutcome Rejected(Error refusal) => new(AttendanceId: null, IsNew: false, refusal);

    private static FindProgrammePlan Once(FindProgrammePlan find)
    {
        var found = new ConcurrentDictionary<Guid, Task<ProgrammePlan?>>();
        return (tenant, programme, cancellation) => found.GetOrAdd(programme, _ => find(tenant, programme, cancellation));
    }

    private static FindEnrolmentStanding Once(FindEnrolmentStanding find)
    {
        var found = new ConcurrentDictionary<(Guid PersonId, Guid ProgrammeId), Task<EnrolmentStanding>>();
        return (tenant, person, programme, cancellation) => found.GetOrAdd((person, programme), _ => find(tenant, person, programme, cancellation));
    }
}
