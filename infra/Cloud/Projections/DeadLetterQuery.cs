using System.Text.Json;
using Microsoft.Azure.Cosmos;

namespace Serverless.Cloud.Projections;

/// <summary>Dead letters of a tenant.</summary>
/// <param name="Projection">Only those of this read model.</param>
/// <param name="Status">Null for any.</param>
public sealed record DeadLetterQuery(string TenantId, string? Projection, DeadLetterStatus? Status)
{
    /// <summary>Only those of this reaction.</summary>
    public string? Reaction { get; init; }

    /// <summary>Only those of what tells the world outside, by this name.</summary>
    public string? Publication { get; init; }

    /// <summary>As it is stored.</summary>
    public static string NameOf(DeadLetterStatus status) => JsonNamingPolicy.CamelCase.ConvertName(status.ToString());

    internal QueryDefinition Statement(string select, string order = "")
    {
        var conditions = new List<string>();
        if (Projection is not null) conditions.Add("c.projection = @projection");
        if (Reaction is not null) conditions.Add("c.reaction = @reaction");
        if (Publication is not null) conditions.Add("c.publication = @publication");
        if (Status is not null) conditions.Add("c.status = @status");
        var where = conditions.Count == 0 ? "" : $" WHERE {string.Join(" AND ", conditions)}";
        var query = new QueryDefinition($"SELECT {select} FROM c{where}{order}");
        if (Projection is not null) query = query.WithParameter("@projection", Projection);
        if (Reaction is not null) query = query.WithParameter("@reaction", Reaction);
        if (Publication is not null) query = query.WithParameter("@publication", Publication);
        return Status is { } status ? query.WithParameter("@status", NameOf(status)) : query;
    }
}
