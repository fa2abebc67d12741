using System.Text.Json.Nodes;
using Microsoft.Azure.Cosmos;
using Serverless.Contracts.Backends;
using Serverless.Contracts.Running;

namespace Serverless.Contracts.ChangeFeed;

/// <summary>The change feed in all-versions-and-deletes mode.</summary>
public abstract class AllVersionsContract(Backend backend) : Contract(backend)
{
    [ContractFact]
    public async Task Every_version_and_every_delete_comes_in_order()
    {
        var container = await NewContainerAsync();
        using var iterator = await FromNowAsync(container);
        var pk = new PartitionKey("p");

        await container.CreateItemAsync(new Note("a", "p", 1));
        await container.ReplaceItemAsync(new Note("a", "p", 2), "a", pk);
        await container.UpsertItemAsync(new Note("a", "p", 3));
        await container.PatchItemAsync<Note>("a", pk, [PatchOperation.Set("/n", 4)]);
        await container.DeleteItemAsync<Note>("a", pk);
        await container.CreateItemAsync(new Note("a", "p", 5));

        var changes = (await iterator.ReadChangesAsync()).Items;
        Assert.Equal(
            [
                ChangeFeedOperationType.Create, ChangeFeedOperationType.Replace, ChangeFeedOperationType.Replace,
                ChangeFeedOperationType.Replace, ChangeFeedOperationType.Delete, ChangeFeedOperationType.Create,
            ],
            changes.Select(change => change.Metadata.OperationType));
        Assert.Equal([1, 2, 3, 4, 5], changes.Where(change => change.Current is { Id: not null }).Select(change => change.Current.N));
        Assert.Equal(changes.Select(change => change.Metadata.Lsn).Order(), changes.Select(change => change.Metadata.Lsn));
        Assert.Equal(changes[2].Metadata.Lsn, changes[3].Metadata.PreviousLsn);
    }

    [ContractFact]
    public async Task A_delete_names_its_item_and_shows_the_last_image()
    {
        var container = await NewContainerAsync();
        using var iterator = await FromNowAsync(container);
        await container.CreateItemAsync(new Note("a", "p", 7));
        await container.DeleteItemAsync<Note>("a", new PartitionKey("p"));

        var deleted = (await iterator.ReadChangesAsync()).Items[1];

        Assert.Equal(ChangeFeedOperationType.Delete, deleted.Metadata.OperationType);
        Assert.False(deleted.Metadata.IsTimeToLiveExpired);
        Assert.Equal("a", deleted.Metadata.Id);
        Assert.Equal("p", deleted.Metadata.PartitionKey["pk"]?.ToString());
        Assert.Equal(7, deleted.Previous.N);
    }

    [ContractFact]
    public async Task An_expired_item_is_a_delete_that_says_so()
    {
        var container = await NewContainerAsync(new ContainerProperties("", "/pk") { DefaultTimeToLive = 1 });
        using var iterator = await FromNowAsync(container);
        await container.CreateItemAsync(new Note("a", "p", 7));
        await Backend.PassTimeAsync(TimeSpan.FromSeconds(3));

        var changes = new List<ChangeFeedItem<Note>>();
        await Deadline.UntilAsync("the expiry shows in the feed", async () =>
        {
            changes.AddRange((await iterator.ReadChangesAsync()).Items);
            return changes.Count == 2;
        });

        Assert.Equal(ChangeFeedOperationType.Delete, changes[1].Metadata.OperationType);
        Assert.True(changes[1].Metadata.IsTimeToLiveExpired);
    }

    [ContractFact]
    public async Task A_deleted_partition_is_one_delete_per_item()
    {
        var container = await NewContainerAsync();
        for (var i = 0; i < 3; i++)
            await container.CreateItemAsync(new Note($"{i}", "p", i));
        using var iterator = await FromNowAsync(container);
        using var answer = await container.DeleteAllItemsByPartitionKeyStreamAsync(new PartitionKey("p"));

        var deleted = new List<string>();
        await Deadline.UntilAsync("every item is deleted", async () =>
        {
            deleted.AddRange((await iterator.ReadChangesAsync()).Items.Select(change => change.Metadata.Id));
            return deleted.Count == 3;
        });
        Assert.Equal(["0", "1", "2"], deleted.Order());
    }

    [ContractFact]
    public async Task A_continuation_loses_and_repeats_nothing()
    {
        var container = await NewContainerAsync();
        string token;
        using (var iterator = await FromNowAsync(container))
            token = (await iterator.ReadChangesAsync()).Token;

        var seen = new List<int>();
        for (var round = 0; round < 4; round++)
        {
            for (var i = 0; i < 5; i++)
                await container.UpsertItemAsync(new Note($"{i}", $"p{i % 2}", round * 5 + i));
            using var iterator = container.GetChangeFeedIterator<ChangeFeedItem<Note>>(
                ChangeFeedStartFrom.ContinuationToken(token),
                ChangeFeedMode.AllVersionsAndDeletes,
                new ChangeFeedRequestOptions { PageSizeHint = 2 });
            var (items, next) = await iterator.ReadChangesAsync();
            seen.AddRange(items.Select(change => change.Current.N));
            token = next;
        }
        Assert.Equal(Enumerable.Range(0, 20), seen.Order());
    }

    [ContractFact]
    public async Task It_cannot_start_at_the_beginning()
    {
        var container = await SharedContainerAsync();
        var failure = await Assert.ThrowsAnyAsync<Exception>(() => container.GetChangeFeedIterator<JsonObject>(
            ChangeFeedStartFrom.Beginning(), ChangeFeedMode.AllVersionsAndDeletes).DrainChangesAsync());
        if (failure is CosmosException exception)
            Assert.Equal(400, (int)exception.StatusCode);
    }

    /// <summary>An iterator that has reached the present.</summary>
    private static async Task<FeedIterator<ChangeFeedItem<Note>>> FromNowAsync(Container container)
    {
        var iterator = container.GetChangeFeedIterator<ChangeFeedItem<Note>>(
            ChangeFeedStartFrom.Now(), ChangeFeedMode.AllVersionsAndDeletes);
        Assert.Empty((await iterator.ReadChangesAsync()).Items);
        return iterator;
    }
}
