using System.Text.Json.Nodes;
using Serverless.Cloud.Cosmos;
using Serverless.Cloud.Projections;

namespace Serverless.Contracts.Projections;

/// <summary>Documents that lie where their events say, and not with their subject.</summary>
public sealed class PlacedTests(TallyApp app) : IClassFixture<TallyApp>
{
    [Fact]
    [Trait("Requirement", "S42")]
    public async Task Events_of_many_subjects_go_to_the_documents_of_one_partition()
    {
        var shelf = Shelf.NewShelf();
        var keys = new[] { await CountAsync(shelf, 1, 2), await CountAsync(shelf, 30), await CountAsync(shelf) };
        foreach (var key in keys) await app.ShelveAsync(key);
        foreach (var (key, sum) in keys.Zip([3, 30, 0])) Assert.Equal(sum, (await ReadAsync(shelf, key))!.Sum);
        Assert.Equal(3, (await ListAsync(shelf, flag: null)).Count);
        Assert.Equal([30], (await ListAsync(shelf, "isLarge")).Select(one => one.Sum));
    }

    [Fact]
    public async Task A_list_is_read_page_by_page()
    {
        var shelf = Shelf.NewShelf();
        for (var i = 0; i < 5; i++) await app.ShelveAsync(await CountAsync(shelf, i + 1));
        var model = app.Get<PlacedModel>();
        var state = (await model.StateAsync(Shelf.Declared, "acme", token: null, holder: null, CancellationToken.None)).Value;
        var (found, continuation) = (new List<int>(), default(string));
        do
        {
            var page = (await model.ListAsync(
                Shelf.Declared, Shelf.Counters, Shelf.PlaceOfShelf(shelf), "counter:", flag: null, state, new PageOf(2, continuation), CancellationToken.None))!;
            Assert.InRange(page.Items.Count, 0, 2);
            found.AddRange(page.Items.Select(one => ((Shelved)one.Content!).Sum));
            continuation = page.Continuation;
        }
        while (continuation is not null);
        Assert.Equal([1, 2, 3, 4, 5], found.Order());
    }

    /// <summary>Statistics stay when somebody is erased; they are made without anybody's key.</summary>
    [Fact]
    [Trait("Requirement", "S129")]
    public async Task What_holds_nothing_personal_is_folded_without_a_key()
    {
        var shelf = Shelf.NewShelf();
        var key = await CountAsync(shelf, 4);
        await app.Keys.DestroyAsync(key.TenantId, key.SubjectId, CancellationToken.None);
        await app.ShelveAsync(key);
        Assert.Equal(4, (await ReadAsync(shelf, key))!.Sum);
    }

    [Fact]
    [Trait("Requirement", "S129")]
    public async Task What_is_personal_is_sealed_with_the_key_of_the_events_subject()
    {
        var key = await CountAsync(Shelf.NewShelf(), 4);
        await app.FoldAsync(Shelf.Index, key);
        var place = new DocumentPlace(new SubjectPlace("acme", "cards"), $"card:{key.RecordId}");
        Assert.DoesNotContain("Ada", await app.StoredAsync("cards", place), StringComparison.Ordinal);
        Assert.Equal("Ada", (await CardAsync(place))?.Owner);
        await app.Keys.DestroyAsync(key.TenantId, key.SubjectId, CancellationToken.None);
        Assert.Null((await CardAsync(place))?.Owner);
    }

    [Fact]
    [Trait("Requirement", "S78")]
    public async Task An_event_that_does_not_say_where_it_belongs_is_parked_and_its_record_goes_on_when_it_is_discarded()
    {
        var shelf = Shelf.NewShelf();
        var key = await CountAsync(shelf, 1, 2);
        var lost = (await app.EventsAsync(key))[1];
        lost["lost"] = true;
        await app.ReplaceAsync(key, lost);
        await app.ShelveAsync(key);
        Assert.Equal(0, (await ReadAsync(shelf, key))!.Sum);
        var letters = await app.LettersAsync(key, "shelves");
        Assert.Equal([(StopReason.Unreadable, 2L), (StopReason.Waiting, 3L)], letters.Select(letter => (letter.Reason, letter.Event.Version!.Value)));

        Assert.Equal("dead-letter-still-fails", (await app.Desk.ReplayAsync("acme", letters[0].Id, "op", CancellationToken.None)).Error!.Code);
        await app.Desk.DiscardAsync("acme", letters[0].Id, "op", "Nobody knows.", CancellationToken.None);
        Assert.Equal(2, (await ReadAsync(shelf, key))!.Sum);
        Assert.Equal([DeadLetterStatus.Discarded, DeadLetterStatus.Replayed], (await app.LettersAsync(key, "shelves")).Select(letter => letter.Status));
    }

    [Fact]
    [Trait("Requirement", "S78")]
    public async Task An_event_that_alone_does_not_say_where_it_belongs_is_parked_and_comes_back_when_it_does()
    {
        var shelf = Shelf.NewShelf();
        var key = await CountAsync(shelf);
        var lost = (await app.EventsAsync(key))[0];
        lost["lost"] = true;
        await app.ReplaceAsync(key, lost);
        await app.ShelveAsync(key);
        var letter = Assert.Single(await app.LettersAsync(key, "shelves"));
        Assert.Equal("dead-letter-still-fails", (await app.Desk.ReplayAsync("acme", letter.Id, "op", CancellationToken.None)).Error!.Code);

        lost.Remove("lost");
        await app.ReplaceAsync(key, lost);
        Assert.Equal(DeadLetterStatus.Replayed, (await app.Desk.ReplayAsync("acme", letter.Id, "op", CancellationToken.None)).Value.Status);
        Assert.Equal(0, (await ReadAsync(shelf, key))!.Sum);
    }

    [Theory]
    [InlineData("")]
    [InlineData("a/b")]
    [InlineData("a?b")]
    [InlineData("tally:mine")]
    public void What_cannot_be_a_name_is_refused(string name) =>
        Assert.Throws<ArgumentException>(() => new DocumentPlace(new SubjectPlace("acme", "shelf"), name));

    private Task<RecordKey> CountAsync(string shelf, params int[] numbers) =>
        app.CountAsync(new RecordKey("acme", Guid.NewGuid().ToString(), Shelf.NewCounter(shelf)), numbers);

    private async Task<Shelved?> ReadAsync(string shelf, RecordKey key)
    {
        var read = await app.Get<PlacedModel>().ReadAsync(
            Shelf.Declared, Shelf.Counters, new DocumentPlace(Shelf.PlaceOfShelf(shelf), $"counter:{key.RecordId}"), token: null, CancellationToken.None);
        return (Shelved?)read.Value.Document.Content;
    }

    private async Task<IReadOnlyList<Shelved>> ListAsync(string shelf, string? flag)
    {
        var state = await app.Get<PlacedModel>().StateAsync(Shelf.Declared, "acme", token: null, holder: null, CancellationToken.None);
        var page = await app.Get<PlacedModel>().ListAsync(
            Shelf.Declared, Shelf.Counters, Shelf.PlaceOfShelf(shelf), "", flag, state.Value, new PageOf(100, null), CancellationToken.None);
        return [.. page!.Items.Select(one => (Shelved)one.Content!)];
    }

    private async Task<Card?> CardAsync(DocumentPlace place)
    {
        var read = await app.Get<PlacedModel>().ReadAsync(Shelf.Index, Shelf.Cards, place, token: null, CancellationToken.None);
        var state = (await app.Get<PlacedModel>().StateAsync(Shelf.Index, "acme", token: null, holder: null, CancellationToken.None)).Value;
        var page = await app.Get<PlacedModel>().ListAsync(
            Shelf.Index, Shelf.Cards, place.Partition, place.Name!, flag: null, state, new PageOf(10, null), CancellationToken.None);
        Assert.Equal(read.Value.Document.Content, Assert.Single(page!.Items).Content);
        return (Card?)read.Value.Document.Content;
    }
}
