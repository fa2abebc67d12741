using System.Collections.Frozen;
using System.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;
using Serverless.Cloud.Telemetry.Recording;

namespace Serverless.Cloud.Telemetry;

/// <summary>Measures every invocation: a span, its metrics, and what the recorder keeps of it. It comes before all else.</summary>
internal sealed class InvocationTelemetry(FrozenDictionary<string, MeasuredFunction> functions, Instruments instruments, Recorder recorder, TimeProvider time)
    : IFunctionsWorkerMiddleware
{
    private const string Orchestrator = "orchestrationTrigger";

    public Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
    {
        // An orchestrator starts over with every turn and may be left in the middle for good: its time says nothing.
        if (context.FunctionDefinition.InputBindings.Values.Any(binding => binding.Type == Orchestrator)) return next(context);
        var function = functions.GetValueOrDefault(context.FunctionDefinition.Name) ?? new(context.FunctionDefinition.Name, "other", Route: "", Objective: null);
        return context.GetHttpContext() is { } http ? AnswerAsync(function, http, context, next) : RunAsync(function, context, next);
    }

    private async Task AnswerAsync(MeasuredFunction function, HttpContext http, FunctionContext context, FunctionExecutionDelegate next)
    {
        var span = Traces.Begin(context, http, ActivityKind.Server);
        var (started, charge) = (time.GetTimestamp(), RequestCharges.Begin());
        // The answer is sent after the function has ended, and it is the answer that somebody waits for.
        http.Response.OnCompleted(() =>
        {
            var (elapsed, status) = (time.GetElapsedTime(started), http.Response.StatusCode);
            instruments.Request(function, http.Request.Scheme, http.Request.Method, status, elapsed);
            instruments.Charge(function, charge.Total);
            recorder.Record(function, elapsed, hasFailed: status >= 500, charge.Total);
            span.SetTag("url.scheme", http.Request.Scheme).SetTag("http.request.method", http.Request.Method).SetTag("http.route", function.Route).SetTag("http.response.status_code", status);
            if (status >= 500) span.SetStatus(ActivityStatusCode.Error);
            span.Dispose();
            return Task.CompletedTask;
        });
        await next(context);
    }

    private async Task RunAsync(MeasuredFunction function, FunctionContext context, FunctionExecutionDelegate next)
    {
        using var span = Traces.Begin(context, http: null, function.Trigger is "pubsub" or "datasource" ? ActivityKind.Consumer : ActivityKind.Internal);
        span.SetTag("faas.trigger", function.Trigger);
        var (started, charge) = (time.GetTimestamp(), RequestCharges.Begin());
        string? error = null;
        try
        {
            await next(context);
        }
        catch (Exception e)
        {
            // The type only: a message may quote what it failed on.
            error = e.GetType().FullName;
            span.SetTag("error.type", error).SetStatus(ActivityStatusCode.Error);
            throw;
        }
        finally
        {
            var elapsed = time.GetElapsedTime(started);
            instruments.Invocation(function, elapsed, error);
            instruments.Charge(function, charge.Total);
            recorder.Record(function, elapsed, hasFailed: error is not null, charge.Total);
        }
    }
}
