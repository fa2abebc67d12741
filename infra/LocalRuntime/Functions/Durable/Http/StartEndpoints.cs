using Microsoft.AspNetCore.Http;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;

namespace Serverless.LocalRuntime.Functions.Durable.Http;

/// <summary>Starts instances anew, and answers with their addresses or, when asked to wait and the time suffices, with their result.</summary>
internal static class StartEndpoints
{
    private const int LongestId = 100;

    public static async Task<IResult> StartAsync(HttpRequest request, DurableHub hub)
    {
        var name = (string)request.RouteValues["functionName"]!;
        if (!hub.IsOrchestrator(name))
            return ManagementEndpoints.BadRequest($"There is no orchestrator function '{name}'.");
        var id = request.RouteValues["instanceId"] as string;
        if (id is not null && !IsValid(id))
        {
            return ManagementEndpoints.BadRequest(
                $"An instance id has at most {LongestId} characters, begins with no @ and contains no /, \\, #, ? or control character.");
        }

        var input = await request.JsonAsync();
        var client = await hub.ClientAsync();
        try
        {
            id = await client.ScheduleNewOrchestrationInstanceAsync(
                name, input, new StartOrchestrationOptions(id), request.HttpContext.RequestAborted);
        }
        catch (InvalidOperationException) when (id is not null)
        {
            return Results.Conflict();
        }
        return await AnswerAsync(request, hub, client, id);
    }

    public static async Task<IResult> RestartAsync(HttpRequest request, DurableHub hub)
    {
        var client = await hub.ClientAsync();
        if (await client.GetInstanceAsync(request.InstanceId(), request.HttpContext.RequestAborted) is null)
            return ManagementEndpoints.BadRequest("InstanceId does not match a valid orchestration instance.");
        try
        {
            var id = await client.RestartAsync(request.InstanceId(), request.Flag("restartWithNewInstanceId") ?? true, request.HttpContext.RequestAborted);
            return await AnswerAsync(request, hub, client, id);
        }
        catch (InvalidOperationException)
        {
            return Results.Conflict();
        }
    }

    private static bool IsValid(string id) =>
        id.Length <= LongestId && id[0] != '@' && !id.Any(one => one is '/' or '\\' or '#' or '?' || char.IsControl(one));

    private static async Task<IResult> AnswerAsync(HttpRequest request, DurableHub hub, FunctionsDurableTaskClient client, string id)
    {
        if (request.Seconds("timeout") is not { } timeout)
            return Links(request, client, id);
        if (request.Seconds("pollingInterval") > timeout)
            return ManagementEndpoints.BadRequest("'timeout' must not be below 'pollingInterval'.");

        using var late = new CancellationTokenSource(timeout, request.HttpContext.RequestServices.GetRequiredService<TimeProvider>());
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(request.HttpContext.RequestAborted, late.Token);
        try
        {
            var instance = await client.WaitForInstanceCompletionAsync(id, getInputsAndOutputs: true, patience.Token);
            return instance.RuntimeStatus == OrchestrationRuntimeStatus.Completed
                ? Results.Json(InstanceJson.Payload(instance.SerializedOutput))
                : await InstanceEndpoints.StatusAsync(request, hub, instance);
        }
        // The engine is disposed of when the host stops: the instance goes on at the next start.
        catch (Exception e) when (e is ObjectDisposedException || (e is OperationCanceledException && late.IsCancellationRequested))
        {
            return Links(request, client, id);
        }
    }

    private static IResult Links(HttpRequest request, FunctionsDurableTaskClient client, string id)
    {
        var payload = client.Links.Of(id, $"{request.Scheme}://{request.Host}");
        request.HttpContext.Response.Headers.RetryAfter = "10";
        return Results.Accepted(payload.StatusQueryGetUri, payload);
    }
}
