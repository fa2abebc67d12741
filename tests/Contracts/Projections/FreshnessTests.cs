using System.Text.Json.Nodes;
using Microsoft.Azure.Cosmos;
using Microsoft.Extensions.DependencyInjection;
using Serverless.Cloud.Cosmos;
using Serverless.Cloud.Projections;
using Serverless.Contracts.Running;

namespace Serverless.Contracts.Projections;

/// <summary>How far behind a read model says that it is, while the feed is read that it is made of.</summary>
public sealed class FreshnessTests : IAsyncLifetime
{
    private readonly TallyApp _app = new();
    private readonly TaskCompletionSource _opened = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile Task _turn = Task.CompletedTask;
    private ChangeFeedProcessor? _processor;

    public Task InitializeAsync() => _app.InitializeAsync();

    public async Task DisposeAsync()
    {
        _opened.SetResult();
        if (_processor is not null) await _processor.StopAsync();
        await _app.DisposeAsync();
    }

    [Fact]
    [Trait("Requirement", "S3")]
    [Trait("Requirement", "S32")]
    public async Task A_read_model_that_never_catches_up_says_until_when_it_is_complete()
    {
        Assert.Null(await CompleteUntilAsync());
        await StartAsync();
        await _app.CountAsync(at: null, 1, 2);
        await Deadline.UntilAsync("all is read", async () => (await PendingAsync()).Pending == 0);
        Assert.InRange((await CompleteUntilAsync())!.Value, _app.Time.GetUtcNow().AddSeconds(-20), _app.Time.GetUtcNow());

        // Nothing is read from here on.
        _turn = _opened.Task;
        _app.Time.Advance(TimeSpan.FromHours(1));
        var key = await _app.CountAsync(at: null, 3);
        var oldest = DateTimeOffset.FromUnixTimeSeconds((await _app.ChangesAsync(key)).Min(change => (long)change["_ts"]!));
        _app.Time.Advance(TimeSpan.FromHours(1));
        await _app.CountAsync(at: null, 4);
        var lag = await PendingAsync();
        Assert.True(lag.Pending > 0);
        Assert.Equal(oldest, lag.PendingSince);
        Assert.Equal(oldest, await CompleteUntilAsync());
    }

    private async Task<SourceLag> PendingAsync() => Assert.Single(await _app.Get<Freshness>().PendingAsync(Shelf.Declared, CancellationToken.None));

    /// <summary>As a process says that has just begun to ask.</summary>
    private Task<DateTimeOffset?> CompleteUntilAsync() =>
        ActivatorUtilities.CreateInstance<Freshness>(_app.Get<IServiceProvider>()).CompleteUntilAsync(Shelf.Declared, CancellationToken.None);

    private Task StartAsync()
    {
        var leases = _app.Database.GetContainer(PlatformContainers.Leases.Name);
        _processor = _app.Database.GetContainer("counters")
            .GetChangeFeedProcessorBuilder<JsonObject>(Shelf.Declared.LeasePrefix("counters"), (_, _, _) => _turn)
            .WithInstanceName("reader").WithLeaseContainer(leases).WithStartTime(DateTime.MinValue.ToUniversalTime()).WithMaxItems(1).WithPollInterval(TimeSpan.FromMilliseconds(20))
            .Build();
        return _processor.StartAsync();
    }
}
