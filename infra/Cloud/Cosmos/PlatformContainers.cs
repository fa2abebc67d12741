namespace Serverless.Cloud.Cosmos;

/// <summary>The containers that no domain and no read model declares.</summary>
public static class PlatformContainers
{
    /// <summary>Keys, wrapped. They never expire: a key that is gone by mistake takes everything that it sealed with it.</summary>
    public static ContainerDeclaration Keys { get; } = new("keys") { TimeToLive = null };

    /// <summary>What operators and officers did and decided: erasures, holds, archives, drills, migrations, switches of features.</summary>
    public static ContainerDeclaration Operations { get; } = new("operations") { TimeToLive = null, Indexed = ["/tenantId/?", "/subjectId/?", "/kind/?", "/requestedAt/?"] };

    /// <summary>What is archived, by subject and by archival. What is not there any more expires here too.</summary>
    public static ContainerDeclaration Archives { get; } = new("archives") { Indexed = ["/tenantId/?", "/subjectId/?", "/kind/?", "/container/?"] };

    /// <summary>Who read and wrote personal data: a chain of entries for each subject. They are added and never changed.</summary>
    public static ContainerDeclaration Audit { get; } = new("audit")
    {
        Indexed = ["/tenantId/?", "/subjectId/?", "/sequence/?", "/at/?", "/callerId/?", "/function/?", "/kind/?"],
        TimeToLive = null,
    };

    /// <summary>What was sent in bulk, until it is worked off, and what became of it, for a while.</summary>
    public static ContainerDeclaration Imports { get; } = new("imports") { Indexed = ["/tenantId/?", "/subjectId/?", "/kind/?", "/acceptedAt/?"] };

    /// <summary>How far each reader of a change feed is. Partitioned as the readers require it, and found by id alone.</summary>
    public static ContainerDeclaration Leases { get; } = new("leases") { PartitionKey = ["/id"], Indexed = [] };

    /// <summary>Events that a read model could not take in, a reaction not follow or nobody be told of: where they are, and not what they say. What was replayed expires.</summary>
    public static ContainerDeclaration DeadLetters { get; } = new("deadletters")
    {
        Indexed = ["/tenantId/?", "/subjectId/?", "/projection/?", "/reaction/?", "/publication/?", "/event/recordId/?", "/status/?", "/parkedAt/?"],
    };
}
