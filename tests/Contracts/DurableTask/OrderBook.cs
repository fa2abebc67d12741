using Serverless.Contracts.Running;

namespace Serverless.Contracts.DurableTask;

/// <summary>The orders given to the durable app, and what it has said of them.</summary>
internal sealed class OrderBook
{
    private readonly Lock _lock = new();
    private readonly HashSet<string> _said = [];
    private readonly Dictionary<string, string> _ended = [];
    private TaskCompletionSource _reached = new();
    private int _count;
    private int _linesLeft;

    public void Add(int count) => _count += count;

    /// <returns>Ends when the app has said so many lines more.</returns>
    public Task Expect(int lines)
    {
        lock (_lock)
        {
            _linesLeft = lines;
            _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
            return _reached.Task;
        }
    }

    public void Hear(string line)
    {
        lock (_lock)
        {
            if (line.StartsWith("ended ", StringComparison.Ordinal)) _ended[line.Split(' ')[1]] = line;
            else _said.Add(line);
            if (--_linesLeft == 0) _reached.TrySetResult();
        }
    }

    /// <summary>Gives all orders, and raises all events, that the app has not acknowledged.</summary>
    public async Task PlaceAsync(DurableAppProcess app)
    {
        foreach (var order in Enumerable.Range(1, _count))
        {
            if (!Said($"start {Id(order)}")) await app.TellAsync($"start {Id(order)} {order}");
            // Only to what is known to be there: an event for nobody is dropped.
            else if (!Said($"raise {Id(order)}")) await app.TellAsync($"raise {Id(order)}");
        }
    }

    public Task AcknowledgedAsync(string command) => Deadline.UntilAsync(
        $"every {command} is acknowledged", () => Enumerable.Range(1, _count).All(order => Said($"{command} {Id(order)}")));

    /// <summary>Asks for all results, and waits for them.</summary>
    public async Task EndAsync(DurableAppProcess app)
    {
        foreach (var order in Enumerable.Range(1, _count)) await app.TellAsync($"result {Id(order)}");
        await Deadline.UntilAsync("every order has ended", HaveAllEnded);
    }

    public void AssertResults() => Assert.Equal(
        Enumerable.Range(1, _count).Select(order => $"ended {Id(order)} Completed {Result(order)} once"),
        Enumerable.Range(1, _count).Select(order => _ended[Id(order)]));

    private static string Id(int order) => $"order-{order}";

    private static int Result(int order) => Enumerable.Range(order, 8).Sum(i => 2 * i) + (12 * order) + 1;

    private bool Said(string line)
    {
        lock (_lock) return _said.Contains(line);
    }

    private bool HaveAllEnded()
    {
        lock (_lock) return _ended.Count == _count;
    }
}
