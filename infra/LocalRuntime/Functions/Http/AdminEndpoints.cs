using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;
using Serverless.LocalRuntime.Functions.Hosting;
using Serverless.LocalRuntime.Functions.Invocation;

namespace Serverless.LocalRuntime.Functions.Http;

/// <summary>The host's own address space, opened by the master key; a ping needs none.</summary>
internal static class AdminEndpoints
{
    public static void MapAdmin(this IEndpointRouteBuilder app)
    {
        var functions = app.ServiceProvider.GetRequiredService<FunctionSet>();
        var routes = app.ServiceProvider.GetRequiredService<HttpRoutes>();
        app.MapMethods("/admin/host/ping", ["GET", "POST"], http => http.Response.CompleteAsync());
        app.MapGet("/admin/host/status", Protected(http => http.Response.WriteAsJsonAsync(Status(functions))));
        app.MapGet("/admin/functions", Protected(http => http.Response.WriteAsJsonAsync(
            functions.All.Select(function => Describe(http, function, routes)))));
        app.MapGet("/admin/functions/{name}", Protected(http => OneAsync(http, functions, routes)));
        app.MapPost("/admin/functions/{name}", Protected(http => RunAsync(http, functions)));
    }

    private static RequestDelegate Protected(RequestDelegate answer) => http =>
    {
        if (http.RequestServices.GetRequiredService<HostKeys>().Opens(AuthorizationLevel.Admin, "", HttpInvoker.PresentedKey(http.Request)))
            return answer(http);
        http.Response.StatusCode = StatusCodes.Status401Unauthorized;
        return Task.CompletedTask;
    };

    private static object Status(FunctionSet functions) => new
    {
        id = Environment.MachineName.ToLowerInvariant(),
        state = functions.IsRunning ? "Running" : "Initialized",
        version = typeof(AdminEndpoints).Assembly.GetName().Version!.ToString(),
    };

    private static BoundFunction? Named(HttpContext http, FunctionSet functions)
    {
        var name = (string)http.Request.RouteValues["name"]!;
        return functions.All.FirstOrDefault(function => function.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>Answers once the run has begun, as the service does; what becomes of it is in the log.</summary>
    private static async Task RunAsync(HttpContext http, FunctionSet functions)
    {
        if (Named(http, functions) is not { } function)
            http.Response.StatusCode = StatusCodes.Status404NotFound;
        else if (await ReadAsync(http) is not { } run || function.Kind.ByHand(function, run.Input) is not { } input)
            http.Response.StatusCode = StatusCodes.Status400BadRequest;
        else if (!functions.IsRunning)
            http.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        else
        {
            http.RequestServices.GetRequiredService<HandRuns>().Start(function, input);
            http.Response.StatusCode = StatusCodes.Status202Accepted;
        }
    }

    private static async Task<HandRun?> ReadAsync(HttpContext http)
    {
        try
        {
            return http.Request.HasJsonContentType() ? await http.Request.ReadFromJsonAsync<HandRun>(http.RequestAborted) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static Task OneAsync(HttpContext http, FunctionSet functions, HttpRoutes routes)
    {
        if (Named(http, functions) is { } function)
            return http.Response.WriteAsJsonAsync(Describe(http, function, routes));
        http.Response.StatusCode = StatusCodes.Status404NotFound;
        return Task.CompletedTask;
    }

    private static object Describe(HttpContext http, BoundFunction function, HttpRoutes routes)
    {
        var route = routes.All.FirstOrDefault(route => route.Function == function);
        return new
        {
            name = function.Name,
            language = "dotnet-isolated",
            isDisabled = false,
            isDirect = false,
            href = $"{http.Request.Scheme}://{http.Request.Host}/admin/functions/{function.Name}",
            invoke_url_template = route is null ? null : $"{http.Request.Scheme}://{http.Request.Host}/{route.Pattern.RawText}",
            config = new
            {
                entryPoint = function.Descriptor.EntryPoint,
                bindings = function.Definition.InputBindings.Values.Select(binding => new
                {
                    name = binding.Name,
                    type = binding.Type,
                    direction = "in",
                    route = binding.Type == "httpTrigger" ? route?.Pattern.RawText : null,
                    methods = binding.Type == "httpTrigger" ? route?.Methods : null,
                    authLevel = binding.Type == "httpTrigger" ? route?.Level.ToString() : null,
                }),
            },
        };
    }

    /// <summary>The body of such a request.</summary>
    private sealed record HandRun(string? Input);
}
