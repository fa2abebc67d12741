using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Azure.Cosmos;
using Serverless.Cloud.Archives;
using Serverless.Cloud.Cosmos;
using Serverless.Cloud.Projections;
using Serverless.Kernel.Declarations;

namespace Serverless.Contracts.Archives;

/// <summary>Archives what is over, step by step as it must be, with nothing that could go wrong.</summary>
internal sealed class HandArchival(ArchiveApp app, Domain domain)
{
    private const int Number = 1;

    private static readonly TimeSpan Life = TimeSpan.FromDays(600);

    private readonly Guid _archival = Guid.NewGuid();

    private ArchiveIndex Index => app.Get<ArchiveIndex>();

    private string Blob => $"{app.Tenant}/{app.Time.GetUtcNow():yyyy-MM}/{_archival}-{Number:0000}.ndjson.gz";

    public async Task<ArchivePart> RunAsync(IReadOnlyList<Guid> people)
    {
        var at = app.Time.GetUtcNow();
        using var content = new MemoryStream();
        var moved = new List<(Guid Person, ArchivedRecord Record, ArchivedPlace Place)>();
        foreach (var person in people)
        {
            foreach (var record in await RecordsAsync(person))
            {
                var member = record.Write();
                moved.Add((person, record, new ArchivedPlace(ArchiveBlobs.ContainerOf(domain).Name, Blob, content.Length, member.Bytes.Length, member.Sha256)));
                content.Write(member.Bytes.Span);
            }
        }

        foreach (var theirs in moved.GroupBy(one => one.Person)) await Index.PutAsync(Entry(theirs.Key, [.. theirs], at), CancellationToken.None);
        var part = Part(moved, content.Length, at);
        part = part with { Sha256 = await app.Get<ArchiveBlobs>().WriteAsync(part.BlobContainer, Blob, content.ToArray(), new Dictionary<string, string>(), cancellation: CancellationToken.None, before: null) };
        await Index.PutAsync(part, CancellationToken.None);
        foreach (var (_, record, place) in moved) await RemoveAsync(record, new ArchiveMarker(place, at));
        part = part with { RemovedAt = at };
        await Index.PutAsync(part, CancellationToken.None);
        return part;
    }

    private async Task<IReadOnlyList<ArchivedRecord>> RecordsAsync(Guid person)
    {
        var found = await app.DocumentsAsync(domain.Container, person);
        return
        [
            .. from state in found
               where (string?)state["kind"] == domain.RecordType && ArchiveMarker.Of(state) is null && (string?)state["data"]!["status"] == "over"
               let events = found.Where(fact => (string?)fact["recordId"] == (string?)state["id"] && fact["recordType"] is not null)
               select new ArchivedRecord(state, [.. events.OrderBy(fact => (long)fact["version"]!).ThenBy(fact => (int)fact["index"]!)]),
        ];
    }

    private async Task RemoveAsync(ArchivedRecord record, ArchiveMarker marker)
    {
        var at = new PartitionKeyBuilder().Add(app.Tenant).Add((string)record.State["subjectId"]!).Build();
        var batch = app.Database.GetContainer(domain.Container).CreateTransactionalBatch(at);
        using var content = new MemoryStream(JsonSerializer.SerializeToUtf8Bytes(marker.Write(domain, record.State, Life)));
        batch.ReplaceItemStream((string)record.State["id"]!, content, new() { IfMatchEtag = (string)record.State["_etag"]! });
        foreach (var fact in record.Events) batch.DeleteItem((string)fact["id"]!);
        using var done = await batch.ExecuteAsync();
        Assert.True(done.IsSuccessStatusCode, done.ErrorMessage);
    }

    private ArchiveEntry Entry(Guid person, IReadOnlyList<(Guid Person, ArchivedRecord Record, ArchivedPlace Place)> theirs, DateTimeOffset at) => new()
    {
        Id = ArchivePart.IdOf(domain.Container, _archival, Number),
        TenantId = app.Tenant,
        SubjectId = $"{person}",
        Container = domain.Container,
        RecordType = domain.RecordType,
        ArchivalId = _archival,
        Month = $"{at:yyyy-MM}",
        Records = [.. theirs.Select(one => new ArchiveEntryRecord((Guid)one.Record.State["id"]!, (long)one.Record.State["version"]!, one.Place))],
        Documents = theirs.Sum(one => one.Record.Documents),
        At = at,
        Ttl = (int)Life.TotalSeconds,
    };

    private ArchivePart Part(List<(Guid Person, ArchivedRecord Record, ArchivedPlace Place)> moved, long bytes, DateTimeOffset at) => new()
    {
        Id = ArchivePart.IdOf(domain.Container, _archival, Number),
        TenantId = app.Tenant,
        SubjectId = $"{_archival}",
        Container = domain.Container,
        RecordType = domain.RecordType,
        BlobContainer = ArchiveBlobs.ContainerOf(domain).Name,
        Blob = Blob,
        Month = $"{at:yyyy-MM}",
        Records = moved.Count,
        Subjects = moved.Select(one => one.Person).Distinct().Count(),
        Documents = moved.Sum(one => one.Record.Documents),
        Bytes = bytes,
        Sha256 = "",
        WrittenAt = at,
        Ttl = (int)Life.TotalSeconds,
    };
}
