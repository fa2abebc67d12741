using System.Text;
using Serverless.LocalCosmos.Engine.Catalog;
using Serverless.LocalCosmos.Engine.Keys;
using Serverless.LocalCosmos.Sql.Values;

namespace Serverless.LocalCosmos.Engine.Items;

/// <summary>What a container's properties mean for its items.</summary>
internal static class ContainerRules
{
    private const int MaxKeyBytes = 2048;

    extension(ContainerDefinition container)
    {
        public string Self => $"dbs/{container.DatabaseRid}/colls/{container.Rid}/";
    }

    extension(PartitionKeyDefinition definition)
    {
        /// <summary>The effective key of one logical partition.</summary>
        /// <exception cref="RequestException">400/1001: the key names only some levels; 400: it is too long.</exception>
        public byte[] FullKey(IReadOnlyList<Value> key)
        {
            if (key.Count != definition.Levels) throw RequestErrors.PartitionKeyIncomplete();
            if (Length(key) > MaxKeyBytes) throw RequestErrors.BadRequest($"The partition key is longer than {MaxKeyBytes} bytes.");
            return EffectivePartitionKey.Of(key, definition.Kind);
        }
    }

    private static int Length(IReadOnlyList<Value> key)
    {
        var bytes = 0;
        foreach (var component in key)
        {
            if (component.Kind == ValueKind.String) bytes += Encoding.UTF8.GetByteCount(component.AsString);
        }

        return bytes;
    }
}
