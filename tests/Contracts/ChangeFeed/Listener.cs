using System.Collections.Concurrent;
using Microsoft.Azure.Cosmos;
using Serverless.Contracts.Running;

namespace Serverless.Contracts.ChangeFeed;

/// <summary>A change feed processor instance that remembers what it was given.</summary>
public sealed class Listener(Container source, Container leases, string processor, string instance) : IAsyncDisposable
{
    private readonly ConcurrentQueue<Note> _notes = new();
    private readonly ConcurrentQueue<Exception> _errors = new();
    private ChangeFeedProcessor? _running;

    public IReadOnlyCollection<Note> Notes => _notes;

    public IReadOnlyCollection<Exception> Errors => _errors;

    /// <summary>The leases that this instance was handed, as far as it has been told.</summary>
    public ConcurrentDictionary<string, bool> Leases { get; } = new(StringComparer.Ordinal);

    /// <summary>Called with each batch before it is remembered; what it throws makes the feed repeat the batch.</summary>
    public Func<IReadOnlyCollection<Note>, Task>? Before { get; set; }

    /// <summary>How long a lease outlives its holder.</summary>
    public TimeSpan Expiration { get; init; } = TimeSpan.FromSeconds(4);

    public async Task<Listener> StartAsync()
    {
        _running = source.GetChangeFeedProcessorBuilder<Note>(processor, HandleAsync)
            .WithInstanceName(instance)
            .WithLeaseContainer(leases)
            .WithPollInterval(TimeSpan.FromMilliseconds(30))
            .WithLeaseConfiguration(
                acquireInterval: TimeSpan.FromMilliseconds(300),
                expirationInterval: Expiration,
                renewInterval: TimeSpan.FromMilliseconds(700))
            .WithStartTime(DateTime.MinValue.ToUniversalTime())
            .WithMaxItems(5)
            .WithLeaseAcquireNotification(lease => NoteLease(lease, held: true))
            .WithLeaseReleaseNotification(lease => NoteLease(lease, held: false))
            .WithErrorNotification((_, exception) =>
            {
                _errors.Enqueue(exception);
                return Task.CompletedTask;
            })
            .Build();
        await _running.StartAsync();
        return this;
    }

    public async Task StopAsync()
    {
        if (Interlocked.Exchange(ref _running, null) is { } running)
            await running.StopAsync();
    }

    public async ValueTask DisposeAsync() => await StopAsync();

    private Task NoteLease(string lease, bool held)
    {
        Leases[lease] = held;
        return Task.CompletedTask;
    }

    private async Task HandleAsync(ChangeFeedProcessorContext context, IReadOnlyCollection<Note> changes, CancellationToken ct)
    {
        if (Before is not null)
            await Before(changes);
        foreach (var note in changes)
            _notes.Enqueue(note);
    }
}
