using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Serverless.Kernel.Events;

/// <summary>A fact about one record as it is stored beside it: who, when, why, previous and new values. Insert-only.</summary>
public sealed record EventDocument
{
    /// <summary>As it is stored, where it is true.</summary>
    public const string AnonymisedField = "anonymised";

    /// <inheritdoc cref="AnonymisedField"/>
    public const string RehydratedField = "rehydrated";

    /// <summary>Derived from record, version and index, so that each can be written once.</summary>
    public required Guid Id { get; init; }

    public required string TenantId { get; init; }

    public required string SubjectId { get; init; }

    /// <summary>The name of the event.</summary>
    public required string Kind { get; init; }

    public required Guid RecordId { get; init; }

    public required string RecordType { get; init; }

    /// <summary>Of the record, once the event has happened; one command makes one version.</summary>
    public required long Version { get; init; }

    /// <summary>Among the events of its version, from 0.</summary>
    public required int Index { get; init; }

    /// <summary>The last event of its version.</summary>
    public required bool Final { get; init; }

    public required DateTimeOffset At { get; init; }

    public required Who By { get; init; }

    public required Why Why { get; init; }

    /// <summary>The event itself.</summary>
    public required JsonObject Data { get; init; }

    public required IReadOnlyList<FieldChange> Changes { get; init; }

    /// <summary>Stays as statistics of nobody: counted, and otherwise passed over.</summary>
    [JsonPropertyName(AnonymisedField)]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool IsAnonymised { get; init; }

    /// <summary>Came back from an archive: what was to follow from it has followed, and read models hold it.</summary>
    [JsonPropertyName(RehydratedField)]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool IsRehydrated { get; init; }
}

/// <summary>Who made it happen.</summary>
public sealed record Who(string CallerId, IReadOnlyList<string> Roles);

/// <summary>What led to it.</summary>
/// <param name="Reason">A code, not free text, which could name people.</param>
/// <param name="TraceParent">W3C trace context of the request.</param>
/// <param name="CommandId">The same for every retry of one request.</param>
public sealed record Why(string Reason, string? TraceParent, Guid CommandId);

/// <summary>A field that the event changed; absent is null.</summary>
public sealed record FieldChange(string Field, JsonNode? From, JsonNode? To)
{
    /// <summary>The fields in which two states differ, in the order of the later one.</summary>
    public static IReadOnlyList<FieldChange> Between(JsonObject? before, JsonObject after)
    {
        ArgumentNullException.ThrowIfNull(after);
        var names = after.Select(f => f.Key).Concat(before?.Select(f => f.Key) ?? []).Distinct();
        return
        [
            .. from name in names
               let @from = before?[name]
               let to = after[name]
               where !JsonNode.DeepEquals(@from, to)
               select new FieldChange(name, @from?.DeepClone(), to?.DeepClone()),
        ];
    }
}
