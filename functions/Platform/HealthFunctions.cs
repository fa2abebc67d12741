using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Serverless.Cloud.Http;
using Serverless.Cloud.Identity;

namespace Serverless.Functions.Platform;

public sealed record Health(string Status);

public static class HealthFunctions
{
    [Function("Health")]
    [AllowAnyone("Load balancers ask before there is a caller; it tells nothing but that the app runs.")]
    [Operation("Say that the app runs", Answer = typeof(Health))]
    public static IResult Health([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "health")] HttpRequest request) =>
        Results.Ok(new Health("healthy"));
}
