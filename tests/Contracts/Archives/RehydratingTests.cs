using System.Text.Json.Nodes;
using Azure.Storage.Blobs;
using Serverless.Cloud.Archives;
using Serverless.Cloud.Cosmos;
using Serverless.Contracts.Subjects;
using Serverless.Kernel.Declarations;
using Serverless.Kernel.Events;

namespace Serverless.Contracts.Archives;

/// <summary>What was archived can be brought back as it was, and whatever happens on the way, it is in one place or the other.</summary>
[Trait("Requirement", "S54")]
public sealed class RehydratingTests(ReturningApp app) : IClassFixture<ReturningApp>
{
    private Guid _person;
    private Guid _other;

    private DateTimeOffset KeptUntil => app.Time.GetUtcNow().AddDays(30);

    [Fact]
    public async Task It_is_back_as_it_was_with_its_history_and_can_be_changed_again()
    {
        var life = await LiveAsync();
        await BringBackAsync();
        await IsBackAsync(life);
        await app.DoAsync(Visit.Visits, life.Key, new Noted { Note = "Again." });
        Assert.Equal("Again.", (await app.FindAsync(Visit.Visits, life.Key))!.State.Note);
        Assert.Equal(5, (await app.DocumentsAsync("visits", _person)).Count(document => document["recordType"] is not null));
    }

    [Fact]
    [Trait("Requirement", "S6")]
    public async Task Others_in_the_same_blob_stay_where_they_are_to_the_byte()
    {
        var life = await LiveAsync();
        var before = await app.BytesAsync(life.Part);
        await BringBackAsync();
        var after = await app.BytesAsync(life.Part);
        var place = Assert.Single(Assert.Single(await app.EntriesAsync(_other)).Records).Place;
        Assert.Equal(before.AsSpan((int)place.Offset, place.Length), after.AsSpan((int)place.Offset, place.Length));
        Assert.Equal(before.Length, after.Length);
        Assert.Equal("Of another.", (await app.FindAsync(Visit.Visits, life.Other))!.State.Note);
    }

    [Fact]
    [Trait("Requirement", "S95")]
    public async Task A_process_that_ends_after_any_request_leaves_what_the_next_one_finishes()
    {
        var cut = await app.CutOffAsync(() => LiveAsync(), _ => BringBackAsync(), life => IsBackAsync(life));
        Assert.InRange(cut, 10, 60);
    }

    [Fact]
    [Trait("Requirement", "S95")]
    public async Task Two_who_bring_it_back_at_once_bring_it_back_once()
    {
        for (var i = 0; i < 5; i++)
        {
            var life = await LiveAsync();
            var entry = Assert.Single(await app.EntriesAsync(_person));
            var returned = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => app.Get<Rehydrating>().BringBackAsync(entry, KeptUntil, CancellationToken.None)));
            Assert.All(returned, one => Assert.Equal(new Returned(Back: 1, Lost: 0, Damaged: 0), one));
            await IsBackAsync(life);
        }
    }

    [Fact]
    public async Task What_is_damaged_stays_where_it_is_and_the_rest_comes_back()
    {
        var (first, second) = (await LiveAsync(), await app.VisitAsync(Visit.Visits, _person, "south", "Fine."));
        var part = await app.ArchiveAsync(Visit.Visits, _person);
        var content = await app.BytesAsync(part);
        content[^12] ^= 0xff;
        await app.Blob(part).UploadAsync(BinaryData.FromBytes(content), overwrite: true);
        var entry = (await app.EntriesAsync(_person)).Single(entry => entry.Id == part.Id);
        Assert.Equal(new Returned(Back: 0, Lost: 0, Damaged: 1), await app.Get<Rehydrating>().BringBackAsync(entry, KeptUntil, CancellationToken.None));
        Assert.Equal(new Returned(Back: 1, Lost: 0, Damaged: 0), await BringBackAsync(first.Part));
        await IsBackAsync(first, others: 1);
        var left = Assert.Single(await app.EntriesAsync(_person));
        Assert.Equal(second.RecordId, Assert.Single(left.Records).RecordId);
        Assert.Equal(content, await app.BytesAsync(part));

        content[^12] ^= 0xff;
        await app.Blob(part).UploadAsync(BinaryData.FromBytes(content), overwrite: true);
        Assert.Equal(new Returned(Back: 1, Lost: 0, Damaged: 0), await BringBackAsync(part));
        Assert.Equal("Fine.", (await app.FindAsync(Visit.Visits, second))!.State.Note);
    }

    [Fact]
    public async Task What_the_account_has_deleted_by_then_is_lost_and_said_to_be()
    {
        var life = await LiveAsync();
        await app.Blob(life.Part).DeleteAsync();
        Assert.Equal(new Returned(Back: 0, Lost: 1, Damaged: 0), await BringBackAsync(life.Part));
        Assert.Empty(await app.EntriesAsync(_person));
        Assert.Null(await app.FindAsync(Visit.Visits, life.Key));
    }

    private async Task BringBackAsync()
    {
        foreach (var entry in await app.EntriesAsync(_person)) await app.Get<Rehydrating>().BringBackAsync(entry, KeptUntil, CancellationToken.None);
    }

    private async Task<Returned> BringBackAsync(ArchivePart part) =>
        await app.Get<Rehydrating>().BringBackAsync((await app.EntriesAsync(_person)).Single(entry => entry.Id == part.Id), KeptUntil, CancellationToken.None);

    /// <summary>Somebody whose visit is archived, in one blob with that of another.</summary>
    private async Task<Life> LiveAsync()
    {
        (_person, _other) = (Guid.NewGuid(), Guid.NewGuid());
        var (key, other) = (await app.VisitAsync(Visit.Visits, _person, "north", "Met the dean.", "Left a card."), await app.VisitAsync(Visit.Visits, _other, "north", "Of another."));
        var documents = (await app.DocumentsAsync("visits", _person)).Where(document => (string?)document["id"] == $"{key.RecordId}" || (string?)document["recordId"] == $"{key.RecordId}").Select(Plain).ToList();
        return new Life(key, other, [.. documents.Order(StringComparer.Ordinal)], await app.ArchiveAsync(Visit.Visits, _person, _other));
    }

    /// <param name="others">Entries of the person that stay.</param>
    private async Task IsBackAsync(Life life, int others = 0)
    {
        Assert.Null((await app.FindAsync(Visit.Visits, life.Key))!.ArchivedAt);
        var documents = (await app.DocumentsAsync("visits", _person)).Where(document => (string?)document["id"] == $"{life.Key.RecordId}" || (string?)document["recordId"] == $"{life.Key.RecordId}").ToList();
        Assert.Equal(life.Documents, documents.Select(Plain).Order(StringComparer.Ordinal));
        Assert.All(documents.Where(document => document["recordType"] is not null), fact => Assert.True((bool?)fact[EventDocument.RehydratedField]));
        Assert.Equal(others, (await app.EntriesAsync(_person)).Count);
        var part = await app.PartAsync(life.Part);
        Assert.Equal((ArchiveBlobs.HashOf(await app.BytesAsync(part)), 1), (part.Sha256, part.Blanked));
    }

    /// <summary>But for what the store writes, and what says that it came back.</summary>
    private static string Plain(JsonObject document) =>
        new JsonObject(document.Where(field => !field.Key.StartsWith('_') && field.Key is not (Rehydrating.KeptField or EventDocument.RehydratedField))
            .OrderBy(field => field.Key, StringComparer.Ordinal).Select(field => KeyValuePair.Create(field.Key, field.Value?.DeepClone()))).ToJsonString();

    private sealed record Life(RecordKey Key, RecordKey Other, IReadOnlyList<string> Documents, ArchivePart Part);
}
