using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.DurableTask.Client;

namespace Serverless.LocalRuntime.Functions.Durable.Http;

/// <summary>Shows instances and purges them, one by its id or many by filters.</summary>
internal static class InstanceEndpoints
{
    private const string ContinuationHeader = "x-ms-continuation-token";

    public static async Task<IResult> StatusAsync(HttpRequest request, DurableHub hub)
    {
        var client = await hub.ClientAsync();
        var instance = await client.GetInstanceAsync(request.InstanceId(), getInputsAndOutputs: true, request.HttpContext.RequestAborted);
        return instance is null ? Results.NotFound() : await StatusAsync(request, hub, instance);
    }

    /// <summary>Tells whoever polls to go on at the same address, until the instance has ended.</summary>
    public static async Task<IResult> StatusAsync(HttpRequest request, DurableHub hub, OrchestrationMetadata instance)
    {
        var showInput = request.Flag("showInput") ?? true;
        JsonArray? history = null;
        if (request.Flag("showHistory") == true && instance.RuntimeStatus != OrchestrationRuntimeStatus.Pending)
        {
            history = new HistoryJson(instance.SerializedInput, showInput, request.Flag("showHistoryOutput") ?? false)
                .Write(await hub.ReadHistoryAsync(instance.InstanceId));
        }

        var json = InstanceJson.Of(instance, showInput, history);
        if (instance.RuntimeStatus == OrchestrationRuntimeStatus.Failed && request.Flag("returnInternalServerErrorOnFailure") == true)
            return Results.Json(json, statusCode: StatusCodes.Status500InternalServerError);
        if (instance.IsCompleted)
            return Results.Json(json);
        request.HttpContext.Response.Headers.RetryAfter = "5";
        return Results.Accepted(request.GetEncodedUrl(), json);
    }

    public static async Task<IResult> ListAsync(HttpRequest request, DurableHub hub)
    {
        var showInput = request.Flag("showInput") ?? true;
        var query = new OrchestrationQuery(
            request.Time("createdTimeFrom"),
            request.Time("createdTimeTo"),
            request.Statuses(),
            InstanceIdPrefix: request.Text("instanceIdPrefix"),
            PageSize: request.Count("top") ?? OrchestrationQuery.DefaultPageSize,
            FetchInputsAndOutputs: true,
            ContinuationToken: request.Headers[ContinuationHeader] is [{ Length: > 0 } token, ..] ? token : null);
        var pages = (await hub.ClientAsync()).GetAllInstancesAsync(query).AsPages(query.ContinuationToken, query.PageSize);
        await using var enumerator = pages.GetAsyncEnumerator(request.HttpContext.RequestAborted);
        if (!await enumerator.MoveNextAsync())
            return Results.Json(new JsonArray());

        var page = enumerator.Current;
        if (page.ContinuationToken is { } next)
            request.HttpContext.Response.Headers[ContinuationHeader] = next;
        return Results.Json(new JsonArray([.. page.Values.Select(instance => InstanceJson.Of(instance, showInput))]));
    }

    public static async Task<IResult> PurgeAsync(HttpRequest request, DurableHub hub)
    {
        var client = await hub.ClientAsync();
        if (await client.GetInstanceAsync(request.InstanceId(), request.HttpContext.RequestAborted) is null)
            return Results.NotFound();
        return Purged(await client.PurgeInstanceAsync(request.InstanceId(), request.HttpContext.RequestAborted));
    }

    public static async Task<IResult> PurgeManyAsync(HttpRequest request, DurableHub hub)
    {
        if (request.Time("createdTimeFrom") is not { } from)
            return ManagementEndpoints.BadRequest("Please provide value for 'createdTimeFrom' parameter.");
        var filter = new PurgeInstancesFilter(from, request.Time("createdTimeTo"), request.Statuses());
        var result = await (await hub.ClientAsync()).PurgeAllInstancesAsync(filter, request.HttpContext.RequestAborted);
        return result.PurgedInstanceCount == 0 ? Results.NotFound() : Purged(result);
    }

    private static IResult Purged(PurgeResult result) => Results.Json(new JsonObject { ["instancesDeleted"] = result.PurgedInstanceCount });
}
