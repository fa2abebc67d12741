using Microsoft.Azure.Cosmos;
using Serverless.Cloud.Cosmos;
using Serverless.Cloud.Projections;

namespace Serverless.Cloud.Archives;

/// <summary>A record that is to be deleted. A wire contract.</summary>
/// <param name="Month">In which it was changed last.</param>
public sealed record DueRecord(string SubjectId, Guid RecordId, long Version, string Month, int Events);

public sealed record DeletionChoice(IReadOnlyList<DueRecord> Records, LookedAt Looked);

/// <summary>
/// Deletes records whose time is over, with their events and what they have reserved. All throw <see cref="CosmosException"/> where the
/// store does not answer.
/// </summary>
public sealed class Deleting(Database database, RetirementLook look, RecordRetreat retreat, RetirementGuard guard, Reservations reservations, RequestUnitBudget budget)
{
    /// <summary>So many that a step's choice is small, for it is kept.</summary>
    private const int MostAtOnce = 100;

    /// <summary>The next that may go; nothing is deleted.</summary>
    public async Task<DeletionChoice> ChooseAsync(RetirementScope scope, RetirementCursor? after, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(scope);
        var (next, chosen, stay) = (after, new List<DueRecord>(), new List<MonthFigures>());
        var container = database.GetContainer(scope.Domain.Container);
        await foreach (var one in look.LookAsync(scope, after, cancellation))
        {
            if (one.State is not null && one.LeftAlone is null)
            {
                if (chosen.Count == MostAtOnce) break;
                var partition = Partitions.Of(one.Subject.TenantId, one.Subject.SubjectId);
                var events = await budget.SpendAsync(() => RecordEvents.ReadAsync(container, partition, one.RecordId, one.Version, cancellation), cancellation);
                chosen.Add(new DueRecord(one.Subject.SubjectId, one.RecordId, one.Version, one.Month, events.Count));
            }
            else if (one.LeftAlone is { } reason)
            {
                stay.Add(MonthFigures.None(one.Month).With(reason));
            }

            next = one.Cursor;
        }

        return new DeletionChoice(chosen, new LookedAt(next, MonthFigures.Sum(chosen.Select(Figures)), MonthFigures.Sum(stay)));
    }

    /// <summary>Deletes what was chosen, unless it has become another. Broken off anywhere, it goes on when it is told again, and answers the same.</summary>
    public async Task<IReadOnlyList<MonthFigures>> DeleteAsync(RetirementScope scope, IReadOnlyList<DueRecord> records, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(scope);
        ArgumentNullException.ThrowIfNull(records);
        var figures = new List<MonthFigures>();
        foreach (var theirs in records.GroupBy(record => record.SubjectId))
        {
            var subject = new SubjectPlace(scope.TenantId, theirs.Key);
            var standing = await budget.SpendAsync(() => guard.AskAsync(scope.Domain, subject, cancellation), cancellation);
            foreach (var record in theirs)
            {
                var isGone = await budget.SpendAsync(() => TryDeleteAsync(scope, subject, record, standing, cancellation), cancellation);
                figures.Add(isGone ? Figures(record) : MonthFigures.None(record.Month).With(LeftAlone.Meanwhile));
            }
        }

        return MonthFigures.Sum(figures);
    }

    private async Task<bool> TryDeleteAsync(RetirementScope scope, SubjectPlace subject, DueRecord record, SubjectGuard standing, CancellationToken cancellation)
    {
        if (!await retreat.TryDeleteAsync(scope, subject, record.RecordId, record.Version, standing, cancellation)) return false;
        if (scope.Domain.Reserves) await reservations.ReleaseAsync(scope.Domain.Container, scope.TenantId, record.RecordId, cancellation);
        return true;
    }

    private static MonthFigures Figures(DueRecord record) => MonthFigures.None(record.Month) with { Records = 1, Events = record.Events };
}
