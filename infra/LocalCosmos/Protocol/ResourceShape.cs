namespace Serverless.LocalCosmos.Protocol;

/// <summary>The addresses that exist, by their fixed segments.</summary>
internal static class ResourceShape
{
    public static ResourceKind Of(IReadOnlyList<string> segments)
    {
        if (segments.Count == 0) return ResourceKind.Account;
        return segments[0] switch
        {
            "dbs" => OfDatabase(segments),
            "offers" => segments.Count switch { 1 => ResourceKind.Offers, 2 => ResourceKind.Offer, _ => ResourceKind.Unknown },
            TargetParser.AdminPrefix => OfAdmin(segments),
            _ => ResourceKind.Unknown,
        };
    }

    /// <summary>What a resource type that is not supported is called in messages; null for a type that does not exist.</summary>
    public static string? UnsupportedName(string type) => type switch
    {
        "sprocs" => "Stored procedures",
        "triggers" => "Triggers",
        "udfs" => "User-defined functions",
        "users" => "Users",
        "permissions" => "Permissions",
        "clientencryptionkeys" => "Client encryption keys",
        "attachments" => "Attachments",
        "schemas" => "Schemas",
        _ => null,
    };

    private static ResourceKind OfDatabase(IReadOnlyList<string> segments) => segments.Count switch
    {
        1 => ResourceKind.Databases,
        2 => ResourceKind.Database,
        _ when segments[2] == "colls" => OfContainer(segments),
        3 or 4 => Unsupported(segments, 2),
        _ when segments[2] == "users" => Unsupported(segments, 4),
        _ => ResourceKind.Unknown,
    };

    private static ResourceKind OfContainer(IReadOnlyList<string> segments)
    {
        if (segments.Count == 3) return ResourceKind.Containers;
        if (segments.Count == 4) return ResourceKind.Container;
        var isFeed = segments.Count == 5;
        if (segments.Count > 6) return segments[4] == "docs" ? Unsupported(segments, 6) : ResourceKind.Unknown;
        return segments[4] switch
        {
            "docs" => isFeed ? ResourceKind.Items : ResourceKind.Item,
            "pkranges" when isFeed => ResourceKind.PartitionKeyRanges,
            "conflicts" => isFeed ? ResourceKind.Conflicts : ResourceKind.Conflict,
            "operations" when !isFeed && segments[5] == "partitionkeydelete" => ResourceKind.PartitionKeyDelete,
            _ => Unsupported(segments, 4),
        };
    }

    private static ResourceKind Unsupported(IReadOnlyList<string> segments, int type)
    {
        if (UnsupportedName(segments[type]) is null || segments.Count > type + 2) return ResourceKind.Unknown;
        return segments.Count == type + 1 ? ResourceKind.UnsupportedFeed : ResourceKind.UnsupportedResource;
    }

    private static ResourceKind OfAdmin(IReadOnlyList<string> segments) => segments switch
    {
        [_, "status"] => ResourceKind.AdminStatus,
        [_, "requests"] => ResourceKind.AdminRequests,
        [_, "faults"] => ResourceKind.AdminFaults,
        [_, "faults", _] => ResourceKind.AdminFault,
        [_, "dbs", _, "colls", _, "ranges"] => ResourceKind.AdminRanges,
        [_, "dbs", _, "colls", _, "split"] => ResourceKind.AdminSplit,
        [_, "dbs", _, "colls", _, "merge"] => ResourceKind.AdminMerge,
        [_, "dbs", _, "colls", _, "explain"] => ResourceKind.AdminExplain,
        _ => ResourceKind.Unknown,
    };
}
