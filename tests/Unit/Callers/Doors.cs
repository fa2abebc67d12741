using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Serverless.Cloud.Identity;
using Serverless.Kernel.Access;

namespace Serverless.Unit.Callers;

/// <summary>Functions with every kind of admission.</summary>
internal sealed class Doors
{
    [Function("Open")]
    [AllowAnyone("A test.")]
    public static IResult Open([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "open")] HttpRequest request) =>
        Results.Ok(new { hasCaller = request.HttpContext.Features.Get<Caller>() is not null });

    [Function("Staff")]
    [Allow(Role.Staff)]
    public static IResult Staff([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "staff")] HttpRequest request) => Results.Ok(new
    {
        tenant = request.Caller().TenantId,
        account = request.Caller().Id,
        person = request.Caller().PersonId,
        roles = request.Caller().Roles.Select(role => role.ToString()).Order(StringComparer.Ordinal),
    });

    [Function("Person")]
    [Allow(Role.Learner, Role.Staff)]
    public static IResult Person([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "people/{personId}")] HttpRequest request) =>
        Results.Ok(request.Caller().TenantId);

    [Function("Mine")]
    [Allow(Role.Learner)]
    public static IResult Mine([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "people/{personId}/mine")] HttpRequest request) =>
        Results.Ok(request.Caller().TenantId);

    [Function("Silent")]
    public static IResult Silent([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "silent")] HttpRequest request) =>
        throw new InvalidOperationException($"{request.Path} was reached.");

    [Function("Seldom")]
    [Allow(Role.Staff)]
    [RateLimit(2)]
    public static IResult Seldom([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "seldom")] HttpRequest request) =>
        Results.Ok(request.Caller().TenantId);

    [Function("Broken")]
    [Allow(Role.Staff)]
    public static IResult Broken([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "broken")] HttpRequest request) =>
        throw new InvalidOperationException($"secret of {request.Path}");

    [Function("Swallow")]
    [AllowAnyone("A test.")]
    public static async Task<IResult> Swallow([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "swallow")] HttpRequest request)
    {
        await request.Body.CopyToAsync(Stream.Null, request.HttpContext.RequestAborted);
        return Results.NoContent();
    }
}
