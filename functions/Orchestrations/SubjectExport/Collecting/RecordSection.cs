using System.Text.Json.Nodes;
using Serverless.Cloud.Cosmos;
using Serverless.Functions.Orchestrations.SubjectExport.Packaging;
using Serverless.Functions.Orchestrations.SubjectExport.Page;
using Serverless.Kernel.Declarations;
using Serverless.Kernel.Events;

namespace Serverless.Functions.Orchestrations.SubjectExport.Collecting;

/// <summary>A domain's records about the person, each with all that has happened to it, as the domain declares them.</summary>
internal sealed class RecordSection(Domain domain, RecordLinks links, SubjectRecords records, ExportBlobs blobs)
    : ExportSection($"{domain.Container}/{domain.RecordType}", Wording.Phrase(domain.RecordType), Purposes(domain))
{
    public override async Task<SectionResult> CollectAsync(SectionTask task, CancellationToken cancellation)
    {
        await using var data = await SectionFile.BeginAsync(blobs, task, DataPath, Head(task), "records", cancellation);
        await using var page = new SectionPage(await blobs.WriteAsync(task.Export, task.Key, PagePath, cancellation), Title);
        await using var asOf = task.AsOf is { } until ? await SectionFile.BeginAsync(blobs, task, AsOfPath, AsOfHead(until), "records", cancellation) : null;
        var (count, events, missing) = (0L, 0L, 0L);
        StateFold? fold = null;
        SubjectRecord? record = null;
        await foreach (var fact in records.ReadAsync(domain, task.Subject, domain.HasPersonal ? task.Key : null, cancellation))
        {
            if (fact.Version == 0)
            {
                await EndAsync(data, page, asOf, record, fold, cancellation);
                (record, fold) = (fact.Record, task.AsOf is { } moment ? new StateFold(moment) : null);
                data.BeginItem(Record(record), "history");
                await page.BeginAsync(domain.Schema, record, cancellation);
                count++;
            }
            else if (fact.Event is { } happened)
            {
                fold?.Apply(happened);
                await data.ItemAsync(Event(happened), cancellation);
                await page.EventAsync(domain.Schema, happened, cancellation);
                events++;
            }
            else
            {
                await data.ItemAsync(new JsonObject { ["version"] = fact.Version, ["missing"] = true }, cancellation);
                missing++;
            }
        }

        await EndAsync(data, page, asOf, record, fold, cancellation);
        await page.CompleteAsync(cancellation);
        List<ExportFile> files = [await data.CompleteAsync(cancellation)];
        if (asOf is not null) files.Add(await asOf.CompleteAsync(cancellation));
        return new SectionResult(Name, count, events, missing, files);
    }

    private async Task EndAsync(SectionFile data, SectionPage page, SectionFile? asOf, SubjectRecord? record, StateFold? fold, CancellationToken cancellation)
    {
        if (record is null) return;
        data.EndItem();
        await page.EndAsync(cancellation);
        if (asOf is null || fold?.State is not { } state) return;
        await asOf.ItemAsync(new JsonObject
        {
            ["id"] = record.Id,
            ["version"] = fold.Version,
            ["changedAt"] = DocumentJson.Time(fold.ChangedAt!.Value),
            ["state"] = state,
            ["relationships"] = Links(state),
        }, cancellation);
    }

    private JsonObject Head(SectionTask task) => new()
    {
        ["record"] = domain.RecordType,
        ["about"] = Meaning,
        ["collectedAt"] = DocumentJson.Time(task.CollectedAt),
        ["schema"] = SchemaJson.Of(domain.Schema),
        ["events"] = new JsonObject(domain.Events.Select(type => KeyValuePair.Create(type.Name, (JsonNode?)SchemaJson.Of(type.Schema)))),
    };

    private JsonObject AsOfHead(DateTimeOffset asOf) => new() { ["record"] = domain.RecordType, ["asOf"] = DocumentJson.Time(asOf) };

    private JsonObject Record(SubjectRecord record)
    {
        var item = new JsonObject
        {
            ["id"] = record.Id,
            ["version"] = record.Version,
            ["createdAt"] = DocumentJson.Time(record.CreatedAt),
            ["changedAt"] = DocumentJson.Time(record.ChangedAt),
            ["state"] = record.Data.DeepClone(),
            ["relationships"] = Links(record.Data),
        };
        if (record.ArchivedAt is { } archived) item["archivedAt"] = DocumentJson.Time(archived);
        if (record.Shredded.Count > 0) item["erased"] = new JsonArray([.. record.Shredded.Select(pointer => (JsonNode)pointer)]);
        return item;
    }

    private JsonArray Links(JsonObject state) => new([.. links.Of(domain.Schema, state).Select(DocumentJson.Write)]);

    private static JsonObject Event(EventDocument fact) => new()
    {
        ["version"] = fact.Version,
        ["event"] = fact.Kind,
        ["at"] = DocumentJson.Time(fact.At),
        ["by"] = DocumentJson.Write(fact.By),
        ["reason"] = fact.Why.Reason,
        ["changes"] = new JsonArray([.. fact.Changes.Select(change => new JsonObject { ["field"] = change.Field, ["from"] = change.From?.DeepClone(), ["to"] = change.To?.DeepClone() })]),
        ["data"] = fact.Data.DeepClone(),
    };

    private static string Purposes(Domain domain)
    {
        var purposes = domain.Schema.Fields.Select(field => Wording.Phrase(field.Purpose.ToString()).ToLowerInvariant()).Distinct(StringComparer.Ordinal);
        return $"Kept for: {string.Join(", ", purposes)}.";
    }
}
