using System.Text.Json.Nodes;
using Serverless.Cloud.Archives;
using Serverless.Cloud.Cosmos;
using Serverless.Cloud.Keys;
using Serverless.LocalCosmos;

namespace Serverless.Contracts.Archives;

/// <summary>Records whose time in reach is over are archived, by the rule of their domain and nothing else.</summary>
[Trait("Requirement", "S54")]
[Trait("Requirement", "S57")]
public sealed class ArchivingTests(RetirementApp app) : IClassFixture<RetirementApp>
{
    private static readonly TimeSpan LongEnough = TimeSpan.FromDays(367);

    [Fact]
    [Trait("Requirement", "S71")]
    public async Task A_record_whose_time_is_over_moves_with_its_events_and_leaves_a_marker()
    {
        var town = new Town(app, Visit.Visits);
        var key = await town.VisitAsync(Guid.NewGuid(), notes: 3);
        var (state, events, _) = await town.FindAsync(key);
        app.Time.Advance(LongEnough);

        await town.RunAsync();

        var archived = await town.FindAsync(key);
        Assert.True(archived.IsArchived);
        Assert.Equal(Text(state), Text(archived.State));
        Assert.Equal(events.Select(Text), archived.Events.Select(Text));
        Assert.Equal([$"{key.RecordId}"], (await town.DocumentsAsync(key.SubjectId)).Select(document => (string)document["id"]!));
        var part = Assert.Single(await town.Parts().AllAsync());
        Assert.Equal((1, 1, 6, 0), (part.Records, part.Subjects, part.Documents, part.Blanked));
        Assert.NotNull(part.RemovedAt);
        Assert.Equal((1, 5, part.Bytes, 0), (part.Moved!.Records, part.Moved.Events, part.Moved.Bytes, part.Moved.LeftAlone.Count));
        var entry = Assert.Single(await town.Parts().EntriesAsync(part));
        Assert.Equal((key.SubjectId, key.RecordId), (entry.SubjectId, Assert.Single(entry.Records).RecordId));
    }

    [Fact]
    public async Task What_is_not_over_or_not_for_long_enough_is_not_touched()
    {
        var town = new Town(app, Visit.Visits);
        await town.VisitAsync(Guid.NewGuid(), isOver: false);
        app.Time.Advance(LongEnough);
        await town.VisitAsync(Guid.NewGuid());
        var before = await app.SnapshotAsync(town.Tenant);

        await town.RunAsync();

        Assert.Equal(before, await app.SnapshotAsync(town.Tenant));
        Assert.Empty(town.Figures);
    }

    [Fact]
    public async Task What_is_held_restricted_parked_or_brought_back_is_left_alone_and_counted()
    {
        var town = new Town(app, Visit.Visits);
        var keys = new List<RecordKey>();
        for (var i = 0; i < 5; i++) keys.Add(await town.VisitAsync(Guid.NewGuid()));
        app.Time.Advance(LongEnough);
        app.Held[keys[0].SubjectId] = true;
        await app.Get<SubjectKeys>().RestrictAsync(town.Tenant, keys[1].SubjectId, Guid.NewGuid(), "objection", CancellationToken.None);
        await town.ParkAsync(keys[2]);
        await KeepAsync(town, keys[3]);
        var before = await app.SnapshotAsync(town.Tenant);

        await town.RunAsync();

        var month = Assert.Single(MonthFigures.Sum(town.Figures));
        Assert.Equal(
            new Dictionary<LeftAlone, long> { [LeftAlone.LegalHold] = 1, [LeftAlone.Restricted] = 1, [LeftAlone.DeadLetters] = 1, [LeftAlone.BroughtBack] = 1 }, month.LeftAlone);
        Assert.Equal(1, month.Records);
        var after = await app.SnapshotAsync(town.Tenant);
        Assert.All(before.Where(one => keys.Take(4).Any(key => one.Key.Contains(key.SubjectId, StringComparison.Ordinal))), one => Assert.Equal(one.Value, after[one.Key]));
        Assert.True((await town.FindAsync(keys[4])).IsArchived);
    }

    [Fact]
    public async Task Parts_hold_so_many_records_of_one_month_and_one_tenant()
    {
        var (town, other) = (new Town(app, Visit.Visits), new Town(app, Visit.Visits));
        for (var i = 0; i < 4; i++) await town.VisitAsync(Guid.NewGuid(), notes: 0);
        await other.VisitAsync(Guid.NewGuid());
        app.Time.Advance(TimeSpan.FromDays(40));
        for (var i = 0; i < 2; i++) await town.VisitAsync(Guid.NewGuid(), notes: 0);
        app.Time.Advance(LongEnough);

        await town.RunAsync();

        var parts = await town.Parts().AllAsync();
        Assert.Equal([3, 1, 2], parts.OrderBy(part => part.Id, StringComparer.Ordinal).Select(part => part.Records));
        Assert.Equal(2, parts.Select(part => part.Month).Distinct().Count());
        Assert.All(parts, part => Assert.StartsWith($"{town.Tenant}/{part.Month}/", part.Blob, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_dry_run_says_to_the_byte_what_goes_then_and_writes_nothing()
    {
        var town = new Town(app, Visit.Visits);
        for (var i = 0; i < 3; i++) await town.VisitAsync(Guid.NewGuid(), notes: i);
        app.Held[(await town.VisitAsync(Guid.NewGuid())).SubjectId] = true;
        app.Time.Advance(LongEnough);
        var before = await app.SnapshotAsync(town.Tenant);

        var plan = await town.PlanAsync();

        Assert.Equal(before, await app.SnapshotAsync(town.Tenant));
        await town.RunAsync();
        var (said, done) = (Assert.Single(MonthFigures.Sum(plan.Go.Concat(plan.Stay))), Assert.Single(MonthFigures.Sum(town.Figures)));
        Assert.Equal((said.Records, said.Events, said.Bytes, said.LeftAlone[LeftAlone.LegalHold]), (done.Records, done.Events, done.Bytes, done.LeftAlone[LeftAlone.LegalHold]));
    }

    [Fact]
    public async Task What_changes_or_is_restricted_after_it_was_written_stays_and_is_taken_out_of_the_archive()
    {
        var town = new Town(app, Visit.Visits);
        var (changed, restricted, other) = (await town.VisitAsync(Guid.NewGuid()), await town.VisitAsync(Guid.NewGuid()), await town.VisitAsync(Guid.NewGuid()));
        app.Time.Advance(LongEnough);
        await town.WriteAsync();
        await town.DoAsync(changed, new Noted { Note = "Once more" });
        await app.Get<SubjectKeys>().RestrictAsync(town.Tenant, restricted.SubjectId, Guid.NewGuid(), "objection", CancellationToken.None);

        await town.RunAsync();

        var part = Assert.Single(await town.Parts().AllAsync());
        Assert.Equal((1, 2, 2), (part.Moved!.Records, part.Moved.LeftAlone[LeftAlone.Meanwhile], part.Blanked));
        Assert.Equal(other.SubjectId, Assert.Single(await town.Parts().EntriesAsync(part)).SubjectId);
        Assert.False((await town.FindAsync(changed)).IsArchived);
        Assert.False((await town.FindAsync(restricted)).IsArchived);
        Assert.True((await town.FindAsync(other)).IsArchived);
        var blob = (await app.Get<ArchiveBlobs>().DownloadAsync(part.BlobContainer, part.Blob, CancellationToken.None))!.Content.ToMemory();
        Assert.Equal(part.Sha256, ArchiveBlobs.HashOf(blob.Span));
        Assert.Equal(1, blob.Span.Count("\"kind\":\"visit\""u8) + Decompressed(blob).Count(line => line.Contains("\"kind\":\"visit\"", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task An_archive_that_was_damaged_before_anything_was_removed_is_written_again()
    {
        var town = new Town(app, Visit.Visits);
        var key = await town.VisitAsync(Guid.NewGuid());
        app.Time.Advance(LongEnough);
        await town.WriteAsync();
        await DamageAsync(Assert.Single(await town.Parts().AllAsync()));
        await town.RemoveAsync();

        Assert.Empty(await town.Parts().AllAsync());
        Assert.False((await town.FindAsync(key)).IsArchived);
        await town.RunAsync();
        Assert.True((await town.FindAsync(key)).IsArchived);
    }

    [Fact]
    public async Task A_record_with_more_events_than_go_into_one_batch_moves_whole()
    {
        var town = new Town(app, Visit.Visits);
        var key = await town.VisitAsync(Guid.NewGuid(), notes: 130);
        app.Time.Advance(LongEnough);

        await town.RunAsync();

        Assert.Equal(132, (await town.FindAsync(key)).Events.Count);
        Assert.Single(await town.DocumentsAsync(key.SubjectId));
    }

    [Fact]
    public async Task What_was_moved_is_not_looked_at_again()
    {
        var town = new Town(app, Visit.Visits);
        await town.VisitAsync(Guid.NewGuid());
        app.Time.Advance(LongEnough);
        await town.RunAsync();
        var again = new Town(app, Visit.Visits, town.Tenant);
        var requests = await app.CountAsync(() => again.RunAsync());
        Assert.Empty(again.Figures);
        Assert.Equal(0, requests.GetValueOrDefault(RequestKind.ReadItem) - 1);
        Assert.DoesNotContain(town.Tenant, await app.Get<RetiredRecords>().TenantsAsync(Visit.Visits, app.Time.GetUtcNow().AddYears(-1), CancellationToken.None).ToListAsync());
    }

    private static string Text(JsonObject document) => new JsonObject(document.Where(field => !field.Key.StartsWith('_')).Select(field => KeyValuePair.Create(field.Key, field.Value?.DeepClone()))).ToJsonString();

    private static string[] Decompressed(ReadOnlyMemory<byte> blob)
    {
        using var gzip = new System.IO.Compression.GZipStream(new MemoryStream(blob.ToArray()), System.IO.Compression.CompressionMode.Decompress);
        using var reader = new StreamReader(gzip);
        return reader.ReadToEnd().Split('\n');
    }

    private async Task KeepAsync(Town town, RecordKey key)
    {
        var (state, _, _) = await town.FindAsync(key);
        state[Rehydrating.KeptField] = app.Time.GetUtcNow().AddDays(1).UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'", System.Globalization.CultureInfo.InvariantCulture);
        await app.Database.GetContainer(Visit.Visits.Container).ReplaceItemAsync(state, $"{key.RecordId}", new Microsoft.Azure.Cosmos.PartitionKeyBuilder().Add(town.Tenant).Add(key.SubjectId).Build());
    }

    private async Task DamageAsync(ArchivePart part)
    {
        var blob = app.Get<Azure.Storage.Blobs.BlobServiceClient>().GetBlobContainerClient(part.BlobContainer).GetBlobClient(part.Blob);
        var content = (await blob.DownloadContentAsync()).Value.Content.ToArray();
        content[content.Length / 2] ^= 1;
        await blob.UploadAsync(new BinaryData(content), overwrite: true);
    }
}
