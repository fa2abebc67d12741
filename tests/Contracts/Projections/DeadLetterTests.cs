using System.Text.Json.Nodes;
using Serverless.Cloud.Cosmos;
using Serverless.Cloud.Projections;
using Serverless.Kernel.Results;

namespace Serverless.Contracts.Projections;

public sealed class DeadLetterTests(TallyApp app) : IClassFixture<TallyApp>, IDisposable
{
    private const int Poison = TallyProjection.Poison;

    public void Dispose() => app.Projection.IsForgiving = false;

    [Fact]
    [Trait("Requirement", "S78")]
    public async Task A_poison_event_is_parked_and_the_rest_of_the_feed_goes_on()
    {
        var (poisoned, well) = (await app.CountAsync(at: null, 1, Poison), await app.CountAsync(at: null, 7));
        await app.FoldAsync([.. await app.ChangesAsync(poisoned), .. await app.ChangesAsync(well)]);
        Assert.Equal((1, 7), ((await app.TallyAsync(poisoned))!.Sum, (await app.TallyAsync(well))!.Sum));

        var letter = Assert.Single(await app.LettersAsync(poisoned));
        Assert.Equal((DeadLetterStatus.Parked, StopReason.Unfoldable, 1), (letter.Status, letter.Reason, letter.Attempts));
        Assert.Equal(("counters", poisoned.RecordId, 3L), (letter.Event.Container, letter.Event.RecordId, letter.Event.Version));
        // Its message names somebody.
        Assert.Equal("InvalidOperationException", letter.Error);
        Assert.Empty(await app.LettersAsync(well));
    }

    [Fact]
    [Trait("Requirement", "S78")]
    public async Task What_comes_after_a_parked_event_of_its_record_waits_and_other_records_do_not()
    {
        var key = await app.CountAsync(at: null, 1, Poison, 2);
        await app.CountAsync(key with { RecordId = Guid.NewGuid() }, 100);
        await app.FoldAllAsync(key);
        Assert.Equal(101, (await app.TallyAsync(key))!.Sum);
        Assert.Equal([(StopReason.Unfoldable, null), (StopReason.Waiting, 3L)], (await app.LettersAsync(key)).Select(letter => (letter.Reason, letter.WaitsFor)));
    }

    [Fact]
    public async Task A_batch_that_comes_again_parks_nothing_twice()
    {
        var key = await app.CountAsync(at: null, Poison, 2);
        await app.FoldAllAsync(key);
        await app.FoldAllAsync(key);
        Assert.Equal([2, 2], (await app.LettersAsync(key)).Select(letter => letter.Attempts));
    }

    [Fact]
    [Trait("Requirement", "S78")]
    public async Task An_event_whose_predecessor_never_came_waits_for_it()
    {
        var key = await app.CountAsync(at: null, 1, 2);
        var events = await app.EventsAsync(key);
        await app.FoldAsync(events[0], events[2]);
        var letter = Assert.Single(await app.LettersAsync(key));
        Assert.Equal((StopReason.Waiting, 2L), (letter.Reason, letter.WaitsFor));

        var replayed = await app.Desk.ReplayAsync(key.TenantId, letter.Id, "op", CancellationToken.None);
        Assert.Equal(DeadLetterStatus.Replayed, replayed.Value.Status);
        Assert.Equal(3, (await app.TallyAsync(key))!.Sum);
        await app.FoldAsync(events[1]);
        Assert.Equal(3, (await app.TallyAsync(key))!.Sum);
    }

    [Fact]
    [Trait("Requirement", "S78")]
    public async Task A_replay_folds_all_that_waited_in_order_and_again_changes_nothing()
    {
        var key = await app.CountAsync(at: null, 1, Poison, 2, 3);
        await app.FoldAllAsync(key);
        var letters = await app.LettersAsync(key);
        app.Projection.IsForgiving = true;
        // Asked for the last of them: the earlier ones come first all the same.
        Assert.Equal(DeadLetterStatus.Replayed, (await app.Desk.ReplayAsync(key.TenantId, letters[^1].Id, "op", CancellationToken.None)).Value.Status);
        Assert.Equal(19, (await app.TallyAsync(key))!.Sum);
        Assert.All(await app.LettersAsync(key), letter => Assert.Equal((DeadLetterStatus.Replayed, "op"), (letter.Status, letter.Settlement?.CallerId)));
        Assert.Equal(DeadLetterStatus.Replayed, (await app.Desk.ReplayAsync(key.TenantId, letters[0].Id, "op", CancellationToken.None)).Value.Status);
        Assert.Equal(19, (await app.TallyAsync(key))!.Sum);
    }

    [Fact]
    public async Task A_replay_that_fails_again_says_what_stands_in_the_way()
    {
        var key = await app.CountAsync(at: null, Poison, 2);
        await app.FoldAllAsync(key);
        var letters = await app.LettersAsync(key);
        var failed = await app.Desk.ReplayAsync(key.TenantId, letters[1].Id, "op", CancellationToken.None);
        Assert.Equal((ErrorKind.Conflict, "dead-letter-still-fails"), (failed.Error!.Kind, failed.Error.Code));
        Assert.Contains(letters[0].Id.ToString(), failed.Error.Detail, StringComparison.Ordinal);
        Assert.Equal(2, (await app.LettersAsync(key))[0].Attempts);
    }

    [Fact]
    [Trait("Requirement", "S78")]
    public async Task A_discarded_event_is_left_out_for_good_and_what_waited_goes_on()
    {
        var key = await app.CountAsync(at: null, 1, Poison, 2);
        await app.FoldAllAsync(key);
        var letters = await app.LettersAsync(key);
        var early = await app.Desk.DiscardAsync(key.TenantId, letters[1].Id, "op", "Not wanted.", CancellationToken.None);
        Assert.Equal("dead-letter-not-first", early.Error!.Code);

        var discarded = await app.Desk.DiscardAsync(key.TenantId, letters[0].Id, "op", "A test by mistake.", CancellationToken.None);
        Assert.Equal((DeadLetterStatus.Discarded, "op", "A test by mistake."), (discarded.Value.Status, discarded.Value.Settlement!.CallerId, discarded.Value.Settlement.Reason));
        Assert.Equal(3, (await app.TallyAsync(key))!.Sum);
        Assert.Equal([DeadLetterStatus.Discarded, DeadLetterStatus.Replayed], (await app.LettersAsync(key)).Select(letter => letter.Status));
        Assert.Equal("dead-letter-settled", (await app.Desk.ReplayAsync(key.TenantId, letters[0].Id, "op", CancellationToken.None)).Error!.Code);

        await app.AddAsync(key, 4);
        await app.FoldAllAsync(key);
        Assert.Equal(7, (await app.TallyAsync(key))!.Sum);
    }

    [Fact]
    [Trait("Requirement", "S130")]
    public async Task A_letter_that_was_replayed_goes_after_its_time_and_no_other_does()
    {
        var (replayed, discarded, parked) = (await app.CountAsync(at: null, Poison), await app.CountAsync(at: null, Poison), await app.CountAsync(at: null, Poison));
        foreach (var key in new[] { replayed, discarded, parked }) await app.FoldAllAsync(key);
        await app.Desk.DiscardAsync(discarded.TenantId, (await app.LettersAsync(discarded)).Single().Id, "op", "Not wanted.", CancellationToken.None);
        app.Projection.IsForgiving = true;
        await app.Desk.ReplayAsync(replayed.TenantId, (await app.LettersAsync(replayed)).Single().Id, "op", CancellationToken.None);
        app.Projection.IsForgiving = false;

        var life = new ProjectionOptions().ReplayedLetterLife;
        app.Time.Advance(life - TimeSpan.FromMinutes(1));
        Assert.Equal(DeadLetterStatus.Replayed, (await app.LettersAsync(replayed)).Single().Status);
        app.Time.Advance(TimeSpan.FromMinutes(2));
        Assert.Empty(await app.LettersAsync(replayed));
        Assert.Equal(DeadLetterStatus.Parked, (await app.LettersAsync(parked)).Single().Status);
        // Its event is still passed over where all is read again.
        Assert.Equal(DeadLetterStatus.Discarded, (await app.LettersAsync(discarded)).Single().Status);
        await app.RebuildAsync(app.Projection.Declared, () => Task.CompletedTask);
        Assert.Equal(0, (await app.TallyAsync(discarded))!.Sum);
    }

    [Fact]
    [Trait("Requirement", "S78")]
    public async Task An_event_that_was_altered_is_parked_as_unreadable()
    {
        var key = await app.CountAsync(at: null, 1);
        var events = await app.EventsAsync(key);
        var altered = events[0].DeepClone().AsObject();
        altered["data"]!["owner"] = "v1.0.nonsense";
        await app.FoldAsync(altered);
        Assert.Equal((StopReason.Unreadable, "CryptographicException"), (await app.LettersAsync(key)).Select(letter => (letter.Reason, letter.Error)).Single());
    }

    [Fact]
    public async Task An_event_of_an_unknown_name_or_without_a_place_is_parked()
    {
        var key = await app.CountAsync(at: null, 1);
        var events = await app.EventsAsync(key);
        var (unknown, lost) = (events[0].DeepClone().AsObject(), events[1].DeepClone().AsObject());
        unknown["kind"] = "never-declared";
        lost.Remove("version");
        await app.FoldAsync(unknown, lost);
        var letters = await app.LettersAsync(key);
        Assert.Contains(letters, letter => letter.Error.Contains("'never-declared' is not declared", StringComparison.Ordinal));
        var placeless = Assert.Single(letters, letter => letter.Event.RecordId is null);
        Assert.Equal(DeadLetterStatus.Discarded, (await app.Desk.DiscardAsync(key.TenantId, placeless.Id, "op", "Not ours.", CancellationToken.None)).Value.Status);
    }

    [Fact]
    public async Task A_tenant_sees_its_own_dead_letters_only()
    {
        var key = await app.CountAsync(at: null, Poison);
        await app.FoldAllAsync(key);
        var letter = Assert.Single(await app.LettersAsync(key));
        Assert.Null(await app.Letters.FindAsync("other", letter.Id, CancellationToken.None));
        Assert.Equal("dead-letter-not-found", (await app.Desk.ReplayAsync("other", letter.Id, "op", CancellationToken.None)).Error!.Code);
        Assert.Equal(0, await app.Letters.CountAsync(new DeadLetterQuery("other", "tallies", DeadLetterStatus.Parked), CancellationToken.None));
        Assert.InRange(await app.Letters.CountAsync(new DeadLetterQuery("acme", "tallies", DeadLetterStatus.Parked), CancellationToken.None), 1, 1000);
    }
}
