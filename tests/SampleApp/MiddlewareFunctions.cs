using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.DependencyInjection;

namespace Serverless.SampleApp;

/// <summary>Lives as long as one invocation.</summary>
public sealed class Visit
{
    public Guid Id { get; } = Guid.NewGuid();
}

public sealed class StampMiddleware : IFunctionsWorkerMiddleware
{
    public async Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
    {
        context.Items["stamp"] = "stamped";
        context.Features.Set(context.InstanceServices.GetRequiredService<Visit>());
        if (context.GetHttpContext() is { } http)
            http.Response.Headers["x-function"] = context.FunctionDefinition.Name;
        await next(context);
    }
}

/// <summary>Answers in place of the function.</summary>
public sealed class RefuseMiddleware : IFunctionsWorkerMiddleware
{
    public Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
    {
        context.GetInvocationResult().Value = new StatusCodeResult(StatusCodes.Status418ImATeapot);
        return Task.CompletedTask;
    }
}

public sealed class MiddlewareFunctions(Visit visit)
{
    [Function(nameof(Stamped))]
    public IResult Stamped([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest request, FunctionContext context) => Results.Ok(new
    {
        stamp = context.Items["stamp"],
        sameVisit = context.Features.Get<Visit>() == visit && request.HttpContext.RequestServices.GetRequiredService<Visit>() == visit,
        visit = visit.Id,
    });

    [Function(nameof(Refused))]
    public IResult Refused([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest request) =>
        throw new InvalidOperationException($"{request.Path} was not refused.");

    [Function(nameof(Failing))]
    public IResult Failing([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest request) =>
        throw new InvalidOperationException($"{request.Path} fails on purpose.");
}
