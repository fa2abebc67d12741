using Microsoft.AspNetCore.Http;
using Serverless.Kernel.Access;

namespace Serverless.Cloud.Identity;

public static class RequestCaller
{
    /// <summary>Who makes the request.</summary>
    /// <exception cref="InvalidOperationException">The function is open to anyone, and has no caller.</exception>
    public static Caller Caller(this HttpRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return request.HttpContext.Features.Get<Caller>()
            ?? throw new InvalidOperationException("This request has no caller: its function is open to anyone.");
    }
}
