using Microsoft.Extensions.DependencyInjection;
using Serverless.Cloud.Audit;
using Serverless.Cloud.Audit.Checkpoints;
using Serverless.Cloud.Blobs;
using Serverless.Cloud.Cosmos;
using Serverless.Cloud.Projections;
using Serverless.Cloud.Subjects;
using Serverless.Cloud.Telemetry.Recording;

namespace Serverless.Cloud.Lifecycle;

/// <summary>How long the app keeps what belongs to no domain, no read model and no orchestration.</summary>
internal static class PlatformPolicies
{
    private static readonly StorePolicy[] Fixed =
    [
        new("access-log", In(PlatformContainers.Audit))
        {
            Holds = "who read and wrote personal data of whom, in a chain for each person; where requests came from sealed",
            When = "for good",
            Reason = "GDPR Art. 5(2): that nothing was removed shows only where nothing is",
        },
        new("audit-checkpoints", new StoredPlace(StoredPlaceKind.BlobContainer, CheckpointLog.Container.Name))
        {
            Holds = "hashes that prove the access log",
            When = "for good; for the time that the deployment sets (auditImmutableDays), by nobody's will sooner",
            Reason = "GDPR Art. 5(2): without them nobody could tell that the log is whole",
        },
        new("keys", In(PlatformContainers.Keys))
        {
            Holds = "the key of each person, wrapped with their tenant's key",
            When = "until the person is erased; a note of when stays for good",
            EndedBy = "erasure",
            Reason = "GDPR Art. 5(2): nobody makes another key for who was erased",
        },
        new("leases", In(PlatformContainers.Leases))
        {
            Holds = "how far each reader of a change feed is",
            When = "as long as the reader is there",
            Reason = "It goes on from there",
        },
        new("operations", In(PlatformContainers.Operations))
        {
            Holds = "what officers and operators did and decided, by ids, codes and times: erasures and their certificates, exports, archivals, builds of read models",
            When = "for good",
            Reason = "GDPR Art. 5(2): it proves what was done",
        },
        new("dead-letters", In(PlatformContainers.DeadLetters))
        {
            Holds = "events that a reader could not take in, until they are replayed, and those that an operator has discarded: where they are, and not what they say",
            When = "until the event is replayed; of one that was discarded, until its person is erased",
            EndedBy = "who replays it, and erasure",
            Reason = "A read model that is made again must pass over what was discarded, for as long as the event can be read",
        },
        new("deployment-backups")
        {
            Holds = "copies of the database from which it can be restored",
            When = "as far back as the deployment has set (cosmosBackup, keysBackup)",
            EndedBy = "the database account",
            Reason = "GDPR Art. 32(1)(c): what is lost by accident can be brought back; who is erased stays unreadable in them without the key",
        },
        new("deployment-blob-versions")
        {
            Holds = "blobs that were deleted or overwritten, sealed",
            When = "as long as the deployment has set (blobVersionDays, then blobSoftDeleteDays)",
            EndedBy = "the storage account",
            Reason = "GDPR Art. 32(1)(c): what is lost by accident can be brought back",
        },
        new("deployment-logs")
        {
            Holds = "logs, requests, traces and metrics, which name nobody",
            When = "as long as the deployment has set (logRetentionDays)",
            EndedBy = "the workspace of logs",
            Reason = "So long can be found out what went wrong",
        },
        new("metrics-in-memory")
        {
            Holds = "figures of the operations page, of the process itself: how often and how fast, by names that the code declares",
            Life = Recorder.Window,
            When = "it was measured",
            EndedBy = "what is measured after it",
            Reason = "It shows how things are now",
        },
    ];

    public static IServiceCollection AddPlatformPolicies(this IServiceCollection services)
    {
        foreach (var policy in Fixed) services.AddSingleton(policy);
        return services.AddStorePolicy(provider => Replayed(provider.GetRequiredService<ProjectionOptions>()));
    }

    private static StorePolicy Replayed(ProjectionOptions options) => new("dead-letters-replayed", In(PlatformContainers.DeadLetters))
    {
        Holds = "that an event had stopped, and was replayed",
        Life = options.ReplayedLetterLife,
        When = "it was replayed",
        EndedBy = "its time to live",
        Setting = $"{ProjectionOptions.Section}__{nameof(ProjectionOptions.ReplayedLetterLife)}",
        Reason = "So long can be found out what went wrong",
    };

    private static StoredPlace In(ContainerDeclaration container) => new(StoredPlaceKind.Container, container.Name);
}
