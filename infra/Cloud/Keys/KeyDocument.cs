namespace Serverless.Cloud.Keys;

/// <summary>
/// A subject's document: the wrapped key, and what may be done with the data that it seals. A destroyed key stays as a tombstone
/// without it.
/// </summary>
internal sealed record KeyDocument
{
    public const string Container = "keys";

    public required string Id { get; init; }

    public required string TenantId { get; init; }

    public required string SubjectId { get; init; }

    /// <summary>Empty while there never was a key.</summary>
    public required Guid KeyId { get; init; }

    /// <summary>base64url.</summary>
    public string? Wrapped { get; init; }

    public string? WrappedBy { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? DestroyedAt { get; init; }

    /// <summary>How often it was changed; null where it never was.</summary>
    public long? Revision { get; init; }

    /// <summary>Those that stand; null where none ever did.</summary>
    public IReadOnlyList<KeyRestriction>? Restrictions { get; init; }

    /// <summary>Names of what the subject has consented to; null where that is nothing.</summary>
    public IReadOnlyList<string>? Consents { get; init; }

    public bool HasKey => KeyId != Guid.Empty && DestroyedAt is null;

    public static KeyDocument Of(KeyPlace place, Guid keyId, WrappedKey wrapped, DateTimeOffset at) => Empty(place, at) with
    {
        KeyId = keyId,
        Wrapped = wrapped.Value,
        WrappedBy = wrapped.By,
    };

    /// <summary>Of a subject who has no key yet.</summary>
    public static KeyDocument Empty(KeyPlace place, DateTimeOffset at) => new()
    {
        Id = place.DocumentId,
        TenantId = place.TenantId,
        SubjectId = place.SubjectId,
        KeyId = Guid.Empty,
        CreatedAt = at,
    };

    /// <summary>Keeps when the key was made and by which id documents name it, which an erasure certificate tells.</summary>
    public static KeyDocument Tombstone(KeyPlace place, KeyDocument? key, DateTimeOffset at) => Empty(place, key?.CreatedAt ?? at) with
    {
        KeyId = key?.KeyId ?? Guid.Empty,
        DestroyedAt = key?.DestroyedAt ?? at,
    };

    public KeyPlace Place() => new(TenantId, SubjectId, Id);

    public WrappedKey WrappedKey() => Wrapped is not null && WrappedBy is not null
        ? new(Wrapped, WrappedBy)
        : throw new TenantKeyException(TenantId, $"the document '{Id}' of the container '{Container}' holds no key");
}

/// <param name="Ground">A code.</param>
internal sealed record KeyRestriction(Guid Id, string Ground, DateTimeOffset Since);
