namespace Serverless.LocalRuntime.DurableTask.Engine;

/// <summary>Bounds the executions in memory: those idle for longest are let go.</summary>
internal sealed class SessionCache(int max)
{
    private readonly LinkedList<LiveInstance> _order = [];

    public void Touch(LiveInstance live)
    {
        Remove(live);
        if (live.Session is null) return;
        live.Cached = _order.AddLast(live);
        while (_order.Count > max)
        {
            var oldest = _order.First!.Value;
            Remove(oldest);
            oldest.LetGoOfSession();
        }
    }

    public void Remove(LiveInstance live)
    {
        if (live.Cached is not { } place) return;
        _order.Remove(place);
        live.Cached = null;
    }
}
