using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Azure.Cosmos;
using Microsoft.Azure.Cosmos.Scripts;
using Serverless.Contracts.Backends;
using Serverless.Contracts.Running;

namespace Serverless.Contracts.Containers;

/// <summary>What LocalCosmos does not do, it says: 400 with the name of the feature, and empty feeds.</summary>
public abstract class UnsupportedContract(Backend backend) : Contract(backend)
{
    private const string Body = "function () { return 1; }";

    [ContractFact(Needs = Capability.Local)]
    public async Task Stored_procedures_are_refused_by_name()
    {
        var scripts = (await SharedContainerAsync()).Scripts;
        await RefusedAsync("stored procedure", () => scripts.CreateStoredProcedureAsync(new StoredProcedureProperties("s", Body)));
        await RefusedAsync("stored procedure", () => scripts.ExecuteStoredProcedureAsync<string>("s", new PartitionKey("p"), []));
        Assert.Empty(await scripts.GetStoredProcedureQueryIterator<StoredProcedureProperties>().DrainAsync());
    }

    [ContractFact(Needs = Capability.Local)]
    public async Task Triggers_are_refused_by_name()
    {
        var scripts = (await SharedContainerAsync()).Scripts;
        await RefusedAsync("trigger", () => scripts.CreateTriggerAsync(new TriggerProperties { Id = "t", Body = Body }));
        Assert.Empty(await scripts.GetTriggerQueryIterator<TriggerProperties>().DrainAsync());
    }

    [ContractFact(Needs = Capability.Local)]
    public async Task User_defined_functions_are_refused_by_name()
    {
        var scripts = (await SharedContainerAsync()).Scripts;
        await RefusedAsync(
            "function", () => scripts.CreateUserDefinedFunctionAsync(new UserDefinedFunctionProperties { Id = "f", Body = Body }));
        Assert.Empty(await scripts.GetUserDefinedFunctionQueryIterator<UserDefinedFunctionProperties>().DrainAsync());
    }

    [ContractFact(Needs = Capability.Local)]
    public async Task Users_are_refused_by_name()
    {
        var database = await DatabaseAsync();
        await RefusedAsync("user", () => database.CreateUserAsync("u"));
        Assert.Empty(await database.GetUserQueryIterator<UserProperties>().DrainAsync());
    }

    [ContractFact]
    public async Task There_are_no_conflicts()
    {
        var conflicts = (await SharedContainerAsync()).Conflicts;
        Assert.Empty(await conflicts.GetConflictQueryIterator<JsonObject>().DrainAsync());
    }

    private static async Task RefusedAsync(string feature, Func<Task> operation)
    {
        var exception = await Assert.ThrowsAnyAsync<CosmosException>(operation);
        Assert.Equal(HttpStatusCode.BadRequest, exception.StatusCode);
        Assert.Contains(feature, exception.Message, StringComparison.OrdinalIgnoreCase);
    }
}
