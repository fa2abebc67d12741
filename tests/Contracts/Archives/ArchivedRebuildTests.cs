using Serverless.Cloud.Projections;

namespace Serverless.Contracts.Archives;

/// <summary>A read model that is made anew of its sources is the same, wherever these lie.</summary>
public sealed class ArchivedRebuildTests : IAsyncLifetime
{
    private readonly ArchiveApp _app = new();

    public Task InitializeAsync() => _app.InitializeAsync();

    public Task DisposeAsync() => _app.DisposeAsync();

    [Fact]
    [Trait("Requirement", "S60")]
    public async Task A_rebuild_after_archival_gives_what_one_before_gave()
    {
        var book = await BegunAsync(seed: 1);
        var live = await book.ContentAsync();
        Assert.Equal(live, await book.RebuildAsync());
        await book.ArchiveAsync(book.People.Take(3));
        await book.ArchiveAsync(book.People.Skip(3));
        Assert.Equal(0, await FeedEventsAsync(book));
        Assert.Equal(live, await book.RebuildAsync());
        foreach (var person in book.People.Take(2)) await book.BringBackAsync(person);
        Assert.Equal(live, await book.RebuildAsync());
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [Trait("Requirement", "S60")]
    public async Task A_rebuild_loses_nothing_of_what_is_archived_comes_back_and_happens_meanwhile(int seed)
    {
        var book = await BegunAsync(seed);
        var random = new Random(seed);
        var rebuilt = await book.RebuildAsync(async () =>
        {
            await book.HappenAsync(random);
            var person = book.People[random.Next(book.People.Count)];
            await (random.Next(2) == 0 ? book.ArchiveAsync(person) : book.BringBackAsync(person));
        });
        foreach (var person in book.People) await book.BringBackAsync(person);
        Assert.Equal(await book.ContentAsync(), rebuilt);
        Assert.Equal(rebuilt, await book.RebuildAsync());
        var letters = await _app.Get<DeadLetters>().ListAsync(new DeadLetterQuery(_app.Tenant, Projection: null, Status: null), 100, continuation: null, CancellationToken.None);
        Assert.Empty(letters!.Items);
    }

    [Fact]
    public async Task An_answer_that_is_computed_from_authority_contains_what_is_archived()
    {
        var book = await BegunAsync(seed: 4);
        var person = book.People[0];
        await book.ArchiveAsync(person);
        await _app.VisitAsync(Visit.Visits, person, "north", "unseen");
        var computed = await _app.Get<Authority>().ComputeAsync(Guests.Declared, Guests.Documents, new SubjectPlace(_app.Tenant, $"{person}"), token: null, CancellationToken.None);
        await book.FoldAsync(person);
        var text = string.Join(' ', computed.Document.Next.Select(one => $"{one.Key}={one.Value}"));
        Assert.EndsWith(text, (await book.ContentAsync())[0], StringComparison.Ordinal);
        Assert.Contains("unseen", ((Guest)computed.Document.Content!).Notes);
    }

    private async Task<GuestBook> BegunAsync(int seed)
    {
        var (book, random) = (new GuestBook(_app, people: 6), new Random(seed));
        for (var i = 0; i < 30; i++) await book.HappenAsync(random);
        return book;
    }

    /// <summary>Events of visits that are over and still lie beside their records.</summary>
    private async Task<int> FeedEventsAsync(GuestBook book)
    {
        var count = 0;
        foreach (var person in book.People) count += (await _app.DocumentsAsync("visits", person)).Count(document => (string?)document["kind"] == "departed");
        return count;
    }
}
