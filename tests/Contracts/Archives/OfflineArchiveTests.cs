using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Serverless.Cloud.Archives;
using Serverless.Cloud.Cosmos;
using Serverless.Cloud.Projections;

namespace Serverless.Contracts.Archives;

/// <summary>What was moved on to where it takes hours to read, or is not what it was.</summary>
public sealed class OfflineArchiveTests : IAsyncLifetime
{
    private readonly ArchiveApp _app = new();
    private readonly Guid _person = Guid.NewGuid();
    private readonly Guid _other = Guid.NewGuid();

    public Task InitializeAsync() => _app.InitializeAsync();

    public Task DisposeAsync() => _app.DisposeAsync();

    [Fact]
    [Trait("Requirement", "S68")]
    public async Task What_is_offline_is_asked_for_and_read_once_it_is_back()
    {
        var key = await _app.VisitAsync(Visit.Visits, _person, "north", "one");
        var blob = BlobOf(await _app.ArchiveAsync(Visit.Visits, _person));
        foreach (var read in new Func<Task>[] { () => _app.FindAsync(Visit.Visits, key), ListAsync, () => EventsAsync(key) })
        {
            await blob.SetAccessTierAsync(AccessTier.Archive);
            await Assert.ThrowsAsync<ArchiveOfflineException>(read);
            await read();
        }
    }

    [Fact]
    public async Task A_command_is_refused_without_asking_for_what_is_offline()
    {
        var key = await _app.VisitAsync(Visit.Visits, _person, "north", "one");
        var blob = BlobOf(await _app.ArchiveAsync(Visit.Visits, _person));
        await blob.SetAccessTierAsync(AccessTier.Archive);
        var changed = await _app.Get<Commands>().ChangeAsync(Visit.Visits, key, _app.Command(), _ => new Noted { Note = "Late." }, CancellationToken.None);
        Assert.Equal(StoreErrors.Archived, changed.Error);
        Assert.Equal("Archive", (await blob.GetPropertiesAsync()).Value.AccessTier);
    }

    [Fact]
    [Trait("Requirement", "S60")]
    public async Task A_rebuild_asks_for_all_that_is_offline_and_goes_on_where_it_was()
    {
        await _app.VisitAsync(Visit.Visits, _person, "north", "one");
        await _app.VisitAsync(Visit.Visits, _other, "north", "two");
        var blobs = new[] { BlobOf(await _app.ArchiveAsync(Visit.Visits, _person)), BlobOf(await _app.ArchiveAsync(Visit.Visits, _other)) };
        foreach (var blob in blobs) await blob.SetAccessTierAsync(AccessTier.Archive);
        var source = (await _app.Get<Rebuilding>().SourcesAsync(Guests.Declared, CancellationToken.None))[^1];
        Assert.True(source.IsArchive);
        var waiting = await ReadAsync(source);
        Assert.Equal((true, false, 0L), (waiting.Source.IsOffline, waiting.Source.IsAtEnd, waiting.Read));
        foreach (var blob in blobs) Assert.Equal("Cool", (await blob.GetPropertiesAsync()).Value.AccessTier);
        var done = await ReadAsync(waiting.Source);
        Assert.Equal((false, true, 6L, 6L), (done.Source.IsOffline, done.Source.IsAtEnd, done.Read, done.Folded));
    }

    [Fact]
    public async Task What_is_damaged_is_answered_to_nobody_and_others_of_the_blob_are()
    {
        var (key, other) = (await _app.VisitAsync(Visit.Visits, _person, "north", "one"), await _app.VisitAsync(Visit.Visits, _other, "north", "two"));
        var part = await _app.ArchiveAsync(Visit.Visits, _person, _other);
        var blob = BlobOf(part);
        var content = (await blob.DownloadContentAsync()).Value.Content.ToArray();
        content[40] ^= 1;
        await blob.UploadAsync(new BinaryData(content), overwrite: true);
        await Assert.ThrowsAsync<ArchiveDamagedException>(() => _app.FindAsync(Visit.Visits, key));
        await Assert.ThrowsAsync<ArchiveDamagedException>(() => EventsAsync(key));
        Assert.Equal("two", (await _app.FindAsync(Visit.Visits, other))!.State.Note);
        var source = (await _app.Get<Rebuilding>().SourcesAsync(Guests.Declared, CancellationToken.None))[^1];
        await Assert.ThrowsAsync<ArchiveDamagedException>(() => ReadAsync(source));
    }

    [Fact]
    public async Task What_lies_where_another_record_was_put_is_answered_as_neither()
    {
        var (key, other) = (await _app.VisitAsync(Visit.Visits, _person, "north", "one"), await _app.VisitAsync(Visit.Visits, _other, "north", "two"));
        await _app.ArchiveAsync(Visit.Visits, _person, _other);
        var (mine, theirs) = ((await _app.DocumentsAsync("visits", _person))[0], (await _app.DocumentsAsync("visits", _other))[0]);
        mine[ArchiveMarker.Field] = theirs[ArchiveMarker.Field]!.DeepClone();
        await _app.Database.GetContainer("visits").ReplaceItemAsync(mine, key.RecordId.ToString());
        await Assert.ThrowsAsync<ArchiveDamagedException>(() => _app.FindAsync(Visit.Visits, key));
        Assert.Equal("two", (await _app.FindAsync(Visit.Visits, other))!.State.Note);
    }

    private Task<Page<Stored<Visit>>?> ListAsync() => _app.Get<RecordStore>().ListAsync(Visit.Visits, new RecordQuery(_app.Tenant, $"{_person}"), 10, continuation: null, CancellationToken.None);

    private Task<IReadOnlyList<FeedEvent>> EventsAsync(RecordKey key) => _app.Get<StoredEvents>().ReadAsync(
        [Visit.Visits], Visit.Visits.Container, new SubjectPlace(key.TenantId, key.SubjectId), key.RecordId, sessionToken: null, CancellationToken.None);

    private Task<RebuildProgress> ReadAsync(RebuildSource source) => _app.Get<RebuildFeed>().ReadAsync(Guests.Declared, build: 1, source, CancellationToken.None);

    private BlobClient BlobOf(ArchivePart part) => _app.Get<BlobServiceClient>().GetBlobContainerClient(part.BlobContainer).GetBlobClient(part.Blob);
}
