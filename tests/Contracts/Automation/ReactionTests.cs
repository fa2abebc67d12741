using System.Collections.Concurrent;
using System.Diagnostics;
using Serverless.Cloud.Automation;
using Serverless.Cloud.Cosmos;
using Serverless.Cloud.Projections;
using Serverless.Contracts.Running;
using Serverless.Kernel.Results;

namespace Serverless.Contracts.Automation;

public sealed class ReactionTests(EchoApp app) : IClassFixture<EchoApp>, IDisposable
{
    private const int Poison = Echo.Poison;

    public void Dispose() => app.Echo.Answer = Echo.Refuse;

    [Fact]
    [Trait("Requirement", "S46")]
    public async Task What_is_wanted_of_a_feed_is_followed_in_the_order_of_its_record()
    {
        var (one, other) = (await app.CountAsync(1, 2, 3), await app.CountAsync(4, 5));
        await app.RunAllAsync(one, other);
        Assert.Equal([1, 2, 3], Heard(one));
        Assert.Equal([4, 5], Heard(other));
    }

    [Fact]
    public async Task What_is_personal_is_opened_for_a_reaction()
    {
        var key = await app.CountAsync(1);
        await app.RunAsync("welcome", await app.ChangesAsync(key));
        Assert.Equal(["Ada"], Heard(key));
    }

    [Fact]
    [Trait("Requirement", "S129")]
    public async Task Of_an_erased_subject_nothing_personal_is_in_an_event_that_is_followed_all_the_same()
    {
        var key = await app.CountAsync(1);
        await app.Keys.DestroyAsync(key.TenantId, key.SubjectId, CancellationToken.None);
        await app.RunAsync("welcome", await app.ChangesAsync(key));
        await app.RunAllAsync(key);
        Assert.Equal(["", 1], Heard(key));
    }

    [Fact]
    public async Task Different_records_are_followed_side_by_side_within_a_bound()
    {
        var keys = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => app.CountAsync(7)));
        var (now, seen) = (0, new ConcurrentBag<int>());
        var all = new TaskCompletionSource();
        app.Echo.Answer = async _ =>
        {
            var running = Interlocked.Increment(ref now);
            seen.Add(running);
            if (running == new ReactionOptions().Concurrency) all.TrySetResult();
            await Deadline.WithinAsync("as many run as may", all.Task);
            Interlocked.Decrement(ref now);
            return null;
        };
        await app.RunAllAsync(keys);
        Assert.Equal(new ReactionOptions().Concurrency, seen.Max());
        Assert.All(keys, key => Assert.Equal([7], Heard(key)));
    }

    [Fact]
    [Trait("Requirement", "S78")]
    public async Task What_is_refused_is_parked_with_what_comes_after_it_and_other_records_go_on()
    {
        var (poisoned, well) = (await app.CountAsync(1, Poison, 2), await app.CountAsync(7));
        await app.RunAllAsync(poisoned, well);
        Assert.Equal([1], Heard(poisoned));
        Assert.Equal([7], Heard(well));

        var letters = await app.LettersAsync(poisoned);
        Assert.Equal(
            [(DeadLetterStatus.Parked, StopReason.Refused, 3L, null), (DeadLetterStatus.Parked, StopReason.Waiting, 4L, 3L)],
            letters.Select(letter => (letter.Status, letter.Reason, letter.Event.Version!.Value, letter.WaitsFor)));
        Assert.Equal(("echo", null, "bad-luck: Nobody wants that number."), (letters[0].Reaction, letters[0].Projection, letters[0].Error));
    }

    [Fact]
    [Trait("Requirement", "S78")]
    public async Task What_comes_in_a_later_batch_waits_as_well()
    {
        var key = await app.CountAsync(Poison);
        await app.RunAllAsync(key);
        await app.AddAsync(key, 2);
        await app.RunAsync((await app.EventsAsync(key))[^1]);
        Assert.Empty(Heard(key));
        Assert.Equal([StopReason.Refused, StopReason.Waiting], (await app.LettersAsync(key)).Select(letter => letter.Reason));
    }

    [Fact]
    [Trait("Requirement", "S75")]
    public async Task A_batch_that_comes_again_parks_nothing_twice_and_follows_nothing_that_waits()
    {
        var key = await app.CountAsync(1, Poison, 2);
        await app.RunAllAsync(key);
        app.Echo.Answer = Echo.Accept;
        await app.RunAllAsync(key);
        Assert.Equal([1, 1], Heard(key));
        Assert.Equal([1, 1], (await app.LettersAsync(key)).Select(letter => letter.Attempts));
    }

    [Fact]
    [Trait("Requirement", "S78")]
    public async Task What_cannot_be_read_is_parked()
    {
        var key = await app.CountAsync(1, 2);
        var events = await app.EventsAsync(key);
        var (unknown, lost) = (events[1].DeepClone().AsObject(), events[2].DeepClone().AsObject());
        unknown["kind"] = "never-declared";
        lost.Remove("version");
        await app.RunAsync(unknown, lost);
        Assert.Empty(Heard(key));
        Assert.Equal([StopReason.Unreadable, StopReason.Unreadable], (await app.LettersAsync(key)).Select(letter => letter.Reason));
    }

    [Fact]
    [Trait("Requirement", "S132")]
    public async Task What_an_exception_stops_is_given_again_and_nothing_is_parked()
    {
        var (cut, well) = (await app.CountAsync(1, 2, 3), await app.CountAsync(7));
        app.Echo.Answer = number => number == 2 ? throw new HttpRequestException("The store is out of reach.") : Task.FromResult<Error?>(null);
        await Assert.ThrowsAsync<HttpRequestException>(() => app.RunAllAsync(cut, well));
        Assert.Equal([1], Heard(cut));
        Assert.Equal([7], Heard(well));
        Assert.Empty(await app.LettersAsync(cut));

        app.Echo.Answer = Echo.Accept;
        await app.RunAllAsync(cut, well);
        Assert.Equal([1, 1, 2, 3], Heard(cut));
    }

    /// <summary>A command whose record is too busy answers with an error that is none of the event.</summary>
    [Fact]
    [Trait("Requirement", "S132")]
    public async Task A_refusal_that_passes_by_itself_parks_nothing()
    {
        var key = await app.CountAsync(1);
        app.Echo.Answer = _ => Task.FromResult<Error?>(StoreErrors.Contended);
        await Assert.ThrowsAsync<ReactionUnavailableException>(() => app.RunAllAsync(key));
        Assert.Empty(await app.LettersAsync(key));
    }

    [Fact]
    public async Task What_follows_belongs_to_the_trace_of_the_request()
    {
        var key = await app.CountAsync(1);
        var fact = (await app.EventsAsync(key))[^1];
        fact["why"]!["traceParent"] = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
        string? trace = null;
        app.Echo.Answer = _ =>
        {
            trace = Activity.Current?.TraceId.ToString();
            return Task.FromResult<Error?>(null);
        };
        await app.RunAsync(fact);
        Assert.Equal("0af7651916cd43dd8448eb211c80319c", trace);
    }

    private IReadOnlyList<object> Heard(RecordKey key) => app.Echo.Heard(key.RecordId);
}
