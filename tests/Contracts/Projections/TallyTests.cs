using System.Text.Json.Nodes;
using Microsoft.Azure.Cosmos;
using Serverless.Cloud.Cosmos;
using Serverless.Cloud.Projections;
using Serverless.LocalCosmos;

namespace Serverless.Contracts.Projections;

/// <summary>Counters are the sums of what the documents add to them, whatever happens on the way.</summary>
[Trait("Requirement", "S75")]
public sealed class TallyTests : IAsyncLifetime
{
    private readonly TallyApp _app = new();
    private readonly string _shelf = Shelf.NewShelf();

    public Task InitializeAsync() => _app.InitializeAsync();

    public Task DisposeAsync() => _app.DisposeAsync();

    [Fact]
    public async Task A_fold_adds_what_it_changes_in_one_batch_beside_the_document()
    {
        var key = await CountAsync(5, 20);
        var events = await _app.EventsAsync(key);
        await _app.ShelveAsync(events[0], events[1]);
        Assert.Equal("all: counters=1 sum=5; sizes:0: counters=1", await TalliesAsync());
        _app.Requests.Reset();
        await _app.ShelveAsync(events[2]);
        // A counter that there was not before is made once.
        Assert.Equal((2, 1), (_app.Requests[RequestKind.Batch], _app.Requests[RequestKind.CreateItem]));
        Assert.Equal("all: counters=1 sum=25; sizes:0: counters=0; sizes:2: counters=1", await TalliesAsync());
        await _app.AddAsync(key, 1);
        var next = (await _app.EventsAsync(key))[3];
        _app.Requests.Reset();
        await _app.ShelveAsync(next);
        Assert.Equal((1, 0), (_app.Requests[RequestKind.Batch], _app.Requests[RequestKind.CreateItem]));
        // Now and then one looks as well which build is active.
        Assert.InRange(_app.Requests[RequestKind.ReadItem], 1, 2);
    }

    [Fact]
    public async Task A_batch_whose_answer_was_lost_counts_once()
    {
        var key = await CountAsync(5);
        await _app.ShelveAsync((await _app.EventsAsync(key))[0]);
        foreach (var (action, number) in new[] { (FaultAction.DropAnswer, 1), (FaultAction.TooManyRequests, 2), (FaultAction.ServiceUnavailable, 3), (FaultAction.RetryWith, 4) })
        {
            await _app.AddAsync(key, number);
            _app.Faults.Add(new FaultRule { Action = action, Operation = RequestKind.Batch, Container = "shelves", Count = 1 });
            await UntilFoldedAsync([.. await _app.EventsAsync(key)]);
            Assert.Single(_app.Faults.List(), rule => rule.Applied == 1);
            _app.Faults.Clear();
            await AssertSumsAsync();
        }

        Assert.StartsWith("all: counters=1 sum=15", await TalliesAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [Trait("Requirement", "S60")]
    public async Task Whatever_comes_again_fails_or_happens_at_the_same_time_each_event_counts_once(int seed)
    {
        var random = new Random(seed);
        var keys = new List<RecordKey>();
        for (var i = 0; i < 6; i++) keys.Add(await CountAsync([.. Enumerable.Range(0, 6).Select(_ => random.Next(1, 12))]));
        var all = new List<JsonObject>();
        foreach (var key in keys) all.AddRange(await _app.EventsAsync(key));
        foreach (var action in new[] { FaultAction.DropAnswer, FaultAction.DropRequest, FaultAction.TooManyRequests, FaultAction.ServiceUnavailable, FaultAction.RetryWith, FaultAction.RequestTimeout })
            _app.Faults.Add(new FaultRule { Action = action, Container = "shelves", Probability = 0.04 });

        // Parts of the feed, in any order and again, by four at once; an event whose predecessor is missing waits as a dead letter.
        await Task.WhenAll(Enumerable.Range(0, 4).Select(async reader =>
        {
            var mine = new Random(seed + (100 * reader));
            for (var round = 0; round < 6; round++)
                await UntilFoldedAsync([.. all.Where(_ => mine.Next(3) > 0).OrderBy(_ => mine.Next())]);
            await UntilFoldedAsync([.. all]);
        }));
        _app.Faults.Clear();
        await AssertSumsAsync();
        Assert.Contains("counters=6", await TalliesAsync(), StringComparison.Ordinal);
        // What waited at some moment is folded by now, and a replay finds it so.
        foreach (var letter in (await Task.WhenAll(keys.Select(key => _app.LettersAsync(key, "shelves")))).SelectMany(letters => letters))
            Assert.Equal(DeadLetterStatus.Replayed, (await _app.Desk.ReplayAsync("acme", letter.Id, "op", CancellationToken.None)).Value.Status);
        await AssertSumsAsync();
    }

    [Fact]
    public async Task A_fold_of_more_counters_than_a_batch_takes_is_done_in_several()
    {
        var key = await CountAsync(900, 900, 13);
        await _app.ShelveAsync(key);
        await AssertSumsAsync();
        Assert.StartsWith("all: counters=1 sum=1813", await TalliesAsync(), StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Requirement", "S78")]
    public async Task An_event_that_changes_more_counters_than_a_batch_takes_is_parked()
    {
        var key = await CountAsync(900, 5000, 1);
        await _app.ShelveAsync(key);
        await AssertSumsAsync();
        Assert.StartsWith("all: counters=1 sum=900", await TalliesAsync(), StringComparison.Ordinal);
        Assert.Equal([StopReason.Unfoldable, StopReason.Waiting], (await _app.LettersAsync(key, "shelves")).Select(letter => letter.Reason));
    }

    [Fact]
    [Trait("Requirement", "S60")]
    public async Task A_rebuild_counts_anew_beside_the_old_counters_and_takes_these_away()
    {
        var keys = new List<RecordKey>();
        for (var i = 0; i < 5; i++) keys.Add(await CountAsync(i + 1, 7));
        foreach (var key in keys) await _app.ShelveAsync(key);
        var (live, documents) = (await TalliesAsync(), await _app.AllAsync("shelves", "v1:"));
        var added = 0;
        await _app.RebuildAsync(Shelf.Declared, async () =>
        {
            await _app.AddAsync(keys[added % keys.Count], 1);
            await _app.ShelveAsync(keys[added++ % keys.Count]);
        });
        await AssertSumsAsync(build: 2);
        Assert.Contains($"sum={15 + 35 + added}", await TalliesAsync(build: 2), StringComparison.Ordinal);
        Assert.NotEqual(live, await TalliesAsync(build: 2));
        Assert.NotEmpty(documents);
        Assert.Empty(await _app.AllAsync("shelves", "v1"));

        // The same events, read from the feed alone.
        var before = await TalliesAsync(build: 2);
        await _app.RebuildAsync(Shelf.Declared, () => Task.CompletedTask);
        await AssertSumsAsync(build: 3);
        Assert.Equal(Positive(before), Positive(await TalliesAsync(build: 3)));
    }

    private static string Positive(string tallies) =>
        string.Join("; ", tallies.Split("; ").Where(tally => !tally.EndsWith("counters=0", StringComparison.Ordinal)));

    private async Task UntilFoldedAsync(IReadOnlyList<JsonObject> changes)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await _app.ShelveAsync([.. changes]);
                return;
            }
            // As the trigger does: the batch is given again.
            catch (Exception e) when (e is CosmosException or HttpRequestException && attempt < 50)
            {
            }
        }
    }

    private async Task AssertSumsAsync(int build = 1)
    {
        var sums = new Dictionary<(string, string), long>();
        foreach (var document in await _app.AllAsync("shelves", $"v{build}:counter:"))
        {
            foreach (var (counter, number) in Shelf.TallyOf(new Shelved { Sum = (int)document["data"]!["sum"]! }))
                sums[counter] = sums.GetValueOrDefault(counter) + number;
        }

        var counted = from tally in await _app.AllAsync("shelves", $"v{build}:tally:")
                      from counter in tally["counters"]!.AsObject()
                      where (long)counter.Value! != 0
                      select ((string)tally["tally"]!, counter.Key, (long)counter.Value!);
        Assert.Equal(sums.Where(one => one.Value != 0).Select(one => (one.Key.Item1, one.Key.Item2, one.Value)).Order(), counted.Order());
    }

    private async Task<string> TalliesAsync(int build = 1) => string.Join("; ", (await _app.AllAsync("shelves", $"v{build}:tally:"))
        .OrderBy(tally => (string?)tally["tally"], StringComparer.Ordinal)
        .Select(tally => $"{tally["tally"]}: {string.Join(' ', tally["counters"]!.AsObject().OrderBy(one => one.Key, StringComparer.Ordinal).Select(one => $"{one.Key}={one.Value}"))}"));

    private Task<RecordKey> CountAsync(params int[] numbers) =>
        _app.CountAsync(new RecordKey("acme", Guid.NewGuid().ToString(), Shelf.NewCounter(_shelf)), numbers);
}
