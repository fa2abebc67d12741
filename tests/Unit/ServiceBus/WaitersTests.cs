using Serverless.LocalRuntime.ServiceBus.Engine;

namespace Serverless.Unit.ServiceBus;

public sealed class WaitersTests
{
    private static readonly TimeSpan Long = TimeSpan.FromMinutes(1);

    private readonly Waiters _waiters = new();

    [Fact]
    public void They_are_woken_in_the_order_they_came()
    {
        var waiting = Enumerable.Range(0, 3).Select(_ => _waiters.Add(null)).ToList();

        _waiters.Wake(null, 2);

        Assert.Equal([true, true, false], waiting.Select(waiter => waiter.Signalled.IsCompleted));
    }

    [Fact]
    public void Those_of_a_session_wait_apart()
    {
        var (any, one, other) = (_waiters.Add(null), _waiters.Add("one"), _waiters.Add("other"));

        _waiters.Wake("one", 5);

        Assert.Equal((false, true, false), (any.Signalled.IsCompleted, one.Signalled.IsCompleted, other.Signalled.IsCompleted));
    }

    [Fact]
    public async Task One_that_has_given_up_is_not_woken()
    {
        Assert.False(await _waiters.WaitAsync(_waiters.Add(null), TimeSpan.Zero, TimeProvider.System, CancellationToken.None));
        var next = _waiters.Add(null);

        _waiters.Wake(null, 1);

        Assert.True(next.Signalled.IsCompleted);
    }

    /// <summary>Whoever is first, the signal or the cancellation: the message that it announces finds somebody.</summary>
    [Fact]
    public async Task A_signal_to_one_that_gives_up_goes_to_the_next()
    {
        for (var round = 0; round < 200; round++)
        {
            using var cancelled = new CancellationTokenSource();
            var waiting = _waiters.WaitAsync(_waiters.Add(null), Long, TimeProvider.System, cancelled.Token);
            var next = _waiters.Add(null);
            // Callbacks run last come, first served, so the signal comes right before the wait hears that it is cancelled.
            using var signal = cancelled.Token.Register(() => _waiters.Wake(null, 1));

            await cancelled.CancelAsync();

            var gaveUp = await Record.ExceptionAsync(() => waiting) is OperationCanceledException;
            Assert.Equal(gaveUp, next.Signalled.IsCompleted);
            _waiters.Wake(null, 1);
        }
    }
}
