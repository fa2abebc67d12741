namespace Serverless.LocalCosmos.Protocol;

/// <summary>The shapes of an address. A plural is a feed.</summary>
internal enum ResourceKind
{
    Unknown,
    Account,
    Databases,
    Database,
    Containers,
    Container,
    Items,
    Item,
    PartitionKeyRanges,
    PartitionKeyDelete,
    Conflicts,
    Conflict,
    Offers,
    Offer,

    /// <summary>Stored procedures, triggers, users...: known to the service, not to this server.</summary>
    UnsupportedFeed,
    UnsupportedResource,

    AdminStatus,
    AdminRequests,
    AdminFaults,
    AdminFault,
    AdminRanges,
    AdminSplit,
    AdminMerge,
    AdminExplain,
}
