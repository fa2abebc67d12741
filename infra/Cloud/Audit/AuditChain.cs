using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Serverless.Cloud.Projections;

namespace Serverless.Cloud.Audit;

/// <summary>
/// The end of one subject's chain, as this process knows it. Those who have something to add while another does are joined into the
/// next write; another process that was faster is found out by the place that is taken.
/// </summary>
internal sealed class AuditChain(SubjectPlace subject, AuditDocuments documents, AuditOptions options, TimeProvider time)
{
    /// <summary>Entries in one write; a batch takes no more than 100, and 2 MB.</summary>
    private const int MostJoined = 50;

    private readonly Lock _lock = new();
    private readonly Queue<Waiting> _waiting = [];
    private bool _isWriting;
    private ChainHead? _head;

    /// <param name="make">The entry's document, from the entry that it follows; asked again when that is another.</param>
    public Task AppendAsync(Func<ChainHead, JsonObject> make)
    {
        var waiting = new Waiting(make, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        lock (_lock)
        {
            _waiting.Enqueue(waiting);
            if (_isWriting) return waiting.Done.Task;
            _isWriting = true;
        }

        // Goes on for those who come meanwhile; whoever waits is told of every failure.
        _ = WriteWaitingAsync();
        return waiting.Done.Task;
    }

    private async Task WriteWaitingAsync()
    {
        while (Next() is { Count: > 0 } next)
        {
            try
            {
                await WriteAsync(next);
                foreach (var one in next) one.Done.SetResult();
            }
            // Whatever it is, those who wait for the write are the ones to hear of it; the next write begins afresh.
            catch (Exception e)
            {
                _head = null;
                foreach (var one in next) one.Done.SetException(e);
            }
        }
    }

    private List<Waiting> Next()
    {
        lock (_lock)
        {
            var next = new List<Waiting>();
            while (next.Count < MostJoined && _waiting.TryDequeue(out var one)) next.Add(one);
            _isWriting = next.Count > 0;
            return next;
        }
    }

    private async Task WriteAsync(List<Waiting> next)
    {
        for (var attempt = 0; attempt < options.MaxAttempts; attempt++)
        {
            var head = _head ?? await documents.HeadAsync(subject);
            var entries = new List<JsonObject>(next.Count);
            foreach (var one in next)
            {
                var entry = one.Make(head);
                entries.Add(entry);
                head = new ChainHead((long)entry["sequence"]!, (string)entry["hash"]!);
            }

            // The place may be taken by this very write, which the SDK has sent again because its answer was lost.
            if (await documents.TryAppendAsync(subject, entries)
                || await documents.HashAtAsync(subject, (string)entries[0]["id"]!) == (string)entries[0]["hash"]!)
            {
                _head = head;
                return;
            }

            _head = null;
            await Task.Delay(TimeSpan.FromMilliseconds(RandomNumberGenerator.GetInt32(1 << Math.Min(attempt, 6))), time);
        }

        throw new TimeoutException($"Others have continued the chain {options.MaxAttempts} times while an entry was to be added.");
    }

    private sealed record Waiting(Func<ChainHead, JsonObject> Make, TaskCompletionSource Done);
}
