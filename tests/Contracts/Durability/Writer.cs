using System.Net;
using Microsoft.Azure.Cosmos;
using Serverless.Contracts.Running;

namespace Serverless.Contracts.Durability;

/// <summary>
/// Writes until the server dies and remembers what it was promised: for each document the last acknowledged value, and the
/// values that were attempted after it, any of which may or may not have happened.
/// </summary>
public sealed class Writer(string key, int seed)
{
    private readonly Random _random = new(seed);
    private int _value;

    public string Key => key;

    public Dictionary<string, int> Acknowledged { get; } = new(StringComparer.Ordinal);

    /// <summary>The highest value that each document may have.</summary>
    public Dictionary<string, int> Attempted { get; } = new(StringComparer.Ordinal);

    public int Writes { get; private set; }

    public async Task RunAsync(Container container, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            var value = ++_value;
            var ids = _random.Next(3) == 0 ? (string[])["left", "right"] : [$"{_random.Next(40)}"];
            foreach (var id in ids)
                Attempted[id] = value;
            if (!await TryWriteAsync(container, ids, value, stop))
                return;
            foreach (var id in ids)
                Acknowledged[id] = value;
            Writes++;
        }
    }

    /// <returns>False when the server is gone, so that nobody knows whether the write happened.</returns>
    private async Task<bool> TryWriteAsync(Container container, string[] ids, int value, CancellationToken stop)
    {
        try
        {
            // The SDK goes on trying for seconds after the server is gone; by then nobody listens any more.
            var pk = new PartitionKey(key);
            if (ids.Length == 1)
            {
                using var answer = await container.UpsertItemStreamAsync(
                    Json.Stream($$"""{"id":"{{ids[0]}}","pk":"{{key}}","n":{{value}}}"""), pk, cancellationToken: stop).WaitAsync(stop);
                return answer.StatusCode is HttpStatusCode.OK or HttpStatusCode.Created;
            }

            using var batch = await container.CreateTransactionalBatch(pk)
                .UpsertItem(new Note(ids[0], key, value)).UpsertItem(new Note(ids[1], key, value)).ExecuteAsync(stop).WaitAsync(stop);
            return batch.IsSuccessStatusCode;
        }
        catch (Exception lost) when (lost is CosmosException or HttpRequestException or OperationCanceledException)
        {
            return false;
        }
    }
}
