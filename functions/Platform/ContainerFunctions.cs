using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Serverless.Cloud.Cosmos;
using Serverless.Cloud.Http;
using Serverless.Cloud.Identity;
using Serverless.Kernel.Access;

namespace Serverless.Functions.Platform;

public sealed record ContainerList(DateTimeOffset? AsOf, IReadOnlyList<ContainerItem> Items);

/// <param name="State">Whether it was created at the start, is as declared, or is different.</param>
public sealed record ContainerItem(
    string Name,
    string State,
    IReadOnlyList<string> PartitionKey,
    IReadOnlyList<string> Indexed,
    IReadOnlyList<IReadOnlyList<string>> Composites,
    IReadOnlyList<IReadOnlyList<string>> UniqueKeys,
    int? TimeToLive,
    IReadOnlyList<string> Differences);

public sealed class ContainerFunctions(Containers containers)
{
    [Function("ListContainers")]
    [Allow(Role.Operator)]
    [Operation("List the containers as they are declared, and where they were found to differ when the app started", Answer = typeof(ContainerList))]
    public IResult List([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "operations/containers")] HttpRequest request) =>
        Results.Ok(new ContainerList(containers.FoundAt, [.. containers.Found.Select(Item)]));

    private static ContainerItem Item(ContainerState state)
    {
        var declared = state.Declaration;
        return new(
            declared.Name,
            state switch { { IsNew: true } => "created", { Differences.Count: 0 } => "asDeclared", _ => "different" },
            declared.PartitionKey,
            declared.Indexed,
            declared.Composites,
            declared.UniqueKeys,
            declared.TimeToLive,
            [.. state.Differences.Select(difference => difference.ToString())]);
    }
}
