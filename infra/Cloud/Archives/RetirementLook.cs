using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using Serverless.Cloud.Cosmos;
using Serverless.Cloud.Projections;
using Serverless.Kernel.Declarations;

namespace Serverless.Cloud.Archives;

/// <summary>Looks at records whose time in reach is over, one by one and within the budget, and says which may go.</summary>
public sealed class RetirementLook(RetiredRecords retired, RetirementGuard guard, RequestUnitBudget budget, TimeProvider time)
{
    /// <summary>Records that one step looks at: where nearly all must stay, it comes to an end all the same.</summary>
    private const int MostAtOnce = 1_000;

    /// <summary>After that, a step goes no further: whatever the budget and whoever shares it, it ends long before the host would end it.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(2);

    /// <summary>A step's share, in order. What a value has no more of, the next one goes on with.</summary>
    internal async IAsyncEnumerable<RetirementCandidate> LookAsync(RetirementScope scope, RetirementCursor? after, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var asked = new Dictionary<SubjectPlace, SubjectGuard>();
        var (looked, started) = (0, time.GetTimestamp());
        for (var cursor = after ?? First(scope); cursor is not null;)
        {
            var page = await budget.SpendAsync(() => retired.PageAsync(scope, cursor, cancellation), cancellation);
            foreach (var state in page)
            {
                if (looked == MostAtOnce || (looked > 0 && time.GetElapsedTime(started) > Longest)) yield break;
                looked++;
                cursor = cursor with { ChangedAt = RecordDocuments.Time(state["changedAt"]!), RecordId = (Guid)state["id"]! };
                var subject = new SubjectPlace((string)state["tenantId"]!, (string)state["subjectId"]!);
                if (!asked.TryGetValue(subject, out var found))
                    asked[subject] = found = await budget.SpendAsync(() => guard.AskAsync(scope.Domain, subject, cancellation), cancellation);
                yield return new RetirementCandidate(state, subject, cursor, found.Of(state));
            }

            if (page.Count < RetiredRecords.PageSize) cursor = Next(scope, cursor);
        }

        yield return RetirementCandidate.End;
    }

    private static RetirementCursor First(RetirementScope scope) => new(scope.Rule.Values[0], ChangedAt: null, RecordId: null);

    private static RetirementCursor? Next(RetirementScope scope, RetirementCursor cursor) =>
        scope.Rule.Values.SkipWhile(value => value != cursor.Value).Skip(1).FirstOrDefault() is { } next ? new RetirementCursor(next, ChangedAt: null, RecordId: null) : null;
}

/// <summary>A record whose time in reach is over.</summary>
/// <param name="State">As it is stored; null at the end of all.</param>
/// <param name="Cursor">Behind it.</param>
/// <param name="LeftAlone">Why it must stay; null where it may go.</param>
internal sealed record RetirementCandidate(JsonObject? State, SubjectPlace Subject, RetirementCursor? Cursor, LeftAlone? LeftAlone)
{
    public static RetirementCandidate End { get; } = new(State: null, new SubjectPlace("", ""), Cursor: null, LeftAlone: null);

    public Guid RecordId => (Guid)State!["id"]!;

    public long Version => (long)State!["version"]!;

    public DateTimeOffset ChangedAt => RecordDocuments.Time(State!["changedAt"]!);

    public string Month => ArchiveDraft.MonthOf(ChangedAt);
}
