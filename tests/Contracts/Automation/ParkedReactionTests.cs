using Serverless.Cloud.Cosmos;
using Serverless.Cloud.Projections;
using Serverless.Contracts.Running;
using Serverless.Kernel.Results;
using Serverless.LocalCosmos;

namespace Serverless.Contracts.Automation;

/// <summary>What operators do with events that a reaction could not follow.</summary>
public sealed class ParkedReactionTests(EchoApp app) : IClassFixture<EchoApp>, IDisposable
{
    private const int Poison = Echo.Poison;

    public void Dispose() => app.Echo.Answer = Echo.Refuse;

    [Fact]
    [Trait("Requirement", "S78")]
    [Trait("Requirement", "S132")]
    public async Task A_replay_follows_all_that_waited_in_order_and_again_changes_nothing()
    {
        var key = await app.CountAsync(1, Poison, 2, 3);
        await app.RunAllAsync(key);
        var letters = await app.LettersAsync(key);
        app.Echo.Answer = Echo.Accept;
        // Asked for the last of them: the earlier ones come first all the same.
        Assert.Equal(DeadLetterStatus.Replayed, (await ReplayAsync(letters[^1])).Value.Status);
        Assert.Equal([1, Poison, 2, 3], Heard(key));
        Assert.All(await app.LettersAsync(key), letter => Assert.Equal((DeadLetterStatus.Replayed, "op"), (letter.Status, letter.Settlement?.CallerId)));

        Assert.Equal(DeadLetterStatus.Replayed, (await ReplayAsync(letters[0])).Value.Status);
        Assert.Equal([1, Poison, 2, 3], Heard(key));
    }

    [Fact]
    [Trait("Requirement", "S78")]
    public async Task What_comes_after_a_replay_is_followed_as_ever()
    {
        var key = await app.CountAsync(Poison);
        await app.RunAllAsync(key);
        app.Echo.Answer = Echo.Accept;
        await ReplayAsync((await app.LettersAsync(key))[0]);
        await app.AddAsync(key, 2);
        await app.RunAsync((await app.EventsAsync(key))[^1]);
        Assert.Equal([Poison, 2], Heard(key));
    }

    [Fact]
    public async Task A_replay_that_fails_again_says_what_stands_in_the_way()
    {
        var key = await app.CountAsync(Poison, 2);
        await app.RunAllAsync(key);
        var letters = await app.LettersAsync(key);
        var failed = await ReplayAsync(letters[1]);
        Assert.Equal((ErrorKind.Conflict, "dead-letter-still-fails"), (failed.Error!.Kind, failed.Error.Code));
        Assert.Contains(letters[0].Id.ToString(), failed.Error.Detail, StringComparison.Ordinal);
        Assert.Equal([2, 1], (await app.LettersAsync(key)).Select(letter => letter.Attempts));
        Assert.Empty(Heard(key));
    }

    [Fact]
    [Trait("Requirement", "S78")]
    public async Task A_replay_stops_at_the_next_that_is_refused()
    {
        var key = await app.CountAsync(Poison, 2, 3, 4);
        await app.RunAllAsync(key);
        var letters = await app.LettersAsync(key);
        app.Echo.Answer = number => Task.FromResult(number == 3 ? new Error(ErrorKind.Conflict, "not-three", "No.") : null);
        Assert.Equal(DeadLetterStatus.Replayed, (await ReplayAsync(letters[0])).Value.Status);
        Assert.Equal([Poison, 2], Heard(key));
        Assert.Equal(
            [(DeadLetterStatus.Replayed, StopReason.Refused), (DeadLetterStatus.Replayed, StopReason.Waiting), (DeadLetterStatus.Parked, StopReason.Refused), (DeadLetterStatus.Parked, StopReason.Waiting)],
            (await app.LettersAsync(key)).Select(letter => (letter.Status, letter.Reason)));
    }

    [Fact]
    [Trait("Requirement", "S78")]
    public async Task A_discarded_event_is_left_out_for_good_and_what_waited_goes_on()
    {
        var key = await app.CountAsync(1, Poison, 2);
        await app.RunAllAsync(key);
        var letters = await app.LettersAsync(key);
        Assert.Equal("dead-letter-not-first", (await DiscardAsync(letters[1])).Error!.Code);
        Assert.Equal(DeadLetterStatus.Discarded, (await DiscardAsync(letters[0])).Value.Status);
        Assert.Equal([1, 2], Heard(key));

        app.Echo.Answer = Echo.Accept;
        await app.RunAllAsync(key);
        Assert.Equal([1, 2, 1, 2], Heard(key));
        Assert.Equal([DeadLetterStatus.Discarded, DeadLetterStatus.Replayed], (await app.LettersAsync(key)).Select(letter => letter.Status));
    }

    [Fact]
    [Trait("Requirement", "S78")]
    public async Task What_is_no_event_of_any_record_is_discarded()
    {
        var key = await app.CountAsync(1);
        var lost = (await app.EventsAsync(key))[^1];
        lost.Remove("recordId");
        await app.RunAsync(lost);
        var letter = Assert.Single(await app.LettersAsync(key));
        Assert.Equal("dead-letter-still-fails", (await ReplayAsync(letter)).Error!.Code);
        Assert.Equal(DeadLetterStatus.Discarded, (await DiscardAsync(letter)).Value.Status);
    }

    /// <summary>The record was settled after the batch had looked for its dead letters, and before it parked what should wait.</summary>
    [Fact]
    [Trait("Requirement", "S132")]
    public async Task What_is_parked_while_the_record_is_settled_is_followed_too()
    {
        var key = await app.CountAsync(Poison);
        await app.RunAllAsync(key);
        await app.AddAsync(key, 2);
        var letter = (await app.LettersAsync(key))[0];
        app.Echo.Answer = Echo.Accept;
        var parking = app.Faults.Add(new FaultRule
        {
            Action = FaultAction.Delay, Delay = TimeSpan.FromSeconds(1), Container = "deadletters", Operation = RequestKind.CreateItem, Count = 1,
        });
        var batch = app.RunAsync((await app.EventsAsync(key))[^1]);
        await Deadline.UntilAsync("the batch parks what it has", () => app.Faults.List().Single(fault => fault.Id == parking).Applied > 0);
        Assert.Equal(DeadLetterStatus.Replayed, (await ReplayAsync(letter)).Value.Status);
        Assert.Equal([Poison], Heard(key));

        await batch;
        Assert.Equal([Poison, 2], Heard(key));
        Assert.All(await app.LettersAsync(key), one => Assert.Equal(DeadLetterStatus.Replayed, one.Status));
    }

    [Fact]
    public async Task Letters_are_listed_by_their_reaction()
    {
        var key = await app.CountAsync(Poison);
        await app.RunAllAsync(key);
        Assert.InRange(await app.Get<DeadLetters>().CountAsync(new DeadLetterQuery("acme", Projection: null, DeadLetterStatus.Parked) { Reaction = Echo.Name }, CancellationToken.None), 1, 1000);
        Assert.Equal(0, await app.Get<DeadLetters>().CountAsync(new DeadLetterQuery("acme", Projection: null, Status: null) { Reaction = "welcome" }, CancellationToken.None));
    }

    private IReadOnlyList<object> Heard(RecordKey key) => app.Echo.Heard(key.RecordId);

    private Task<Result<DeadLetter>> ReplayAsync(DeadLetter letter) => app.Desk.ReplayAsync(letter.TenantId, letter.Id, "op", CancellationToken.None);

    private Task<Result<DeadLetter>> DiscardAsync(DeadLetter letter) => app.Desk.DiscardAsync(letter.TenantId, letter.Id, "op", "A test.", CancellationToken.None);
}
