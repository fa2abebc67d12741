using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Serverless.LocalRuntime.Functions.Http;
using Serverless.LocalRuntime.Functions.Invocation;

namespace Microsoft.Azure.Functions.Worker;

public static class FunctionContextExtensions
{
    /// <summary>The request being answered, or null where no HTTP trigger started the function.</summary>
    public static HttpContext? GetHttpContext(this FunctionContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return context.Features.Get<HttpContext>();
    }
}

public static class FunctionContextHttpRequestExtensions
{
    /// <summary>The request being answered, in the types of Azure Functions; null where no HTTP trigger started the function.</summary>
    public static ValueTask<HttpRequestData?> GetHttpRequestDataAsync(this FunctionContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return ValueTask.FromResult<HttpRequestData?>(
            context.Features.Get<HttpContext>() is { } http ? new LocalHttpRequestData(context, http.Request) : null);
    }
}

public static class FunctionContextLoggerExtensions
{
    public static ILogger<T> GetLogger<T>(this FunctionContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return context.InstanceServices.GetRequiredService<ILogger<T>>();
    }

    public static ILogger GetLogger(this FunctionContext context, string categoryName)
    {
        ArgumentNullException.ThrowIfNull(context);
        return context.InstanceServices.GetRequiredService<ILoggerFactory>().CreateLogger(categoryName);
    }
}

public static class FunctionContextBindingFeatureExtensions
{
    /// <summary>What the function returned, for middleware to see or replace once the next step has ended.</summary>
    public static InvocationResult GetInvocationResult(this FunctionContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return context.Features.Get<LocalInvocationResult>()
            ?? throw new InvalidOperationException("The context does not belong to an invocation of this host.");
    }

    public static InvocationResult<T> GetInvocationResult<T>(this FunctionContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return new TypedInvocationResult<T>(context.GetInvocationResult());
    }
}
