using Serverless.Cloud.Features;
using Serverless.Contracts.KeyStore;
using Serverless.Contracts.Running;

namespace Serverless.Contracts.Features;

/// <summary>A store that hangs holds up who asks for a moment, and once.</summary>
[Trait("Requirement", "S84")]
public sealed class KnownFeatureTests
{
    private static readonly FeatureState On = FeatureState.Untouched.After(FeatureApp.Change(null, true)).Value;

    private readonly MovableClock _time = new();
    private readonly FeatureOptions _options = new();
    private readonly TaskCompletionSource<FeatureState> _store = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _looks;

    [Fact]
    public async Task Who_has_known_it_waits_a_moment_for_a_store_that_hangs_and_those_after_do_not()
    {
        var known = Known();
        known.Set(On);
        _time.Advance(_options.CacheLifetime);
        var first = known.GetAsync(CancellationToken.None).AsTask();
        await Deadline.UntilAsync("the store is asked", () => Volatile.Read(ref _looks) == 1);
        Assert.False(first.IsCompleted);
        _time.Advance(_options.Patience);
        Assert.Same(On, await Deadline.WithinAsync("the first has lost patience", first));
        Assert.Same(On, await known.GetAsync(CancellationToken.None));
        Assert.Equal(1, _looks);

        _store.SetResult(FeatureState.Untouched);
        await Deadline.UntilAsync("the store has answered after all", async () => (await known.GetAsync(CancellationToken.None)).IsOn == false);
    }

    [Fact]
    public async Task Who_asks_first_waits_as_long_as_it_takes_and_may_go_away_without_ending_it_for_others()
    {
        var known = Known();
        using var leaving = new CancellationTokenSource();
        var (one, other) = (known.GetAsync(leaving.Token).AsTask(), known.GetAsync(CancellationToken.None).AsTask());
        await leaving.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => one);
        _time.Advance(TimeSpan.FromHours(1));
        Assert.False(other.IsCompleted);
        _store.SetResult(On);
        Assert.Same(On, await Deadline.WithinAsync("the other is answered", other));
    }

    [Fact]
    public async Task A_look_that_began_before_a_change_does_not_undo_it()
    {
        var known = Known();
        var looking = known.GetAsync(CancellationToken.None).AsTask();
        await Deadline.UntilAsync("the store is asked", () => Volatile.Read(ref _looks) == 1);
        known.Set(On);
        _store.SetResult(FeatureState.Untouched);
        await Deadline.WithinAsync("the look has ended", looking);
        Assert.Same(On, await known.GetAsync(CancellationToken.None));
    }

    [Fact]
    public async Task A_fault_of_ours_is_not_hidden_by_what_was_known()
    {
        var known = Known();
        known.Set(On);
        _time.Advance(_options.CacheLifetime);
        _store.SetException(new InvalidOperationException("A fault of ours."));
        await Assert.ThrowsAsync<InvalidOperationException>(() => known.GetAsync(CancellationToken.None).AsTask());
    }

    private KnownFeature Known() => new(
        () =>
        {
            Interlocked.Increment(ref _looks);
            return _store.Task;
        },
        _time,
        _options);
}
