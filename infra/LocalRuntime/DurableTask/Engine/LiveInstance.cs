using System.Diagnostics.CodeAnalysis;
using Serverless.LocalRuntime.DurableTask.Replay;
using Serverless.LocalRuntime.DurableTask.Store;

namespace Serverless.LocalRuntime.DurableTask.Engine;

/// <summary>
/// An instance that is not finished: its mailbox and, between its turns, its execution. One turn runs at a time. All but
/// the mailbox changes in the instance's turn, or after its commit.
/// </summary>
/// <param name="isWhole">Whether the row holds its input.</param>
internal sealed class LiveInstance(InstanceRow row, bool isWhole)
{
    private readonly Lock _lock = new();
    private List<Message> _mailbox = [];
    private bool _busy;
    private bool _over;
    private bool _isWhole = isWhole;

    public long Number { get; } = row.Number;

    /// <summary>Without input and output once the session has been let go.</summary>
    public InstanceRow Row { get; set; } = row;

    /// <summary>Known once its session is open.</summary>
    public int HistoryLength { get; set; }

    /// <summary>Whether all that is stored of it is its row, and that is in memory.</summary>
    public bool IsNew => HistoryLength == 0 && _isWhole;

    public Session? Session { get; private set; }

    /// <summary>The timers that wait, by their steps.</summary>
    public Dictionary<int, DueTimer> Timers { get; } = [];

    public TaskCompletionSource<InstanceRow> Started { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public TaskCompletionSource<InstanceRow> Finished { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Its place among the sessions in memory.</summary>
    public LinkedListNode<LiveInstance>? Cached { get; set; }

    /// <summary>Whether results of activities wait.</summary>
    public bool HasResults
    {
        get
        {
            lock (_lock) return _mailbox.Exists(message => message.Event.Kind is EventKind.TaskCompleted or EventKind.TaskFailed);
        }
    }

    /// <returns>Whether the instance now needs a turn; otherwise it has one already, or is over.</returns>
    public bool Post(Message message)
    {
        lock (_lock)
        {
            if (!_over)
            {
                _mailbox.Add(message);
                if (_busy) return false;
                return _busy = true;
            }
        }

        message.Accepted?.TrySetResult();
        return false;
    }

    public List<Message> Take()
    {
        lock (_lock)
        {
            var taken = _mailbox;
            _mailbox = [];
            return taken;
        }
    }

    public void Open(Session session, InstanceRow row, int historyLength) => (Session, Row, HistoryLength) = (session, row, historyLength);

    /// <summary>After a turn that did not end in a commit: the session is ahead of what is stored. It is to have another turn.</summary>
    public void Undo(IEnumerable<Message> taken)
    {
        lock (_lock)
        {
            Session = null;
            _mailbox.InsertRange(0, taken);
        }
    }

    /// <returns>Whether there is mail for another turn.</returns>
    public bool EndTurn(IReadOnlyCollection<Message> back)
    {
        lock (_lock)
        {
            _mailbox.InsertRange(0, back);
            return _busy = _mailbox.Count > 0;
        }
    }

    /// <summary>Starts over with a fresh execution.</summary>
    public void Renew() => Session = null;

    /// <summary>Unless a turn needs it.</summary>
    public void LetGoOfSession()
    {
        lock (_lock)
        {
            if (_busy) return;
            Session = null;
            Row = Row with { Input = null, Output = null };
            _isWhole = false;
        }
    }

    /// <returns>The mail that comes too late.</returns>
    [SuppressMessage("Design", "CA1024", Justification = "It changes the instance.")]
    public List<Message> End()
    {
        lock (_lock)
        {
            _over = true;
            Session = null;
            var left = _mailbox;
            _mailbox = [];
            return left;
        }
    }
}
