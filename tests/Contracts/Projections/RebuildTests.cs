using Serverless.Cloud.Cosmos;
using Serverless.Cloud.Projections;

namespace Serverless.Contracts.Projections;

/// <summary>A rebuild step by step, as its orchestration takes them.</summary>
public sealed class RebuildTests : IAsyncLifetime
{
    private readonly TallyApp _app = new();

    private Projection Projection => _app.Projection.Declared;

    private Rebuilding Rebuilding => _app.Get<Rebuilding>();

    private Builds Builds => _app.Get<Builds>();

    public Task InitializeAsync() => _app.InitializeAsync();

    public Task DisposeAsync() => _app.DisposeAsync();

    [Fact]
    [Trait("Requirement", "S60")]
    public async Task A_build_from_history_equals_the_live_one()
    {
        var keys = await FillAsync(subjects: 12);
        await RebuildAsync();
        foreach (var key in keys)
        {
            Assert.NotEqual("", await _app.OpenedAsync(key, 2));
            Assert.Equal(_liveBefore[key], await _app.OpenedAsync(key, 2));
            Assert.Equal("", await _app.StoredAsync(key, 1));
        }

        Assert.Equal((2, null, null, null), (await StateAsync()) is var state ? (state.Active, state.Building, state.Retiring, state.Rebuild) : default);
    }

    [Fact]
    [Trait("Requirement", "S60")]
    public async Task Every_read_during_a_rebuild_is_answered_and_right()
    {
        var keys = await FillAsync(subjects: 4);
        var sums = new Dictionary<RecordKey, int>();
        foreach (var key in keys) sums[key] = (await _app.TallyAsync(key))!.Sum;
        await RebuildAsync(async () =>
        {
            // Live events go on at every step, and the answer is never behind them.
            foreach (var key in keys)
            {
                var token = await _app.AddAsync(key, 1);
                sums[key]++;
                await _app.FoldAllAsync(key);
                var answer = await _app.AnswerAsync(key, token);
                Assert.False(answer.IsFromAuthority);
                Assert.Equal(sums[key], ((Tally)answer.Document.Content!).Sum);
            }
        });
        foreach (var key in keys) Assert.Equal(sums[key], (await _app.TallyAsync(key))!.Sum);
        var letters = await _app.Letters.ListAsync(new DeadLetterQuery("acme", Projection: null, Status: null), 100, continuation: null, CancellationToken.None);
        Assert.Empty(letters!.Items);
    }

    [Fact]
    [Trait("Requirement", "S60")]
    public async Task A_discarded_event_stays_out_of_a_build_even_if_it_folds_now()
    {
        var key = await _app.CountAsync(at: null, 1, TallyProjection.Poison, 2);
        await _app.FoldAllAsync(key);
        await _app.Desk.DiscardAsync("acme", (await _app.LettersAsync(key))[0].Id, "op", "Not wanted.", CancellationToken.None);
        var live = await _app.OpenedAsync(key, 1);
        _app.Projection.IsForgiving = true;
        await RebuildAsync();
        Assert.Equal(live, await _app.OpenedAsync(key, 2));
        Assert.Equal(3, (await _app.TallyAsync(key))!.Sum);
    }

    [Fact]
    [Trait("Requirement", "S60")]
    [Trait("Requirement", "S78")]
    public async Task A_build_takes_in_what_the_fold_could_not_before_and_ends_its_dead_letters()
    {
        var key = await _app.CountAsync(at: null, 1, TallyProjection.Poison, 2);
        await _app.FoldAllAsync(key);
        _app.Projection.IsForgiving = true;
        await RebuildAsync();
        Assert.Equal(16, (await _app.TallyAsync(key))!.Sum);
        Assert.All(await _app.LettersAsync(key), letter => Assert.Equal(DeadLetterStatus.Replayed, letter.Status));
    }

    [Fact]
    [Trait("Requirement", "S78")]
    public async Task What_a_build_cannot_fold_is_parked_like_any_other()
    {
        _app.Projection.IsForgiving = true;
        var key = await _app.CountAsync(at: null, 1, TallyProjection.Poison, 2);
        await _app.FoldAllAsync(key);
        Assert.Equal(16, (await _app.TallyAsync(key))!.Sum);
        _app.Projection.IsForgiving = false;
        await RebuildAsync();
        Assert.Equal(1, (await _app.TallyAsync(key))!.Sum);
        Assert.Equal([StopReason.Unfoldable, StopReason.Waiting], (await _app.LettersAsync(key)).Select(letter => letter.Reason));
    }

    [Fact]
    public async Task A_second_rebuild_is_refused_while_one_runs_and_takes_over_from_one_that_failed()
    {
        var first = await Rebuilding.AnnounceAsync(Projection, _ => Task.FromResult<bool?>(null), CancellationToken.None);
        Assert.Equal(("rebuild-tallies-2", 2), (first.Value.Rebuild, first.Value.Building));
        foreach (var running in new bool?[] { false, null })
        {
            var second = await Rebuilding.AnnounceAsync(Projection, _ => Task.FromResult(running), CancellationToken.None);
            Assert.Equal("rebuild-running", second.Error!.Code);
            Assert.Contains("rebuild-tallies-2", second.Error.Detail, StringComparison.Ordinal);
        }

        var third = await Rebuilding.AnnounceAsync(Projection, _ => Task.FromResult<bool?>(true), CancellationToken.None);
        Assert.Equal((1, 3), (third.Value.Active, third.Value.Building));
        _app.Time.Advance(TimeSpan.FromMinutes(1));
        var neverStarted = await Rebuilding.AnnounceAsync(Projection, _ => Task.FromResult<bool?>(null), CancellationToken.None);
        Assert.Equal(4, neverStarted.Value.Building);
    }

    [Fact]
    public async Task A_rebuild_that_was_given_up_takes_nothing_away()
    {
        var key = (await FillAsync(subjects: 1))[0];
        await Rebuilding.AnnounceAsync(Projection, _ => Task.FromResult<bool?>(null), CancellationToken.None);
        await Rebuilding.AnnounceAsync(Projection, _ => Task.FromResult<bool?>(true), CancellationToken.None);
        await Rebuilding.SwitchAsync(Projection, 2, CancellationToken.None);
        await Rebuilding.RetireAsync(Projection, 2, CancellationToken.None);
        Assert.Equal(0, await Rebuilding.DeleteAsync(Projection, 2, CancellationToken.None));
        await Rebuilding.FinishAsync(Projection, 2, CancellationToken.None);
        Assert.Equal((1, 3), await StateAsync() is var state ? (state.Active, state.Building) : default);
        Assert.NotNull(await _app.TallyAsync(key));
    }

    private readonly Dictionary<RecordKey, string> _liveBefore = [];

    private async Task<IReadOnlyList<RecordKey>> FillAsync(int subjects)
    {
        var keys = new List<RecordKey>();
        for (var i = 0; i < subjects; i++)
        {
            var key = await _app.CountAsync(at: null, 1, i + 1);
            await _app.CountAsync(key with { RecordId = Guid.NewGuid() }, 3);
            await _app.FoldAllAsync(key);
            _liveBefore[key] = await _app.OpenedAsync(key, 1);
            keys.Add(key);
        }

        return keys;
    }

    private Task RebuildAsync(Func<Task>? between = null) => _app.RebuildAsync(Projection, between ?? (() => Task.CompletedTask));

    private Task<BuildState> StateAsync() => Builds.ReadAsync(Projection, CancellationToken.None);
}
