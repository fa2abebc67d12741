using System.Text.Json;
using Microsoft.Azure.Cosmos;
using Microsoft.Extensions.Logging;
using Serverless.LocalRuntime.Functions.Invocation;
using Serverless.LocalRuntime.Functions.Joining;

namespace Serverless.LocalRuntime.Functions.Cosmos;

/// <summary>
/// Runs a function for each batch of changes. A batch that fails is given up once its retries are used up, and without a
/// retry attribute at once: so does the service, and the feed goes on. A stop in the middle of retries leaves the batch for the next start.
/// </summary>
internal sealed class CosmosTrigger(
    BoundFunction function, CosmosFeed feed, RetryPolicy policy, RetryingExecutor executor, CosmosInstance instance, ILogger<CosmosTrigger> log) : ITrigger
{
    private readonly CancellationTokenSource _stopping = new();
    private ChangeFeedProcessor? _processor;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        try
        {
            var processor = await feed.OpenAsync(instance.Name, OnChangesAsync, OnErrorAsync, cancellationToken);
            await processor.StartAsync();
            _processor = processor;
        }
        catch (CosmosException e)
        {
            throw new InvalidOperationException(
                $"The function '{function.Name}' cannot watch {feed.Monitored.Database.Id}/{feed.Monitored.Id} with leases in "
                + $"{feed.Leases.Database.Id}/{feed.Leases.Id}: {(int)e.StatusCode} {e.StatusCode}.", e);
        }
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _stopping.CancelAsync();
        if (_processor is null)
            return;
        try
        {
            await _processor.StopAsync().WaitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            // The time to wait for the batch is over; it comes again at the next start.
        }
        instance.Dispose();
    }

    public void Dispose()
    {
        instance.Dispose();
        _stopping.Dispose();
    }

    private async Task OnChangesAsync(ChangeFeedProcessorContext context, Stream changes, CancellationToken cancellationToken)
    {
        // After a lost lease the batch belongs to another instance, which begins it anew; it ends here when its retries are waiting.
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _stopping.Token);
        var (documents, count) = await ReadAsync(changes, cancellationToken);
        if (count == 0)
            return;
        var succeeded = await executor.RunAsync(function, policy, retry => Input(documents, count, retry), ending.Token);
        if (!succeeded)
            log.GivenUp(function.Name, count, context.LeaseToken);
    }

    /// <summary>The processor goes on by itself, and would say nothing. What it says of a stop is no error.</summary>
    private Task OnErrorAsync(string range, Exception error)
    {
        var cause = error is ChangeFeedProcessorUserException { InnerException: { } inner } ? inner : error;
        if (!_stopping.IsCancellationRequested && cause is not OperationCanceledException)
            log.FeedFailed(function.Name, range, cause is CosmosException { StatusCode: var status } ? $"{(int)status} {status}" : cause.GetType().Name);
        return Task.CompletedTask;
    }

    private static TriggerInput Input(BinaryData documents, int count, LocalRetryContext retry) => new()
    {
        Value = documents,
        Reason = $"New changes: {count}.",
        Retry = retry,
    };

    /// <summary>The documents as a JSON array, out of the page they come in.</summary>
    private static async Task<(BinaryData Documents, int Count)> ReadAsync(Stream changes, CancellationToken cancellationToken)
    {
        using var page = await JsonDocument.ParseAsync(changes, cancellationToken: cancellationToken);
        var documents = page.RootElement.ValueKind == JsonValueKind.Array ? page.RootElement : page.RootElement.GetProperty("Documents");
        return (new BinaryData(JsonSerializer.SerializeToUtf8Bytes(documents)), documents.GetArrayLength());
    }
}

internal static partial class CosmosLog
{
    [LoggerMessage(20, LogLevel.Error, "'{Function}' has failed for good: {Count} changes of the range {Range} are passed over")]
    public static partial void GivenUp(this ILogger log, string function, int count, string range);

    [LoggerMessage(21, LogLevel.Warning, "The changes of the range {Range} do not reach '{Function}' for now: {Reason}")]
    public static partial void FeedFailed(this ILogger log, string function, string range, string reason);
}
