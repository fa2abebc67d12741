using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>Starts a function for the changes of a container. Times are in milliseconds; 0 is the extension's default.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class CosmosDBTriggerAttribute : TriggerBindingAttribute
{
    public CosmosDBTriggerAttribute(string databaseName, string containerName)
    {
        ArgumentNullException.ThrowIfNull(databaseName);
        ArgumentNullException.ThrowIfNull(containerName);
        DatabaseName = databaseName;
        ContainerName = containerName;
    }

    public string DatabaseName { get; }

    public string ContainerName { get; }

    /// <summary>Name of the setting that holds the connection string.</summary>
    public string? Connection { get; set; }

    public string? LeaseConnection { get; set; }

    public string? LeaseDatabaseName { get; set; }

    /// <summary><c>leases</c> when there is none.</summary>
    public string? LeaseContainerName { get; set; }

    public bool CreateLeaseContainerIfNotExists { get; set; }

    public int LeasesContainerThroughput { get; set; }

    /// <summary>Lets several functions share a lease container.</summary>
    public string? LeaseContainerPrefix { get; set; }

    /// <summary>5,000 by default.</summary>
    public int FeedPollDelay { get; set; }

    /// <summary>13,000 by default.</summary>
    public int LeaseAcquireInterval { get; set; }

    /// <summary>60,000 by default.</summary>
    public int LeaseExpirationInterval { get; set; }

    /// <summary>17,000 by default.</summary>
    public int LeaseRenewInterval { get; set; }

    public int MaxItemsPerInvocation { get; set; }

    /// <summary>Counts only while there are no leases yet, as <see cref="StartFromTime"/> does.</summary>
    public bool StartFromBeginning { get; set; }

    /// <summary>ISO 8601 in UTC, such as <c>2024-01-31T00:00:00Z</c>.</summary>
    public string? StartFromTime { get; set; }

    public string? PreferredLocations { get; set; }
}
