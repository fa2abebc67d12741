using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace Serverless.SampleApp;

/// <summary>Starts orchestrations by request; the body is their input.</summary>
public static class StarterFunctions
{
    [Function("Start")]
    public static async Task<HttpResponseData> StartAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "start/{name}/{id?}")] HttpRequestData request,
        [DurableClient] DurableTaskClient client, string name, string? id, CancellationToken cancellation)
    {
        var input = await request.ReadFromJsonAsync<JsonElement>(cancellation);
        var instance = await client.ScheduleNewOrchestrationInstanceAsync(name, input, new StartOrchestrationOptions(id), cancellation);
        return await client.CreateCheckStatusResponseAsync(request, instance, cancellation);
    }

    /// <summary>The same with the types of ASP.NET Core.</summary>
    [Function("StartWithLinks")]
    public static async Task<IActionResult> StartWithLinksAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "links/{name}")] HttpRequest request,
        [DurableClient] DurableTaskClient client, string name)
    {
        var instance = await client.ScheduleNewOrchestrationInstanceAsync(name, request.HttpContext.RequestAborted);
        var links = client.CreateHttpManagementPayload(instance);
        return new AcceptedResult(links.StatusQueryGetUri, links);
    }

    [Function("RunToEnd")]
    public static async Task<HttpResponseData> RunToEndAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "run/{name}")] HttpRequestData request,
        [DurableClient] DurableTaskClient client, string name, int patience = 60_000)
    {
        var input = await request.ReadFromJsonAsync<JsonElement>();
        var instance = await client.ScheduleNewOrchestrationInstanceAsync(name, input);
        using var late = new CancellationTokenSource(patience);
        return await client.WaitForCompletionOrCreateCheckStatusResponseAsync(
            request, instance, returnInternalServerErrorOnFailure: true, getInputsAndOutputs: true, cancellation: late.Token);
    }
}
