using System.Diagnostics;
using System.Net;
using Microsoft.Azure.Cosmos;
using Serverless.Contracts.Backends;
using Serverless.Contracts.Running;
using Serverless.LocalCosmos;

namespace Serverless.Contracts.Resilience;

/// <summary>Faults on demand, and what the SDK makes of them.</summary>
public abstract class FaultContract(Backend backend) : Contract(backend)
{
    [ContractFact(Needs = Capability.Faults)]
    public async Task Throttling_is_retried_by_the_SDK()
    {
        var (container, key) = (await SharedContainerAsync(), NewKey());
        using var fault = Backend.Inject(Throttled(container) with { Count = 3 });
        Assert.Equal(HttpStatusCode.Created, (await container.CreateItemAsync(new Note("a", key))).StatusCode);
    }

    [ContractFact(Needs = Capability.Faults)]
    public async Task Throttling_without_end_surfaces_as_429_with_the_time_to_wait()
    {
        var (container, key) = (await SharedContainerAsync(), NewKey());
        var options = Backend.NewOptions();
        options.MaxRetryAttemptsOnRateLimitedRequests = 1;
        using var client = Backend.Connect(options);
        using var fault = Backend.Inject(Throttled(container));

        var exception = await Expect.StatusAsync(
            HttpStatusCode.TooManyRequests,
            () => Through(client, container).CreateItemAsync(new Note("a", key)),
            subStatus: 3200);
        Assert.Equal(TimeSpan.FromMilliseconds(10), exception.RetryAfter);
    }

    [ContractTheory(Needs = Capability.Faults)]
    [InlineData(FaultAction.ServiceUnavailable, HttpStatusCode.ServiceUnavailable)]
    [InlineData(FaultAction.RequestTimeout, HttpStatusCode.RequestTimeout)]
    public async Task A_refusal_reaches_the_caller_as_its_status(FaultAction action, HttpStatusCode status)
    {
        var (container, key) = (await SharedContainerAsync(), NewKey());
        await container.CreateItemAsync(new Note("a", key));
        using (Backend.Inject(new FaultRule { Action = action, Container = container.Id }))
        {
            var exception = await Assert.ThrowsAnyAsync<CosmosException>(
                () => container.UpsertItemAsync(new Note("a", key, 1)));
            Assert.Equal(status, exception.StatusCode);
        }
        Assert.Equal(0, (await container.ReadItemAsync<Note>("a", new PartitionKey(key))).Resource.N);
    }

    [ContractFact(Needs = Capability.Faults)]
    public async Task A_conflict_of_the_moment_is_retried_by_the_SDK()
    {
        var (container, key) = (await SharedContainerAsync(), NewKey());
        using var fault = Backend.Inject(new FaultRule { Action = FaultAction.RetryWith, Container = container.Id, Count = 2 });
        Assert.Equal(HttpStatusCode.Created, (await container.CreateItemAsync(new Note("a", key))).StatusCode);
    }

    [ContractFact(Needs = Capability.Faults)]
    public async Task The_SDK_can_write_down_a_conflict_of_the_moment_that_came_before_another_error()
    {
        var (container, key) = (await SharedContainerAsync(), NewKey());
        await container.CreateItemAsync(new Note("a", key));
        using var fault = Backend.Inject(new FaultRule { Action = FaultAction.RetryWith, Container = container.Id, Count = 1 });
        var exception = await Assert.ThrowsAnyAsync<CosmosException>(() => container.CreateItemAsync(new Note("a", key)));
        Assert.Equal(HttpStatusCode.Conflict, exception.StatusCode);
        Assert.Contains("449", exception.Diagnostics.ToString(), StringComparison.Ordinal);
    }

    [ContractFact(Needs = Capability.Faults)]
    public async Task A_rule_hits_only_its_operation_and_container()
    {
        var (container, other, key) = (await SharedContainerAsync(), await NewContainerAsync(), NewKey());
        await container.CreateItemAsync(new Note("a", key));
        using var fault = Backend.Inject(
            new FaultRule { Action = FaultAction.ServiceUnavailable, Container = container.Id, Operation = RequestKind.ReadItem });

        await Expect.StatusAsync(
            HttpStatusCode.ServiceUnavailable, () => container.ReadItemAsync<Note>("a", new PartitionKey(key)));
        Assert.Equal(HttpStatusCode.Created, (await container.CreateItemAsync(new Note("b", key))).StatusCode);
        await other.CreateItemAsync(new Note("a", key));
        Assert.Equal(HttpStatusCode.OK, (await other.ReadItemAsync<Note>("a", new PartitionKey(key))).StatusCode);
    }

    [ContractFact(Needs = Capability.Faults)]
    public async Task Latency_delays_the_answer()
    {
        var (container, key) = (await SharedContainerAsync(), NewKey());
        await container.CreateItemAsync(new Note("a", key));
        using var fault = Backend.Inject(new FaultRule
        {
            Action = FaultAction.Delay,
            Delay = TimeSpan.FromMilliseconds(200),
            Container = container.Id,
            Operation = RequestKind.ReadItem,
        });
        var started = Stopwatch.GetTimestamp();
        await container.ReadItemAsync<Note>("a", new PartitionKey(key));
        Assert.True(Stopwatch.GetElapsedTime(started) >= TimeSpan.FromMilliseconds(190));
    }

    [ContractFact(Needs = Capability.Faults)]
    public async Task A_caller_may_give_up_waiting()
    {
        var (container, key) = (await SharedContainerAsync(), NewKey());
        await container.CreateItemAsync(new Note("a", key));
        using var fault = Backend.Inject(new FaultRule
        {
            Action = FaultAction.Delay,
            Delay = TimeSpan.FromSeconds(30),
            Container = container.Id,
            Operation = RequestKind.ReadItem,
        });
        using var patience = new CancellationTokenSource(TimeSpan.FromMilliseconds(100));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => container.ReadItemAsync<Note>("a", new PartitionKey(key), cancellationToken: patience.Token));
    }

    [ContractFact(Needs = Capability.Faults)]
    [Trait("Requirement", "S95")]
    public async Task A_write_whose_answer_is_lost_has_happened_and_a_repeat_shows_it()
    {
        var (container, key) = (await SharedContainerAsync(), NewKey());
        var pk = new PartitionKey(key);
        using (Backend.Inject(new FaultRule
        {
            Action = FaultAction.DropAnswer,
            Container = container.Id,
            Operation = RequestKind.CreateItem,
            Count = 1,
        }))
        {
            var failure = await Record.ExceptionAsync(() => container.CreateItemAsync(new Note("a", key, 1), pk));
            // The SDK repeats some lost requests itself, and then sees the item that the first one made.
            if (failure is CosmosException { StatusCode: HttpStatusCode.Conflict } or null)
                Assert.Equal(1, (await container.ReadItemAsync<Note>("a", pk)).Resource.N);
        }

        await Expect.ConflictAsync(() => container.CreateItemAsync(new Note("a", key, 2), pk));
        Assert.Equal(1, (await container.ReadItemAsync<Note>("a", pk)).Resource.N);
    }

    [ContractFact(Needs = Capability.Faults)]
    public async Task Throttled_operations_of_a_bulk_all_arrive()
    {
        var container = await NewContainerAsync();
        var options = Backend.NewOptions();
        options.AllowBulkExecution = true;
        using var client = Backend.Connect(options);
        using var fault = Backend.Inject(Throttled(container) with { Count = 4 });
        await Task.WhenAll(Enumerable.Range(0, 120).Select(
            i => Through(client, container).CreateItemAsync(new Note($"{i}", $"p{i % 7}", i), new PartitionKey($"p{i % 7}"))));
        Assert.Equal([120], await container.QueryAsync<int>("SELECT VALUE COUNT(1) FROM c"));
    }

    private static FaultRule Throttled(Container container) => new()
    {
        Action = FaultAction.TooManyRequests,
        RetryAfter = TimeSpan.FromMilliseconds(10),
        Container = container.Id,
    };
}
