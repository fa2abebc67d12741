using Serverless.LocalCosmos.Engine.Catalog;
using Serverless.LocalCosmos.Sql.Evaluation;
using Serverless.LocalCosmos.Sql.Syntax;
using Serverless.LocalCosmos.Sql.Values;

namespace Serverless.LocalCosmos.Engine.Items;

/// <summary>An operation with everything done that needs no transaction: parsing, checks, hashing.</summary>
internal sealed record ItemStep(
    ItemOperation Operation, byte[] Epk, PreparedItem? Item, PatchDocument? Patch, CompiledQuery? Condition)
{
    private static readonly Dictionary<string, Value> NoParameters = [];

    public string Id => Item?.Id ?? Operation.Id!;

    /// <exception cref="RequestException">The operation breaks a rule whatever the container holds.</exception>
    public static ItemStep Prepare(
        ContainerDefinition container, ItemOperation operation, IReadOnlyList<Value>? key, TimeProvider time)
    {
        switch (operation.Kind)
        {
            case ItemOperationKind.Create or ItemOperationKind.Upsert:
                var created = PreparedItem.Of(container, operation.Body, addressedId: null, Required(key));
                return new ItemStep(operation, created.Epk, created, null, null);
            case ItemOperationKind.Replace:
                var replaced = PreparedItem.Of(container, operation.Body, operation.Id, Required(key));
                return new ItemStep(operation, replaced.Epk, replaced, null, null);
            case ItemOperationKind.Patch:
                var patch = PatchDocument.Parse(operation.Body, out var error) ?? throw RequestErrors.BadRequest(error!);
                var condition = patch.Condition is { } text
                    ? CompiledQuery.Compile(SqlParser.ParsePredicate(text), NoParameters, time.GetUtcNow())
                    : null;
                return new ItemStep(operation, FullKey(container, key), null, patch, condition);
            default:
                return new ItemStep(operation, FullKey(container, key), null, null, null);
        }
    }

    private static byte[] FullKey(ContainerDefinition container, IReadOnlyList<Value>? key) =>
        container.PartitionKey.FullKey(Required(key));

    private static IReadOnlyList<Value> Required(IReadOnlyList<Value>? key) => key ?? throw RequestErrors.PartitionKeyMissing();
}
