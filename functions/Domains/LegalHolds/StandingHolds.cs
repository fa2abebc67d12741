using System.Text.Json;
using Serverless.Cloud.Cosmos;
using Serverless.Functions.Seams;

namespace Serverless.Functions.Domains.LegalHolds;

/// <summary>What others ask before they take anything away.</summary>
public sealed class StandingHolds(RecordStore store, TimeProvider time)
{
    private const int AtOnce = 100;

    private static readonly string Standing = JsonNamingPolicy.CamelCase.ConvertName(nameof(HoldStatus.Standing));

    /// <summary>One whose time is over stands no more.</summary>
    public async Task<IReadOnlyList<StandingHold>> FindAsync(string tenantId, Guid personId, CancellationToken cancellation)
    {
        var query = new RecordQuery(tenantId, personId.ToString()) { Where = new Dictionary<string, string>(StringComparer.Ordinal) { ["status"] = Standing } };
        var (found, now) = (new List<StandingHold>(), time.GetUtcNow());
        string? continuation = null;
        do
        {
            var page = (await store.ListAsync(LegalHoldsDomain.LegalHolds, query, AtOnce, continuation, cancellation))!;
            found.AddRange(
                from hold in page.Items
                where hold.State.StandsAt(now)
                select new StandingHold(hold.Key.RecordId, JsonNamingPolicy.CamelCase.ConvertName(hold.State.Kind.ToString()), hold.CreatedAt));
            continuation = page.Continuation;
        }
        while (continuation is not null);
        return found;
    }
}
