namespace Serverless.Cloud.Keys;

/// <summary>A wrapped key as it is stored; a destroyed one stays as a tombstone without it.</summary>
internal sealed record KeyDocument
{
    public const string Container = "keys";

    public required string Id { get; init; }

    public required string TenantId { get; init; }

    public required string SubjectId { get; init; }

    public required Guid KeyId { get; init; }

    /// <summary>base64url.</summary>
    public string? Wrapped { get; init; }

    public string? WrappedBy { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? DestroyedAt { get; init; }

    public static KeyDocument Of(KeyPlace place, Guid keyId, WrappedKey wrapped, DateTimeOffset at) => new()
    {
        Id = place.DocumentId,
        TenantId = place.TenantId,
        SubjectId = place.SubjectId,
        KeyId = keyId,
        Wrapped = wrapped.Value,
        WrappedBy = wrapped.By,
        CreatedAt = at,
    };

    /// <summary>Keeps when the key was made and by which id documents name it, which an erasure certificate tells.</summary>
    public static KeyDocument Tombstone(KeyPlace place, KeyDocument? key, DateTimeOffset at) => new()
    {
        Id = place.DocumentId,
        TenantId = place.TenantId,
        SubjectId = place.SubjectId,
        KeyId = key?.KeyId ?? Guid.Empty,
        CreatedAt = key?.CreatedAt ?? at,
        DestroyedAt = key?.DestroyedAt ?? at,
    };

    public KeyPlace Place() => new(TenantId, SubjectId, Id);

    public WrappedKey WrappedKey() => Wrapped is not null && WrappedBy is not null
        ? new(Wrapped, WrappedBy)
        : throw new TenantKeyException(TenantId, $"the document '{Id}' of the container '{Container}' holds no key");
}
