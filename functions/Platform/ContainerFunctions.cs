using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Serverless.Cloud.Cosmos;
using Serverless.Cloud.Http;
using Serverless.Cloud.Identity;
using Serverless.Kernel.Access;

namespace Serverless.Functions.Platform;

public sealed class ContainerFunctions(Containers containers)
{
    [Function("ListContainers")]
    [Allow(Role.Operator)]
    [Operation("List the containers as they are declared, and where they were found to differ when the app started")]
    public IResult List([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "operations/containers")] HttpRequest request) =>
        Results.Ok(new { asOf = containers.FoundAt, items = containers.Found.Select(Item) });

    private static object Item(ContainerState state) => new
    {
        state.Declaration.Name,
        state = state switch
        {
            { IsNew: true } => "created",
            { Differences.Count: 0 } => "asDeclared",
            _ => "different",
        },
        state.Declaration.PartitionKey,
        state.Declaration.Indexed,
        state.Declaration.Composites,
        state.Declaration.UniqueKeys,
        state.Declaration.TimeToLive,
        differences = state.Differences.Select(difference => difference.ToString()),
    };
}
