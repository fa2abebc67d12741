namespace Serverless.Unit.ServiceBus;

/// <summary>
/// What a queue must do, in the plainest terms: a list of messages that is searched from the front. Times are seconds.
/// </summary>
internal sealed class QueueModel
{
    public const int LockSeconds = 10;
    public const int MaxDeliveries = 3;

    private readonly List<Message> _queue = [];
    private readonly List<Message> _dead = [];
    private long _last;

    public int Now { get; private set; }

    /// <summary>What has been received, in order, with the lock that came with it.</summary>
    public List<Receipt> Receipts { get; } = [];

    public IEnumerable<string> Queue => Shown(_queue);

    public IEnumerable<string> Dead => Shown(_dead);

    public IEnumerable<long> Deferred => _queue.Where(message => message.State == "Deferred").Select(message => message.Sequence);

    public void Send(int id, int? life, int? delay)
    {
        var number = ++_last;
        if (delay > 0) _queue.Add(new(id, number, "Scheduled") { Life = life, Due = Now + delay });
        else Enqueue(id, number, life);
    }

    public List<long> Receive(int count, bool settles)
    {
        var found = _queue.Where(message => message.State == "Active" && !message.Locked).OrderBy(message => message.Sequence).Take(count).ToList();
        foreach (var message in found) Deliver(message, settles);
        return [.. found.Select(message => message.Sequence)];
    }

    public bool ReceiveDeferred(long sequence)
    {
        var message = _queue.Find(one => one.Sequence == sequence && one.State == "Deferred" && !one.Locked);
        if (message is null) return false;
        if (message.Expires <= Now) Expire(message);
        else Deliver(message, settles: true);
        return true;
    }

    public bool Complete(Receipt receipt) => Settle(receipt, message => _queue.Remove(message));

    public bool Abandon(Receipt receipt) => Settle(receipt, Release);

    public bool Defer(Receipt receipt) => Settle(receipt, message =>
    {
        message.State = "Deferred";
        message.LockedUntil = null;
    });

    public bool DeadLetter(Receipt receipt) => Settle(receipt, Kill);

    public bool Renew(Receipt receipt) => Settle(receipt, message => message.LockedUntil = Now + LockSeconds);

    public void Pass(int seconds)
    {
        Now += seconds;
        // What has waited for its time comes in the order of these times.
        foreach (var message in _queue.OrderBy(message => message.Due).ToList())
        {
            if (message.LockedUntil <= Now)
            {
                Release(message);
            }
            else if (message.Due <= Now)
            {
                _queue.Remove(message);
                Enqueue(message.Id, ++_last, message.Life);
            }
            else if (message is { State: "Active", Locked: false } && message.Expires <= Now)
            {
                Expire(message);
            }
        }
    }

    public void Restart()
    {
        foreach (var message in _queue.Where(message => message.Locked).ToList()) Release(message);
    }

    private static IEnumerable<string> Shown(List<Message> messages) =>
        messages.OrderBy(message => message.Sequence).Select(message => $"{message.Id}: {message.Sequence} {message.State} {message.Deliveries}");

    private void Enqueue(int id, long number, int? life) => _queue.Add(new(id, number, "Active") { Life = life, Expires = Now + life });

    private void Deliver(Message message, bool settles)
    {
        message.Deliveries++;
        if (!settles)
        {
            _queue.Remove(message);
            return;
        }

        message.LockedUntil = Now + LockSeconds;
        Receipts.Add(new(message.Sequence, message.Deliveries));
    }

    private bool Settle(Receipt receipt, Action<Message> settle)
    {
        var message = _queue.Find(one => one.Sequence == receipt.Sequence && one.Locked && one.Deliveries == receipt.Delivery);
        if (message is null) return false;
        settle(message);
        return true;
    }

    private void Release(Message message)
    {
        message.LockedUntil = null;
        if (message.Deliveries >= MaxDeliveries) Kill(message);
        else if (message.State == "Active" && message.Expires <= Now) Expire(message);
    }

    private void Expire(Message message) => Kill(message);

    private void Kill(Message message)
    {
        _queue.Remove(message);
        _dead.Add(message);
        (message.State, message.LockedUntil, message.Expires) = ("Active", null, null);
    }

    internal sealed record Receipt(long Sequence, int Delivery);

    private sealed class Message(int id, long sequence, string state)
    {
        public int Id => id;

        public long Sequence => sequence;

        public string State { get; set; } = state;

        public int Deliveries { get; set; }

        public int? Life { get; init; }

        public int? Due { get; init; }

        public int? Expires { get; set; }

        public int? LockedUntil { get; set; }

        public bool Locked => LockedUntil is not null;
    }
}
