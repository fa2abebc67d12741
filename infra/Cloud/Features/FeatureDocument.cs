using System.Text.Json.Serialization;
using Serverless.Cloud.Cosmos;

namespace Serverless.Cloud.Features;

/// <summary>How a feature is switched, as it is kept in <c>operations</c>. There is none before the first switch.</summary>
internal sealed record FeatureDocument : IReplaceableDocument
{
    public const string OnlyId = "feature";

    /// <summary>No tenant has a name with this character.</summary>
    public const string OfNoTenant = "_";

    public string Id { get; init; } = OnlyId;

    public string TenantId { get; init; } = OfNoTenant;

    /// <summary>The feature, as the partition that the document is alone in.</summary>
    public required string SubjectId { get; init; }

    public string Kind { get; init; } = "feature";

    public required FeatureState State { get; init; }

    [JsonPropertyName("_etag")]
    public string? ETag { get; init; }

    public static string SubjectOf(string feature) => $"feature:{feature}";
}
