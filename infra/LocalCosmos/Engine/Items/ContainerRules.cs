using Serverless.LocalCosmos.Engine.Catalog;
using Serverless.LocalCosmos.Engine.Keys;
using Serverless.LocalCosmos.Sql.Values;

namespace Serverless.LocalCosmos.Engine.Items;

/// <summary>What a container's properties mean for its items.</summary>
internal static class ContainerRules
{
    extension(ContainerDefinition container)
    {
        public string Self => $"dbs/{container.DatabaseRid}/colls/{container.Rid}/";
    }

    extension(PartitionKeyDefinition definition)
    {
        /// <summary>The effective key of one logical partition.</summary>
        /// <exception cref="RequestException">400/1001: the key names only some levels.</exception>
        public byte[] FullKey(IReadOnlyList<Value> key) => key.Count == definition.Levels
            ? EffectivePartitionKey.Of(key, definition.Kind)
            : throw RequestErrors.PartitionKeyIncomplete();
    }
}
