using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Serverless.Cloud.Http;
using Serverless.Cloud.Identity;
using Serverless.Kernel.Access;

namespace Serverless.Unit.OpenApi.Orchestrations.Deliveries;

/// <summary>Takes a table, and works it off later.</summary>
internal static class DeliveryFunctions
{
    [Function("DeliverBooks")]
    [Allow(Role.Staff)]
    [Operation("Deliver books", BodyTypes = ["text/csv", "application/x-ndjson"], IsRepeatable = true, Status = 202)]
    public static IResult Deliver([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "deliveries")] HttpRequest request) => Results.Accepted();
}
