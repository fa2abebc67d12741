namespace Serverless.LocalCosmos;

/// <summary>What a request asks for; the unit that requests are counted and faults are chosen by.</summary>
public enum RequestKind
{
    ReadAccount,
    CreateDatabase,
    ReadDatabase,
    DeleteDatabase,
    ListDatabases,
    QueryDatabases,
    CreateContainer,
    ReadContainer,
    ReplaceContainer,
    DeleteContainer,
    ListContainers,
    QueryContainers,
    ReadPartitionKeyRanges,
    CreateItem,
    UpsertItem,
    ReadItem,
    ReplaceItem,
    PatchItem,
    DeleteItem,
    DeletePartition,

    /// <summary>All items without a query.</summary>
    ReadItemFeed,
    ReadChangeFeed,
    PlanQuery,
    QueryItems,

    /// <summary>A transactional batch.</summary>
    Batch,

    /// <summary>Independent operations that a client sends together.</summary>
    Bulk,
    ListConflicts,
    ListOffers,
    QueryOffers,
    ReadOffer,
    ReplaceOffer,

    /// <summary>Stored procedures, triggers, users and the like.</summary>
    Unsupported,
    Admin,
}
