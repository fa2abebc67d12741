using FsCheck;
using FsCheck.Fluent;
using Microsoft.Azure.Cosmos;
using Serverless.Cloud.Cosmos;
using Serverless.Kernel.Results;
using Serverless.LocalCosmos;
using static Serverless.Contracts.Records.RecordApp;

namespace Serverless.Contracts.Records;

[Trait("Requirement", "S95")]
public sealed class RepetitionTests(RecordApp app) : IClassFixture<RecordApp>
{
    [Fact]
    public async Task A_repeated_request_gets_the_first_answer_and_has_no_effect()
    {
        var key = NewKey();
        await app.OpenAsync(key);
        var first = await app.AddAsync(key, 5, Command("r1"));
        await app.AddAsync(key, 7);
        var again = await app.AddAsync(key, 5, Command("r1"));
        Assert.Equal((false, true), (first.Value.IsRepeated, again.Value.IsRepeated));
        Assert.Equal((5, 2L), (again.Value.Record.State.Sum, again.Value.Record.Version));
        Assert.Equal("Ada", again.Value.Record.State.Owner);
        Assert.Equal(12, (await app.FindAsync(key))!.State.Sum);
    }

    [Fact]
    public async Task A_repeated_creation_gets_the_first_answer()
    {
        var key = NewKey();
        await app.OpenAsync(key, Command("c1"));
        await app.AddAsync(key, 1);
        var again = await app.OpenAsync(key, Command("c1"));
        Assert.Equal((true, 1L, 0), (again.Value.IsRepeated, again.Value.Record.Version, again.Value.Record.State.Sum));
    }

    [Fact]
    public async Task A_repeated_request_that_would_now_be_refused_gets_the_first_answer()
    {
        var key = NewKey();
        await app.OpenAsync(key);
        await app.AddAsync(key, 5, Command("v1", expected: 1));
        Assert.True((await app.AddAsync(key, 5, Command("v1", expected: 1))).Value.IsRepeated);
    }

    [Fact]
    public async Task A_request_that_changed_nothing_is_repeated_too()
    {
        var key = NewKey();
        await app.OpenAsync(key);
        Assert.Equal(1, (await app.AddAsync(key, 0, Command("z1"))).Value.Record.Version);
        await app.AddAsync(key, 1);
        var again = (await app.AddAsync(key, 0, Command("z1"))).Value;
        Assert.Equal((true, 1L), (again.IsRepeated, again.Record.Version));
    }

    [Fact]
    public async Task Another_request_with_the_same_key_is_refused()
    {
        var key = NewKey();
        await app.OpenAsync(key);
        await app.AddAsync(key, 5, Command("k1", hash: "five"));
        Assert.Equal(StoreErrors.KeyReused, (await app.AddAsync(key, 6, Command("k1", hash: "six"))).Error);
        Assert.Equal(5, (await app.FindAsync(key))!.State.Sum);
    }

    [Fact]
    [Trait("Requirement", "S130")]
    public async Task What_is_kept_of_a_request_goes_after_its_time_and_nothing_else_does()
    {
        var key = NewKey();
        await app.OpenAsync(key, Command("kept-1"));
        var life = new RecordOptions().IdempotencyLife;
        app.Time.Advance(life - TimeSpan.FromMinutes(1));
        Assert.True((await app.OpenAsync(key, Command("kept-1"))).Value.IsRepeated);
        Assert.Contains(await app.DocumentsAsync(key), document => (string?)document["kind"] == "idempotency");

        app.Time.Advance(TimeSpan.FromMinutes(2));
        var left = await app.DocumentsAsync(key);
        Assert.DoesNotContain(left, document => (string?)document["kind"] == "idempotency");
        Assert.Equal(2, left.Count);
        Assert.Equal("Ada", (await app.FindAsync(key))!.State.Owner);
    }

    [Fact]
    public async Task Another_callers_key_is_another_key()
    {
        var key = NewKey();
        await app.OpenAsync(key);
        await app.AddAsync(key, 5, Command("k1", caller: "staff-1"));
        Assert.False((await app.AddAsync(key, 6, Command("k1", caller: "staff-2"))).Value.IsRepeated);
        Assert.Equal(11, (await app.FindAsync(key))!.State.Sum);
    }

    [Fact]
    public async Task A_batch_that_is_sent_twice_has_one_effect_without_a_key_too()
    {
        var key = NewKey();
        var opening = Command();
        var opened = await app.Commands.RunAsync(Counter.Declaration, key, opening, () => SentBeforeAsync(opening, state: null, new Opened { Owner = "Ada" }), CancellationToken.None);
        Assert.Equal((1L, 0), (opened.Value.Record.Version, opened.Value.Record.State.Sum));

        var adding = Command();
        var before = (await app.FindAsync(key))!;
        var added = await app.Commands.RunAsync(Counter.Declaration, key, adding, () => SentBeforeAsync(adding, before, new Added { Number = 5 }), CancellationToken.None);
        Assert.Equal((2L, 5), (added.Value.Record.Version, added.Value.Record.State.Sum));
        Assert.Equal(5, (await app.FindAsync(key))!.State.Sum);

        async Task<Result<Plan<Counter>>> SentBeforeAsync(CommandContext context, Stored<Counter>? state, CounterEvent fact)
        {
            var changes = new RecordChange[] { new RecordChange<Counter, CounterEvent>(Counter.Declaration, key, state, [fact]) };
            await app.Store.CommitAsync(Counter.Declaration, state, changes, context, CancellationToken.None);
            return new Plan<Counter>(state, changes);
        }
    }

    [Fact]
    public async Task A_request_is_forgotten_after_its_time()
    {
        var key = NewKey();
        await app.OpenAsync(key);
        await app.AddAsync(key, 5, Command("old"));
        app.Time.Advance(TimeSpan.FromDays(8));
        Assert.False((await app.AddAsync(key, 5, Command("old"))).Value.IsRepeated);
    }

    [Fact]
    public async Task The_same_request_many_times_at_once_has_one_effect()
    {
        var key = NewKey();
        await app.OpenAsync(key);
        var results = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => app.AddAsync(key, 5, Command("once"))));
        Assert.Single(results, result => !result.Value.IsRepeated);
        Assert.All(results, result => Assert.Equal(5, result.Value.Record.State.Sum));
        Assert.Equal(5, (await app.FindAsync(key))!.State.Sum);
    }

    /// <summary>The wire breaks before or after the store has worked, at any of the calls; whoever got no answer sends the request again.</summary>
    [Fact]
    public void Requests_in_any_pattern_of_retries_have_one_effect_each()
    {
        var pattern = Gen.Choose(1, 9).Two().NonEmptyListOf().Where(list => list.Count <= 12);
        Prop.ForAll(pattern.ToArbitrary(), requests => HoldsAsync(requests)).Check(Config.QuickThrowOnFailure.WithMaxTest(25));
    }

    private async Task<bool> HoldsAsync(IReadOnlyList<(int Key, int Fault)> requests)
    {
        var key = NewKey();
        await app.OpenAsync(key);
        foreach (var (number, fault) in requests)
        {
            var rule = app.Account.Faults.Add(new FaultRule
            {
                Action = fault % 3 == 0 ? FaultAction.DropAnswer : fault % 3 == 1 ? FaultAction.DropRequest : FaultAction.ServiceUnavailable,
                Container = "counters",
                Skip = fault / 5,
                Count = 1,
            });
            await SendAsync(key, number);
            app.Account.Faults.Remove(rule);
        }

        var sum = requests.Select(request => request.Key).Distinct().Sum();
        var events = (await app.DocumentsAsync(key)).Count(document => (string?)document["kind"] == "added");
        return (await app.FindAsync(key))!.State.Sum == sum && events == requests.Select(request => request.Key).Distinct().Count();
    }

    /// <summary>As a client does who got no answer: the same again, a few times.</summary>
    private async Task SendAsync(RecordKey key, int number)
    {
        for (var attempt = 0; attempt < 10; attempt++)
        {
            try
            {
                Assert.True((await app.AddAsync(key, number, Command($"n{number}"))).IsSuccess);
                return;
            }
            catch (Exception e) when (e is CosmosException or HttpRequestException)
            {
                // No answer; nobody knows what happened.
            }
        }

        Assert.Fail("Ten attempts, and no answer.");
    }
}
