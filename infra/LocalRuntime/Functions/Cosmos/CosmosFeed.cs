using Microsoft.Azure.Cosmos;
using Microsoft.Azure.Functions.Worker;

namespace Serverless.LocalRuntime.Functions.Cosmos;

/// <summary>A container to watch, where the watching is noted down, and from when it begins without a note.</summary>
internal sealed record CosmosFeed(Container Monitored, Container Leases, string Prefix, CosmosDBTriggerAttribute Options, DateTime? StartTime)
{
    public bool KeepsLeasesInMonitored =>
        Monitored.Id == Leases.Id && Monitored.Database.Id == Leases.Database.Id && Monitored.Database.Client.Endpoint == Leases.Database.Client.Endpoint;

    /// <param name="instance">Whoever has this name holds the leases that the name has held before.</param>
    public async Task<ChangeFeedProcessor> OpenAsync(
        string instance, Container.ChangeFeedStreamHandler handler, Container.ChangeFeedMonitorErrorDelegate error, CancellationToken cancellationToken)
    {
        if (Options.CreateLeaseContainerIfNotExists)
            await CreateLeasesAsync(cancellationToken);

        var builder = Monitored.GetChangeFeedProcessorBuilder(Prefix, handler)
            .WithInstanceName(instance)
            .WithLeaseContainer(Leases)
            .WithErrorNotification(error)
            .WithPollInterval(Milliseconds(Options.FeedPollDelay, 5_000))
            .WithLeaseConfiguration(
                Milliseconds(Options.LeaseAcquireInterval, 13_000),
                Milliseconds(Options.LeaseExpirationInterval, 60_000),
                Milliseconds(Options.LeaseRenewInterval, 17_000));
        if (Options.MaxItemsPerInvocation > 0)
            builder.WithMaxItems(Options.MaxItemsPerInvocation);
        if (StartTime is { } time)
            builder.WithStartTime(time);
        return builder.Build();
    }

    private async Task CreateLeasesAsync(CancellationToken cancellationToken)
    {
        var throughput = Options.LeasesContainerThroughput > 0 ? Options.LeasesContainerThroughput : (int?)null;
        await Leases.Database.Client.CreateDatabaseIfNotExistsAsync(Leases.Database.Id, cancellationToken: cancellationToken);
        await Leases.Database.CreateContainerIfNotExistsAsync(Leases.Id, "/id", throughput, cancellationToken: cancellationToken);
    }

    private static TimeSpan Milliseconds(int given, int otherwise) => TimeSpan.FromMilliseconds(given > 0 ? given : otherwise);
}
