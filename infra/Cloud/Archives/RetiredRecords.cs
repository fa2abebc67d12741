using Microsoft.Azure.Cosmos;
using System.Text.Json.Nodes;
using Serverless.Cloud.Cosmos;
using Serverless.Kernel.Declarations;

namespace Serverless.Cloud.Archives;

/// <summary>Whose records, and until when they must have been changed last to be taken out of reach.</summary>
/// <param name="RunId">Of the archival or deletion that does it.</param>
/// <param name="Before">Not later than the domain's rule allows.</param>
public sealed record RetirementScope(string TenantId, Guid RunId, Domain Domain, DateTimeOffset Before)
{
    internal Retention Rule => Domain.Retention ?? throw new ArgumentException($"'{Domain.Container}' keeps its records for as long as the subject is here.");
}

/// <summary>A place in the order in which records are looked at. A wire contract.</summary>
/// <param name="Value">Of the field that the rule follows.</param>
/// <param name="ChangedAt">Of the last record that was looked at, with its id; null before the first with this value.</param>
public sealed record RetirementCursor(string Value, DateTimeOffset? ChangedAt, Guid? RecordId);

/// <summary>
/// Records that have been in reach for long enough: found by the index over the rule's field, time and id, so that it costs what there is
/// to find, and not what there is. Both throw <see cref="CosmosException"/> where the store does not answer.
/// </summary>
public sealed class RetiredRecords(Database database)
{
    internal const int PageSize = 50;

    /// <summary>The next, those that were changed first before the others; less than a page of them only at the end of the value.</summary>
    internal async Task<IReadOnlyList<JsonObject>> PageAsync(RetirementScope scope, RetirementCursor after, CancellationToken cancellation)
    {
        var field = PathOf(scope.Rule);
        var behind = after.ChangedAt is null ? "" : " AND (c.changedAt > @at OR (c.changedAt = @at AND c.id > @id))";
        var query = Due(scope.Domain, scope.Before, $"SELECT TOP {PageSize} * FROM c", $"{field} = @value{behind} ORDER BY {field}, c.changedAt, c.id").WithParameter("@value", after.Value);
        if (after.ChangedAt is { } at) query = query.WithParameter("@at", Text(at)).WithParameter("@id", after.RecordId.ToString());
        return await new PlatformDocuments(database.GetContainer(scope.Domain.Container))
            .QueryAsync<JsonObject>(query, Partitions.Of(scope.TenantId), PageSize, cancellation).ToListAsync(cancellation);
    }

    /// <summary>The tenants that have any.</summary>
    public IAsyncEnumerable<string> TenantsAsync(Domain domain, DateTimeOffset before, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(domain);
        var rule = domain.Retention ?? throw new ArgumentException($"'{domain.Container}' has no rule.", nameof(domain));
        var query = Due(domain, before, "SELECT DISTINCT VALUE c.tenantId FROM c", $"ARRAY_CONTAINS(@values, {PathOf(rule)})").WithParameter("@values", rule.Values);
        return new PlatformDocuments(database.GetContainer(domain.Container)).QueryAsync<string>(query, partition: null, PageSize, cancellation);
    }

    /// <summary>What is left in place of archived records has nothing more to go.</summary>
    private static QueryDefinition Due(Domain domain, DateTimeOffset before, string select, string condition) =>
        new QueryDefinition($"{select} WHERE c.kind = @kind AND c.changedAt < @before AND NOT IS_DEFINED(c.{ArchiveMarker.Field}) AND {condition}")
            .WithParameter("@kind", domain.RecordType)
            .WithParameter("@before", Text(before));

    private static string PathOf(Retention rule) => Domain.StoreFields.Contains(rule.Field) ? $"c.{rule.Field}" : $"c.data[\"{rule.Field}\"]";

    private static string Text(DateTimeOffset at) => (string)DocumentJson.Time(at)!;
}
