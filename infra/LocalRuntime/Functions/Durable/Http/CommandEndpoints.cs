using Microsoft.AspNetCore.Http;
using Microsoft.DurableTask.Client;

namespace Serverless.LocalRuntime.Functions.Durable.Http;

/// <summary>Steers instances that have not ended yet; one that has is gone, except for a rewind, which takes a failed one.</summary>
internal static class CommandEndpoints
{
    public static string InstanceId(this HttpRequest request) => (string)request.RouteValues["instanceId"]!;

    public static Task<IResult> TerminateAsync(HttpRequest request, DurableHub hub) =>
        ToRunningAsync(request, hub, client => client.TerminateInstanceAsync(request.InstanceId(), (object?)request.Text("reason")));

    public static Task<IResult> SuspendAsync(HttpRequest request, DurableHub hub) =>
        ToRunningAsync(request, hub, client => client.SuspendInstanceAsync(request.InstanceId(), request.Text("reason")));

    public static Task<IResult> ResumeAsync(HttpRequest request, DurableHub hub) =>
        ToRunningAsync(request, hub, client => client.ResumeInstanceAsync(request.InstanceId(), request.Text("reason")));

    public static Task<IResult> RaiseEventAsync(HttpRequest request, DurableHub hub) => ToRunningAsync(request, hub, async client =>
    {
        if (!request.HasJsonContentType())
            throw new BadHttpRequestException("Only application/json request content is supported.");
        var payload = await request.JsonAsync() ?? throw new BadHttpRequestException("Invalid JSON content.");
        await client.RaiseEventAsync(request.InstanceId(), (string)request.RouteValues["eventName"]!, payload);
    });

    public static async Task<IResult> RewindAsync(HttpRequest request, DurableHub hub)
    {
        var client = await hub.ClientAsync();
        switch ((await client.GetInstanceAsync(request.InstanceId(), request.HttpContext.RequestAborted))?.RuntimeStatus)
        {
            case null:
                return Results.NotFound();
            case OrchestrationRuntimeStatus.Completed or OrchestrationRuntimeStatus.Terminated:
                return Results.StatusCode(StatusCodes.Status410Gone);
            case OrchestrationRuntimeStatus.Failed:
                await client.RewindInstanceAsync(request.InstanceId(), request.Text("reason") ?? "");
                return Results.Accepted();
            default:
                return ManagementEndpoints.BadRequest("Only a failed instance can be rewound.");
        }
    }

    private static async Task<IResult> ToRunningAsync(HttpRequest request, DurableHub hub, Func<DurableTaskClient, Task> command)
    {
        var client = await hub.ClientAsync();
        var instance = await client.GetInstanceAsync(request.InstanceId(), request.HttpContext.RequestAborted);
        if (instance is null)
            return Results.NotFound();
        if (instance.IsCompleted)
            return Results.StatusCode(StatusCodes.Status410Gone);
        await command(client);
        return Results.Accepted();
    }
}
