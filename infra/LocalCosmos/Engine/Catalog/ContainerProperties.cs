using System.Text.Json.Nodes;

namespace Serverless.LocalCosmos.Engine.Catalog;

/// <summary>
/// Reads and checks what a client says about a container. What is not understood here (vector, full-text and conflict
/// policies, computed properties...) is kept and answered as it came.
/// </summary>
internal static class ContainerProperties
{
    private static readonly string[] s_objects =
    [
        "indexingPolicy", "uniqueKeyPolicy", "conflictResolutionPolicy", "geospatialConfig", "vectorEmbeddingPolicy",
        "fullTextPolicy", "changeFeedPolicy", "clientEncryptionPolicy",
    ];

    /// <param name="properties">Completed in place: defaults that the service fills in, and the system fields.</param>
    /// <exception cref="RequestException">The properties are not acceptable.</exception>
    public static ContainerDefinition Define(JsonObject properties, ContainerIdentity identity)
    {
        var id = ResourceName.Of(properties);
        foreach (var name in s_objects)
        {
            if (properties[name] is { } value and not JsonObject)
                throw RequestErrors.BadRequest($"The property '{name}' must be an object, not {value.GetValueKind()}.");
        }

        if (properties["computedProperties"] is { } computed and not JsonArray)
            throw RequestErrors.BadRequest($"The property 'computedProperties' must be an array, not {computed.GetValueKind()}.");
        var key = PartitionKeyProperty.Read(properties);
        var indexing = IndexingPolicyProperty.Read(properties);
        var uniqueKeys = UniqueKeyProperty.Read(properties);
        var ttl = ReadTtl(properties);
        Fill(properties, identity);
        return new ContainerDefinition(
            id,
            identity.Rid,
            identity.RidBytes,
            identity.DatabaseId,
            identity.DatabaseRid,
            key,
            indexing,
            uniqueKeys,
            VectorPolicyProperty.Read(properties),
            ttl,
            ResourceJson.Write(properties),
            identity.ETag,
            identity.Timestamp);
    }

    private static int? ReadTtl(JsonObject properties)
    {
        if (properties["defaultTtl"] is not { } node)
        {
            properties.Remove("defaultTtl");
            return null;
        }

        if (node is JsonValue value && value.TryGetValue(out int ttl) && ttl is -1 or > 0) return ttl;
        throw RequestErrors.BadRequest("The property 'defaultTtl' must be -1 or a positive number of seconds.");
    }

    private static void Fill(JsonObject properties, ContainerIdentity identity)
    {
        properties["conflictResolutionPolicy"] ??= new JsonObject
        {
            ["mode"] = "LastWriterWins",
            ["conflictResolutionPath"] = "/_ts",
            ["conflictResolutionProcedure"] = "",
        };
        properties["geospatialConfig"] ??= new JsonObject { ["type"] = "Geography" };
        properties["_rid"] = identity.Rid;
        properties["_ts"] = identity.Timestamp;
        properties["_self"] = $"dbs/{identity.DatabaseRid}/colls/{identity.Rid}/";
        properties["_etag"] = identity.ETag;
        properties["_docs"] = "docs/";
        properties["_sprocs"] = "sprocs/";
        properties["_triggers"] = "triggers/";
        properties["_udfs"] = "udfs/";
        properties["_conflicts"] = "conflicts/";
    }
}
