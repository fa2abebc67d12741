using System.Text.Json;
using Serverless.Kernel.Declarations;
using Serverless.Kernel.Events;

namespace Serverless.Cloud.Projections;

/// <summary>An event as a change feed brings it: still sealed; of its content, only its place is known.</summary>
public sealed class FeedEvent
{
    private FeedEvent(Domain domain, JsonElement document) => (Domain, Document) = (domain, document);

    public Domain Domain { get; }

    /// <summary>Only looked into when the event is folded: most of what comes from a feed was folded before.</summary>
    public JsonElement Document { get; }

    public required string Id { get; init; }

    /// <summary>Whose partition it lies in.</summary>
    public required SubjectPlace Place { get; init; }

    /// <summary>Null where the document does not say to which record it belongs, or as which of its events.</summary>
    public required RecordStep? Step { get; init; }

    /// <inheritdoc cref="EventDocument.IsAnonymised"/>
    public bool IsAnonymised => Has(EventDocument.AnonymisedField);

    /// <inheritdoc cref="EventDocument.IsRehydrated"/>
    public bool IsRehydrated => Has(EventDocument.RehydratedField);

    /// <summary>Null where the document is no event of these domains: a state, or anything else that lies in the same container.</summary>
    public static FeedEvent? Of(IReadOnlyList<Domain> domains, JsonElement document)
    {
        if (Text(document, "recordType") is not { } type || domains.FirstOrDefault(domain => domain.RecordType == type) is not { } domain) return null;
        return new FeedEvent(domain, document)
        {
            Id = Text(document, "id") ?? "",
            Place = new SubjectPlace(Text(document, "tenantId") ?? "", Text(document, "subjectId") ?? ""),
            Step = StepOf(domain, document),
        };
    }

    private static RecordStep? StepOf(Domain domain, JsonElement document) =>
        Guid.TryParseExact(Text(document, "recordId"), "D", out var recordId)
        && Number(document, "version") is { } version and > 0
        && Number(document, "index") is { } index and >= 0 and <= int.MaxValue
        && document.TryGetProperty("final", out var final) && final.ValueKind is JsonValueKind.True or JsonValueKind.False
            ? new RecordStep(RecordStep.SourceOf(domain, recordId), recordId, new(version, (int)index), IsFinal: final.ValueKind == JsonValueKind.True)
            : null;

    private bool Has(string flag) => Document.TryGetProperty(flag, out var value) && value.ValueKind == JsonValueKind.True;

    private static string? Text(JsonElement document, string name) =>
        document.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static long? Number(JsonElement document, string name) =>
        document.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var number) ? number : null;
}

/// <summary>A partition: a subject of a tenant.</summary>
public sealed record SubjectPlace(string TenantId, string SubjectId);

/// <summary>Which event of which record.</summary>
/// <param name="Source">Names the record among all that a document is made of: container and id.</param>
public sealed record RecordStep(string Source, Guid RecordId, EventPosition At, bool IsFinal)
{
    public EventPosition Next => At.After(IsFinal);

    internal static string SourceOf(Domain domain, Guid recordId) => SourceOf(domain.Container, recordId);

    internal static string SourceOf(string container, Guid recordId) => $"{container}/{recordId}";
}
