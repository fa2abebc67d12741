using System.Text.Json.Nodes;
using Serverless.Cloud.Cosmos;
using Serverless.Kernel.Declarations;
using Serverless.Kernel.Events;
using Serverless.Kernel.Sealing;

namespace Serverless.Cloud.Subjects.Records;

/// <summary>The form in which records and events stay as statistics, made of the form in which they were stored. Pure.</summary>
internal sealed class AnonymousDocuments(Anonymiser anonymiser)
{
    private static readonly Who Nobody = new("", []);

    /// <summary>An event of a record.</summary>
    public JsonObject Event(Domain domain, JsonObject document)
    {
        var fact = DocumentJson.Read<EventDocument>(document);
        var recordId = anonymiser.RecordId(fact.RecordId);
        var type = domain.Events.FirstOrDefault(type => type.Name == fact.Kind)
            ?? throw new DeclarationException($"The domain '{domain.Container}'", [$"the event '{fact.Kind}' is not declared"]);
        return Write(fact with
        {
            Id = EventDocuments.IdOf(recordId, fact.Version, fact.Index),
            SubjectId = anonymiser.SubjectId.ToString(),
            RecordId = recordId,
            At = Anonymiser.Day(fact.At),
            By = Nobody,
            Why = Why(fact.Why.Reason),
            Data = anonymiser.Data(type.Schema, fact.Data),
            Changes = [.. fact.Changes.Select(change => Change(domain, change)).OfType<FieldChange>()],
        });
    }

    /// <summary>A record, and the event that ends it where it was under way; that one comes first.</summary>
    public IReadOnlyList<JsonObject> State(Domain domain, JsonObject document, DateTimeOffset now)
    {
        var recordId = anonymiser.RecordId((Guid)document["id"]!);
        var data = anonymiser.Data(domain.Schema, document["data"]!.AsObject());
        var version = (long)document["version"]!;
        if (domain.EndOf(data) is not { } end) return [State(domain, document, recordId, version, RecordDocuments.Time(document["changedAt"]!), data)];

        var last = new EventDocument
        {
            Id = EventDocuments.IdOf(recordId, version + 1, index: 0),
            TenantId = (string)document["tenantId"]!,
            SubjectId = anonymiser.SubjectId.ToString(),
            Kind = end.Type.Name,
            RecordId = recordId,
            RecordType = domain.RecordType,
            Version = version + 1,
            Index = 0,
            Final = true,
            At = Anonymiser.Day(now),
            By = Nobody,
            Why = Why("erased"),
            Data = end.Fact,
            Changes = FieldChange.Between(data, end.State),
        };
        return [Write(last), State(domain, document, recordId, version + 1, now, end.State)];
    }

    private static JsonNode Day(DateTimeOffset time) => RecordDocuments.Time(Anonymiser.Day(time));

    private static JsonObject Write(EventDocument fact) => DocumentJson.Write(fact with { IsAnonymised = true, IsRehydrated = false });

    /// <summary>A reason is a code; what else says why it happened names a request.</summary>
    private static Why Why(string reason) => new(reason, TraceParent: null, Guid.Empty);

    private JsonObject State(Domain domain, JsonObject document, Guid recordId, long version, DateTimeOffset changedAt, JsonObject data) => new()
    {
        ["id"] = recordId,
        ["tenantId"] = document["tenantId"]!.DeepClone(),
        ["subjectId"] = anonymiser.SubjectId,
        ["kind"] = domain.RecordType,
        ["version"] = version,
        ["createdAt"] = Day(RecordDocuments.Time(document["createdAt"]!)),
        ["changedAt"] = Day(changedAt),
        ["data"] = data,
        [EventDocument.AnonymisedField] = true,
    };

    /// <summary>Null where it says nothing any more.</summary>
    private FieldChange? Change(Domain domain, FieldChange change)
    {
        var field = domain.Schema.Find(change.Field)
            ?? throw new DeclarationException($"The domain '{domain.Container}'", [$"the field '{change.Field}' is not declared"]);
        return field.IsPersonal ? null : new FieldChange(change.Field, anonymiser.Field(field, change.From), anonymiser.Field(field, change.To));
    }
}
