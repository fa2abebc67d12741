using System.Text.Json.Serialization;

namespace Serverless.Cloud.Keys;

/// <summary>A wrapped key as it is stored in the container of keys. One without material is a tombstone: the key is destroyed, and no other follows.</summary>
internal sealed record KeyDocument(
    [property: JsonPropertyName("id")] string Id,
    [property: JsonPropertyName("tenantId")] string TenantId,
    [property: JsonPropertyName("subjectId")] string SubjectId,
    [property: JsonPropertyName("keyId")] Guid KeyId,
    [property: JsonPropertyName("wrappedBy")] string? WrappedBy,
    [property: JsonPropertyName("wrapped")] byte[]? Wrapped,
    [property: JsonPropertyName("createdAt")] DateTimeOffset CreatedAt,
    [property: JsonPropertyName("destroyedAt")] DateTimeOffset? DestroyedAt)
{
    [JsonIgnore]
    public WrappedKey? Material => Wrapped is null ? null : new WrappedKey(WrappedBy!, Wrapped);
}
