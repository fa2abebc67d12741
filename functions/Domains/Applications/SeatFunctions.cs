using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Azure.Functions.Worker;
using Serverless.Cloud.Cosmos;
using Serverless.Functions.Seams;
using Serverless.Kernel.Access;
using Serverless.Kernel.Declarations;
using Serverless.Kernel.Events;
using Serverless.Kernel.Results;

namespace Serverless.Functions.Domains.Applications;

/// <summary>
/// Frees the seats of applications that have ended. Releasing a seat again changes nothing, so a batch that failed is done
/// again as a whole, for as long as it takes: a seat that stays taken is somebody's place lost.
/// </summary>
public sealed class SeatFunctions(ReleaseSeat releaseSeat)
{
    private static readonly Domain<Application, ApplicationEvent> Declared = ApplicationsDomain.Applications;

    [Function("FreeSeats")]
    [ExponentialBackoffRetry(-1, "00:00:01", "00:05:00")]
    public async Task FreeAsync(
        [CosmosDBTrigger("serverless", "applications", Connection = "Cosmos", LeaseContainerName = "leases", LeaseContainerPrefix = "free-seats-",
            CreateLeaseContainerIfNotExists = true, StartFromBeginning = true)] IReadOnlyList<JsonObject> changes,
        CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(changes);
        // What is needed of an event is not personal, so it is read without the subject's key.
        foreach (var ended in changes.Where(IsEnd).Select(document => EventDocuments.Read(Declared, document, key: null)).Where(MayHoldSeat))
        {
            var caller = new Caller(ended.TenantId, ended.By.CallerId, PersonId: null, Roles: new HashSet<Role>());
            var refusal = await releaseSeat(caller, (Guid)ended.Data["programmeId"]!, ended.RecordId, cancellation);
            if (refusal is not (null or { Kind: ErrorKind.NotFound }))
                throw new InvalidOperationException($"The seat of application {ended.RecordId} is not released: {refusal.Code}.");
        }
    }

    private static bool IsEnd(JsonObject document) =>
        EventDocuments.IsEvent(Declared, document)
        && Declared.Events.Single(type => type.Name == (string?)document["kind"]).Type is var type
        && (type == typeof(ApplicationRejected) || type == typeof(ApplicationWithdrawn));

    private static bool MayHoldSeat(EventDocument ended) =>
        ApplicationSteps.MayHoldSeat(ended.Changes.Single(change => change.Field == "status").From.Deserialize<ApplicationStatus>(DocumentJson.Options));
}
