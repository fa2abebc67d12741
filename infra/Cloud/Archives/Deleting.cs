using Microsoft.Azure.Cosmos;
using Microsoft.Extensions.Logging;
using Serverless.Cloud.Cosmos;
using Serverless.Cloud.Projections;
using Serverless.Cloud.Subjects.ReadModels;

namespace Serverless.Cloud.Archives;

/// <summary>A record that is to be deleted. A wire contract.</summary>
/// <param name="Month">In which it was changed last.</param>
public sealed record DueRecord(string SubjectId, Guid RecordId, long Version, string Month, int Events);

public sealed record DeletionChoice(IReadOnlyList<DueRecord> Records, LookedAt Looked);

/// <summary>
/// Deletes records whose time is over, with their events, what they have reserved, and what read models say because of them. All throw
/// <see cref="CosmosException"/> where the store does not answer.
/// </summary>
public sealed partial class Deleting(
    Database database,
    RetirementLook look,
    RecordRetreat retreat,
    RetirementGuard guard,
    Reservations reservations,
    ReadModelRefold models,
    ArchiveRecall recall,
    RequestUnitBudget budget,
    ILogger<Deleting> log)
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
    /// <returns>
    /// Null where a read model is also made of records in an archive that takes hours to read: all is deleted, and it is to be told again once
    /// that is back, which was asked for.
    /// </returns>
    public async Task<IReadOnlyList<MonthFigures>?> DeleteAsync(RetirementScope scope, IReadOnlyList<DueRecord> records, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(scope);
        ArgumentNullException.ThrowIfNull(records);
        var (figures, isOffline) = (new List<MonthFigures>(), false);
        foreach (var theirs in records.GroupBy(record => record.SubjectId))
        {
            var subject = new SubjectPlace(scope.TenantId, theirs.Key);
            var standing = await budget.SpendAsync(() => guard.AskAsync(scope.Domain, subject, cancellation), cancellation);
            var gone = new List<Guid>();
            foreach (var record in theirs)
            {
                var isGone = await budget.SpendAsync(() => TryDeleteAsync(scope, subject, record, standing, cancellation), cancellation);
                figures.Add(isGone ? Figures(record) : MonthFigures.None(record.Month).With(LeftAlone.Meanwhile));
                if (isGone) gone.Add(record.RecordId);
            }

            isOffline |= gone.Count > 0 && !await budget.SpendAsync(() => TryRefoldAsync(scope, subject, gone, cancellation), cancellation);
        }

        return isOffline ? null : MonthFigures.Sum(figures);
    }

    /// <returns>False where it has to wait for an archive.</returns>
    private async Task<bool> TryRefoldAsync(RetirementScope scope, SubjectPlace subject, IReadOnlyList<Guid> gone, CancellationToken cancellation)
    {
        try
        {
            await models.RefoldAsync(subject, scope.Domain, gone, cancellation);
            return true;
        }
        catch (ArchiveOfflineException)
        {
            await recall.AskAsync(subject, cancellation);
            return false;
        }
        // Nobody can wait for it to be read; with it, a rebuild fails as well, and says which one it is.
        catch (ArchiveDamagedException damaged)
        {
            LogKept(log, scope.Domain.Container, scope.TenantId, damaged);
            return true;
        }
    }

    private async Task<bool> TryDeleteAsync(RetirementScope scope, SubjectPlace subject, DueRecord record, SubjectGuard standing, CancellationToken cancellation)
    {
        if (!await retreat.TryDeleteAsync(scope, subject, record.RecordId, record.Version, standing, cancellation)) return false;
        if (scope.Domain.Reserves) await reservations.ReleaseAsync(scope.Domain.Container, scope.TenantId, record.RecordId, cancellation);
        return true;
    }

    private static MonthFigures Figures(DueRecord record) => MonthFigures.None(record.Month) with { Records = 1, Events = record.Events };

    [LoggerMessage(403, LogLevel.Error, "Records of {Container} of {Tenant} are deleted, and read models still say what followed from them: what else these are made of is archived, and cannot be read")]
    private static partial void LogKept(ILogger log, string container, string tenant, Exception damaged);
}
