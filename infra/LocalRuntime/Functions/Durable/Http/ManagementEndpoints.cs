using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Serverless.LocalRuntime.Functions.Hosting;
using Serverless.LocalRuntime.Functions.Http;

namespace Serverless.LocalRuntime.Functions.Durable.Http;

/// <summary>The management endpoints of Durable Functions, opened by the extension's system key.</summary>
internal static class ManagementEndpoints
{
    public static void MapDurableTaskManagement(this IEndpointRouteBuilder app)
    {
        var hub = app.ServiceProvider.GetRequiredService<DurableHub>();
        if (!hub.IsUsed)
            return;

        var keys = app.ServiceProvider.GetRequiredService<HostKeys>();
        var shutdown = app.ServiceProvider.GetRequiredService<HostShutdown>();
        void Map(string method, string route, Func<HttpRequest, DurableHub, Task<IResult>> answer) =>
            app.MapMethods(ManagementLinks.Path + route, [method], http => GuardedAsync(http, hub, keys, shutdown, answer));

        Map("GET", "/instances", InstanceEndpoints.ListAsync);
        Map("DELETE", "/instances", InstanceEndpoints.PurgeManyAsync);
        Map("GET", "/instances/{instanceId}", InstanceEndpoints.StatusAsync);
        Map("DELETE", "/instances/{instanceId}", InstanceEndpoints.PurgeAsync);
        Map("POST", "/instances/{instanceId}/raiseEvent/{eventName}", CommandEndpoints.RaiseEventAsync);
        Map("POST", "/instances/{instanceId}/terminate", CommandEndpoints.TerminateAsync);
        Map("POST", "/instances/{instanceId}/suspend", CommandEndpoints.SuspendAsync);
        Map("POST", "/instances/{instanceId}/resume", CommandEndpoints.ResumeAsync);
        Map("POST", "/instances/{instanceId}/rewind", CommandEndpoints.RewindAsync);
        Map("POST", "/instances/{instanceId}/restart", StartEndpoints.RestartAsync);
        Map("POST", "/orchestrators/{functionName}/{instanceId?}", StartEndpoints.StartAsync);
    }

    public static IResult BadRequest(string message) => Results.BadRequest(new JsonObject { ["Message"] = message });

    private static async Task GuardedAsync(
        HttpContext http, DurableHub hub, HostKeys keys, HostShutdown shutdown, Func<HttpRequest, DurableHub, Task<IResult>> answer)
    {
        IResult result;
        if (!keys.OpensSystem(DurableHub.SystemKey, HttpInvoker.PresentedKey(http.Request)))
            result = Results.Unauthorized();
        else if (shutdown.HasBegun)
            result = Results.StatusCode(StatusCodes.Status503ServiceUnavailable);
        else if (http.Request.Text("taskHub") is { } name && !name.Equals(hub.Name, StringComparison.OrdinalIgnoreCase))
            result = BadRequest($"There is no task hub '{name}' here.");
        else
            result = await AnswerAsync(http.Request, hub, answer);
        await result.ExecuteAsync(http);
    }

    private static async Task<IResult> AnswerAsync(HttpRequest request, DurableHub hub, Func<HttpRequest, DurableHub, Task<IResult>> answer)
    {
        try
        {
            return await answer(request, hub);
        }
        catch (BadHttpRequestException e)
        {
            return BadRequest(e.Message);
        }
        catch (ObjectDisposedException)
        {
            // The engine has ended meanwhile, with the host.
            return Results.StatusCode(StatusCodes.Status503ServiceUnavailable);
        }
    }
}
