namespace Serverless.Unit.ServiceBus;

/// <summary>What a queue with sessions must do, in the plainest terms. Times are seconds.</summary>
internal sealed class SessionModel
{
    public const int LockSeconds = 10;
    public const int MaxDeliveries = 3;

    private readonly List<Message> _messages = [];
    private readonly Dictionary<string, Hold> _holds = [];
    private readonly Dictionary<string, int> _states = [];
    private int _now;
    private int _last;

    public IEnumerable<string> Queue => _messages.Select(message => $"{message.Number} in {message.Session}, {message.Deliveries} times");

    public int Dead { get; private set; }

    public void Send(string session) => _messages.Add(new(++_last, session));

    /// <returns>Null when there is none, or when it is another's.</returns>
    public Hold? Accept(string? session)
    {
        session ??= _messages.Where(message => message.Hold is null && !_holds.ContainsKey(message.Session)).Select(message => message.Session).FirstOrDefault();
        if (session is null || _holds.ContainsKey(session)) return null;
        return _holds[session] = new(session) { Until = _now + LockSeconds };
    }

    public bool Holds(Hold hold) => _holds.GetValueOrDefault(hold.Session) == hold;

    public List<int> Receive(Hold hold, int count)
    {
        var found = _messages.Where(message => message.Session == hold.Session && message.Hold is null).Take(count).ToList();
        foreach (var message in found) (message.Hold, message.Deliveries) = (hold, message.Deliveries + 1);
        return [.. found.Select(message => message.Number)];
    }

    public bool Complete(Hold hold, int number) => Settle(hold, number, message => _messages.Remove(message));

    public bool Abandon(Hold hold, int number) => Settle(hold, number, Release);

    public void Renew(Hold hold) => hold.Until = _now + LockSeconds;

    public int? State(Hold hold) => _states.TryGetValue(hold.Session, out var state) ? state : null;

    public void SetState(Hold hold, int? state)
    {
        _states.Remove(hold.Session);
        if (state is { } value) _states.Add(hold.Session, value);
    }

    public void Close(Hold hold)
    {
        if (!Holds(hold)) return;
        _holds.Remove(hold.Session);
        foreach (var message in _messages.Where(message => message.Hold == hold).ToList()) Release(message);
    }

    public void Pass(int seconds)
    {
        _now += seconds;
        foreach (var hold in _holds.Values.Where(hold => hold.Until <= _now).ToList()) Close(hold);
    }

    public void Restart()
    {
        foreach (var hold in _holds.Values.ToList()) Close(hold);
    }

    private bool Settle(Hold hold, int number, Action<Message> settle)
    {
        var message = _messages.Find(one => one.Number == number && one.Hold == hold);
        if (message is null) return false;
        settle(message);
        return true;
    }

    private void Release(Message message)
    {
        message.Hold = null;
        if (message.Deliveries < MaxDeliveries) return;
        _messages.Remove(message);
        Dead++;
    }

    internal sealed class Hold(string session)
    {
        public string Session => session;

        public int Until { get; set; }
    }

    private sealed class Message(int number, string session)
    {
        public int Number => number;

        public string Session => session;

        public int Deliveries { get; set; }

        public Hold? Hold { get; set; }
    }
}
