using System.Text.Json.Nodes;

namespace Serverless.Cloud.Cosmos;

/// <summary>A record as it is stored, opened.</summary>
public abstract record Stored(RecordKey Key)
{
    /// <summary>1 when created, one more with every command that changed it.</summary>
    public required long Version { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset ChangedAt { get; init; }

    /// <summary>The state as JSON, personal fields opened.</summary>
    public required JsonObject Data { get; init; }

    /// <summary>Pointers of personal fields that are gone with their key.</summary>
    public IReadOnlyList<string> Shredded { get; init; } = [];

    /// <summary>The subject's data is restricted: it is shown to almost nobody.</summary>
    public bool IsRestricted { get; init; }

    /// <summary>Since when it is in an archive, where it can be read and not changed; null where it is not.</summary>
    public DateTimeOffset? ArchivedAt { get; init; }

    /// <summary>Of the document, for the store's own check.</summary>
    internal string ETag { get; init; } = "";
}

/// <inheritdoc/>
public sealed record Stored<TState>(RecordKey Key, TState State) : Stored(Key)
    where TState : class;
