using System.Collections.Frozen;
using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;
using Serverless.Cloud.Http;
using Serverless.Kernel.Access;
using Serverless.Kernel.Results;

namespace Serverless.Cloud.Identity;

/// <summary>
/// The one place where it is decided who may call what: the caller from the platform's header, how often they call, where their tenant's
/// data belongs, their roles, and whose data the address names. The tenant is always the caller's, so no address can name another.
/// </summary>
internal sealed class CallerMiddleware(CallerOptions options, CallLimiter limiter, Residency residency) : IFunctionsWorkerMiddleware
{
    private const string PersonId = "personId";

    private readonly FrozenDictionary<string, HttpFunction> _functions = options.Functions.ToFrozenDictionary(function => function.Name, StringComparer.OrdinalIgnoreCase);

    public async Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
    {
        if (context.GetHttpContext() is { } http && Refusal(context.FunctionDefinition, http) is { } error)
            context.GetInvocationResult().Value = Problems.Of(error);
        else
            await next(context);
    }

    private Error? Refusal(FunctionDefinition definition, HttpContext http)
    {
        var function = _functions.GetValueOrDefault(definition.Name)
            ?? new(definition.Name, [], Route: "", Admission.Nobody, OwnLimit: null);
        if (function.Admission.IsAnyone)
            return TooMany(http, limiter.Refuses(function, http));

        if (Caller(http.Request) is not { } caller)
        {
            http.Response.Headers.WWWAuthenticate = "Bearer";
            return CallerErrors.NoCaller;
        }
        if (TooMany(http, limiter.Refuses(function, caller)) is { } tooMany)
            return tooMany;
        if (residency.Refusal(caller.TenantId) is { } elsewhere)
            return elsewhere;
        if (!function.Admission.Covers(caller))
            return CallerErrors.WrongRole;
        if (WrongSubject(http.Request, function.Admission, caller) is { } wrong)
            return wrong;
        http.Features.Set(caller);
        return null;
    }

    private Caller? Caller(HttpRequest request) =>
        request.Headers.TryGetValue(ClientPrincipal.Header, out var header) ? ClientPrincipal.Read(header.ToString(), options.PersonClaim) : null;

    private static Error? WrongSubject(HttpRequest request, Admission admission, Caller caller)
    {
        if (request.RouteValues[PersonId] is not string text)
            return null;
        // Another spelling of the same id would name another partition.
        if (!Guid.TryParseExact(text, "D", out var personId) || personId.ToString() != text)
            return CallerErrors.MalformedPersonId;
        return admission.CoversSubject(caller, personId) ? null : CallerErrors.ForeignSubject;
    }

    private static Error? TooMany(HttpContext http, TimeSpan? wait)
    {
        if (wait is null)
            return null;
        http.Response.Headers.RetryAfter = Math.Max(1, Math.Ceiling(wait.Value.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        return CallerErrors.TooManyCalls;
    }
}
