namespace Serverless.Functions.Domains.Payments;

/// <summary>
/// Lets those of this process who have met at an account go on one after the other, in the order in which they came. It only
/// spares the store attempts that would fail; whether an attempt stands, the store decides, for other processes are there too.
/// </summary>
public sealed class AccountTurns : IDisposable
{
    /// <summary>So many that accounts seldom share one, so few that they need not be cleared away.</summary>
    private const int Lanes = 1024;

    private readonly SemaphoreSlim[] _lanes = [.. Enumerable.Range(0, Lanes).Select(_ => new SemaphoreSlim(1, 1))];

    /// <summary>For one command.</summary>
    public AccountTurn Begin() => new(_lanes);

    public void Dispose()
    {
        foreach (var lane in _lanes) lane.Dispose();
    }
}

/// <summary>A command's place among the others at its accounts, once it has met one.</summary>
public sealed class AccountTurn : IDisposable
{
    private readonly SemaphoreSlim[] _lanes;
    private readonly Stack<SemaphoreSlim> _taken = [];
    private bool _isTried;

    internal AccountTurn(SemaphoreSlim[] lanes) => _lanes = lanes;

    /// <summary>Called with every attempt. The first one waits for nobody: most commands meet none.</summary>
    public async Task TakeAsync(Guid one, Guid other, CancellationToken cancellation)
    {
        if (!_isTried || _taken.Count > 0)
        {
            _isTried = true;
            return;
        }

        // In the same order for everybody, so that no two wait for each other.
        foreach (var lane in new[] { LaneOf(one), LaneOf(other) }.Distinct().Order())
        {
            await _lanes[lane].WaitAsync(cancellation);
            _taken.Push(_lanes[lane]);
        }
    }

    public void Dispose()
    {
        while (_taken.TryPop(out var lane)) lane.Release();
    }

    private int LaneOf(Guid accountId) => (int)((uint)accountId.GetHashCode() % (uint)_lanes.Length);
}
