using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Serverless.Cloud.Http;
using Serverless.Cloud.Identity;
using Serverless.Kernel.Access;

namespace Serverless.Functions.Platform;

/// <summary>Who is calling, as the app has understood it.</summary>
/// <param name="CallerId">What the history of a record says of who changed it.</param>
/// <param name="PersonId">The subject that the caller is; null for a caller without data of their own.</param>
public sealed record CallerAnswer(string TenantId, string CallerId, Guid? PersonId, IReadOnlyList<string> Roles);

public static class CallerFunctions
{
    [Function("Me")]
    [Allow(Role.Learner, Role.Staff, Role.Reviewer, Role.Dpo, Role.Auditor, Role.Operator)]
    [Operation("Say who is calling", Answer = typeof(CallerAnswer))]
    public static IResult Me([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "me")] HttpRequest request)
    {
        var caller = request.Caller();
        return Results.Ok(new CallerAnswer(caller.TenantId, caller.Id, caller.PersonId, [.. caller.Roles.Order().Select(role => role.Name())]));
    }
}
