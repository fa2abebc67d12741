using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Abstractions;
using Microsoft.AspNetCore.Routing;
using Serverless.LocalRuntime.Functions.Hosting;
using Serverless.LocalRuntime.Functions.Invocation;

namespace Serverless.LocalRuntime.Functions.Http;

/// <summary>Answers a request with a function.</summary>
internal sealed class HttpInvoker(FunctionExecutor executor, HostKeys keys, HostShutdown shutdown, HttpThrottle throttle)
{
    public async Task InvokeAsync(HttpContext http, HttpRoute route)
    {
        if (shutdown.HasBegun)
        {
            http.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            return;
        }
        try
        {
            await throttle.RunAsync(http, () => AnswerAsync(http, route));
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            // Nobody is left to answer.
        }
    }

    public static string? PresentedKey(HttpRequest request) =>
        request.Headers.TryGetValue("x-functions-key", out var header) ? header.ToString() : request.Query["code"].ToString();

    private async Task AnswerAsync(HttpContext http, HttpRoute route)
    {
        if (!keys.Opens(route.Level, route.Function.Name, PresentedKey(http.Request)))
        {
            http.Response.StatusCode = StatusCodes.Status401Unauthorized;
            return;
        }

        var outer = http.RequestServices;
        try
        {
            await executor.InvokeAsync(route.Function, Input(http), http.RequestAborted);
        }
        catch (FunctionTimeoutException) when (!http.Response.HasStarted)
        {
            // The function may still run, and write: nobody else's answer may share its connection.
            http.Response.Clear();
            http.Response.Headers.Connection = "close";
            http.Response.StatusCode = StatusCodes.Status500InternalServerError;
        }
        // Whatever the function throws is a failed invocation, which the executor has logged.
        catch (Exception e) when (!http.Response.HasStarted)
        {
            http.Response.Clear();
            http.Response.StatusCode = e is BadHttpRequestException bad ? bad.StatusCode : StatusCodes.Status500InternalServerError;
        }
        finally
        {
            http.RequestServices = outer;
        }
    }

    private static TriggerInput Input(HttpContext http) => new()
    {
        Value = http,
        BindingData = BindingData(http.Request),
        Reason = "This function was called by an HTTP request.",
        Prepare = context =>
        {
            context.Features.Set(http);
            http.RequestServices = context.InstanceServices;
        },
        Complete = context => AnswerAsync(http, context),
    };

    private static Dictionary<string, object?> BindingData(HttpRequest request)
    {
        var data = new Dictionary<string, object?>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, value) in request.Query)
            data[name] = value.ToString();
        // A name in the route is what the function's author meant, whatever a caller adds to the query.
        foreach (var (name, value) in request.RouteValues)
            data[name] = value;
        return data;
    }

    private static async Task AnswerAsync(HttpContext http, LocalFunctionContext context)
    {
        if (http.RequestAborted.IsCancellationRequested || context.CancellationToken.IsCancellationRequested)
            return;
        switch (context.Result.Value)
        {
            case null:
                break;
            case LocalHttpResponseData response:
                await response.SendAsync(http.Response, http.RequestAborted);
                break;
            case IActionResult result:
                await ExecuteAsync(http, result);
                break;
            case IResult result:
                await result.ExecuteAsync(http);
                break;
            case var value:
                await ExecuteAsync(http, new ObjectResult(value));
                break;
        }
    }

    private static Task ExecuteAsync(HttpContext http, IActionResult result) =>
        result.ExecuteResultAsync(new ActionContext(http, http.GetRouteData(), new ActionDescriptor()));
}
