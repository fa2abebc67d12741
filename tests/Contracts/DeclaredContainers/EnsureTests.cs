using System.Collections.ObjectModel;
using Microsoft.Azure.Cosmos;
using Serverless.Cloud.Cosmos;
using Serverless.Kernel.Declarations;
using Serverless.LocalCosmos;

namespace Serverless.Contracts.DeclaredContainers;

/// <summary>What is declared exists when the app starts, and what differs is told.</summary>
public sealed class EnsureTests : IAsyncLifetime
{
    private readonly ContainerWorld _world = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _world.DisposeAsync();

    [Fact]
    [Trait("Requirement", "S37")]
    public async Task Missing_containers_are_created_as_declared_and_then_found_so()
    {
        var first = await _world.EnsureAsync([Course.Domain], Sample.Everything);
        Assert.All(first.Found, state => Assert.True(state.IsNew));
        Assert.Empty(_world.Log.Warnings);

        var second = await _world.EnsureAsync([Course.Domain], Sample.Everything);
        Assert.Equal(["courses", "everything"], second.Found.Select(state => state.Declaration.Name));
        Assert.All(second.Found, state => Assert.False(state.IsNew));
        Assert.All(second.Found, state => Assert.Empty(state.Differences));
        Assert.NotNull(second.FoundAt);
    }

    [Fact]
    public async Task A_start_that_finds_all_reads_each_and_asks_nothing_else()
    {
        await _world.EnsureAsync([Course.Domain], Sample.Everything);
        _world.Account.Requests.Reset();
        await _world.EnsureAsync([Course.Domain], Sample.Everything);
        Assert.Equal(2, _world.Account.Requests[RequestKind.ReadContainer]);
        Assert.Equal(0, _world.Account.Requests[RequestKind.ReadDatabase] + _world.Account.Requests[RequestKind.CreateContainer]);
    }

    [Fact]
    public async Task Ten_instances_that_start_at_once_all_start()
    {
        var started = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => Task.Run(() => _world.EnsureAsync([Course.Domain], Sample.Everything))));
        Assert.All(started.SelectMany(containers => containers.Found), state => Assert.Empty(state.Differences));
    }

    [Fact]
    [Trait("Requirement", "S67")]
    public async Task An_index_that_nobody_declared_is_told_by_name_and_left_alone()
    {
        await _world.EnsureAsync([Course.Domain]);
        var container = _world.Database.GetContainer("courses");
        ContainerProperties properties = await container.ReadContainerAsync();
        properties.IndexingPolicy.IncludedPaths.Add(new IncludedPath { Path = "/data/secret/?" });
        properties.IndexingPolicy.IncludedPaths.Remove(properties.IndexingPolicy.IncludedPaths.Single(path => path.Path == "/data/level/?"));
        properties.IndexingPolicy.CompositeIndexes.Clear();
        properties.DefaultTimeToLive = 60;
        await container.ReplaceContainerAsync(properties);

        var state = Assert.Single((await _world.EnsureAsync([Course.Domain])).Found);
        string[] expected =
        [
            "indexed path /data/level/? is declared and does not exist",
            "indexed path /data/secret/? exists and is not declared",
            "index over several paths /data/level, /changedAt is declared and does not exist",
            "time to live is 60 s and declared as by document",
        ];
        Assert.Equal(expected, state.Differences.Select(difference => difference.ToString()));
        Assert.All(expected, text => Assert.Contains(_world.Log.Warnings, warning => warning == $"The container courses is not as declared: {text}"));
        Assert.Equal(60, (await container.ReadContainerAsync()).Resource.DefaultTimeToLive);
    }

    [Fact]
    [Trait("Requirement", "S81")]
    public async Task Another_partition_key_or_unique_key_refuses_the_start_by_name()
    {
        await _world.Client.CreateDatabaseIfNotExistsAsync(CosmosConnection.Database);
        await _world.Database.CreateContainerAsync(new ContainerProperties("everything", "/pk"));
        var refused = await Assert.ThrowsAsync<ContainerException>(() => _world.EnsureAsync([], Sample.Everything));
        Assert.Contains("everything: partition key is /pk and declared as /tenantId, /subjectId", refused.Message, StringComparison.Ordinal);
        Assert.Contains("everything: unique key /code is declared and does not exist", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', refused.Message);
    }

    [Fact]
    [Trait("Requirement", "S81")]
    [Trait("Requirement", "S94")]
    public async Task The_store_itself_refuses_what_a_unique_key_forbids()
    {
        await _world.EnsureAsync([], Sample.Everything);
        var container = _world.Database.GetContainer("everything");
        await container.CreateItemAsync(new { id = "a", tenantId = "t", subjectId = "s", code = 1, name = new { first = "x", last = "y" } });
        var conflict = await Assert.ThrowsAsync<CosmosException>(
            () => container.CreateItemAsync(new { id = "b", tenantId = "t", subjectId = "s", code = 1, name = new { first = "x", last = "z" } }));
        Assert.Equal(System.Net.HttpStatusCode.Conflict, conflict.StatusCode);
    }

    [Fact]
    public async Task What_the_service_writes_otherwise_is_no_difference()
    {
        await _world.EnsureAsync([Course.Domain]);
        var container = _world.Database.GetContainer("courses");
        ContainerProperties properties = await container.ReadContainerAsync();
        var policy = properties.IndexingPolicy;
        var reversed = policy.IncludedPaths.Reverse().ToList();
        policy.IncludedPaths.Clear();
        foreach (var path in reversed) policy.IncludedPaths.Add(new IncludedPath { Path = path.Path.Replace("/kind", "/\"kind\"", StringComparison.Ordinal) });
        policy.ExcludedPaths.Add(new ExcludedPath { Path = "/\"_etag\"/?" });
        var turned = policy.CompositeIndexes.Select(index => new Collection<CompositePath>(
            [.. index.Select(path => new CompositePath { Path = path.Path, Order = CompositePathSortOrder.Descending })])).ToList();
        policy.CompositeIndexes.Clear();
        foreach (var index in turned) policy.CompositeIndexes.Add(index);
        await container.ReplaceContainerAsync(properties);

        Assert.Empty(Assert.Single((await _world.EnsureAsync([Course.Domain])).Found).Differences);
    }

    [Fact]
    public async Task A_container_that_is_declared_twice_is_refused_before_anything_is_created()
    {
        var refused = await Assert.ThrowsAsync<DeclarationException>(() => _world.EnsureAsync([Course.Domain], new ContainerDeclaration("courses")));
        Assert.Contains("'courses'", refused.Message, StringComparison.Ordinal);
        Assert.Equal(0, _world.Account.Requests[RequestKind.CreateDatabase] + _world.Account.Requests[RequestKind.CreateContainer]);
    }

    [Theory]
    [InlineData(RequestKind.ReadContainer, "Cannot read the container 'everything'")]
    [InlineData(RequestKind.CreateContainer, "Cannot create the container 'everything'")]
    public async Task An_account_that_refuses_is_named_in_one_line(RequestKind operation, string problem)
    {
        _world.Account.Faults.Add(new() { Action = FaultAction.ServiceUnavailable, Operation = operation });
        var refused = await Assert.ThrowsAsync<ContainerException>(() => _world.EnsureAsync([], Sample.Everything));
        Assert.StartsWith(problem, refused.Message, StringComparison.Ordinal);
        Assert.Contains("503", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', refused.Message);
    }

    [Fact]
    public async Task A_creation_whose_answer_is_lost_is_found_done_by_the_next_start()
    {
        var fault = _world.Account.Faults.Add(new() { Action = FaultAction.DropAnswer, Operation = RequestKind.CreateContainer, Count = 1 });
        var lost = await Record.ExceptionAsync(() => _world.EnsureAsync([], Sample.Everything));
        Assert.True(lost is null or ContainerException, $"{lost}");
        _world.Account.Faults.Remove(fault);
        Assert.Empty(Assert.Single((await _world.EnsureAsync([], Sample.Everything)).Found).Differences);
    }
}
