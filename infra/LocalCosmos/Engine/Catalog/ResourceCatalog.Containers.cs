using System.Text.Json.Nodes;
using Serverless.LocalCosmos.Engine.Keys;

namespace Serverless.LocalCosmos.Engine.Catalog;

internal sealed partial class ResourceCatalog
{
    private const int ContainerNumberBits = 30;

    /// <param name="throughput">The content of its offer; null for the default, or for that of the database.</param>
    /// <exception cref="RequestException">400 for bad properties, 409 when the name is taken.</exception>
    public ValueTask<ContainerResource> CreateContainerAsync(
        DatabaseResource database,
        JsonObject properties,
        JsonObject? throughput,
        CancellationToken cancellation)
    {
        return ChangeAsync(Create, cancellation);

        async ValueTask<ContainerResource> Create()
        {
            if (!_databases.ContainsKey(database.Id)) throw RequestErrors.OwnerNotFound($"The database '{database.Id}'");
            var number = NewNumber(n => _containersByRid.ContainsKey(ResourceId.Text(ResourceId.Container(database.Number, n))), ContainerNumberBits);
            var rid = ResourceId.Container(database.Number, number);
            var identity = new ContainerIdentity(rid, database.Id, database.Rid, NewETag(), Now());
            var definition = ContainerProperties.Define(properties, identity);
            if (database.Containers.ContainsKey(definition.Id))
                throw RequestErrors.Conflict($"A container with the id '{definition.Id}' already exists.");
            var content = throughput ?? (_offers.ContainsKey(database.Rid) ? null : Offer.Manual(Offer.DefaultThroughput));
            var offer = content is null ? null : NewOffer(definition.Rid, $"dbs/{database.Rid}/colls/{definition.Rid}/", content);
            var container = Open(definition, PartitionMap.Equal(_options.Partitions));
            try
            {
                await _configure(container, definition, cancellation);
                Write([Entry(container), .. EntriesOf(offer)]);
            }
            catch
            {
                await DiscardAsync(container);
                throw;
            }

            Publish(database, container);
            if (offer is not null) Publish(offer);
            return container;
        }
    }

    /// <exception cref="RequestException">400 when something immutable changes, 412 when <paramref name="ifMatch"/> is stale.</exception>
    public ValueTask<ContainerResource> ReplaceContainerAsync(
        ContainerResource container,
        JsonObject properties,
        string? ifMatch,
        CancellationToken cancellation)
    {
        return ChangeAsync(Replace, cancellation);

        async ValueTask<ContainerResource> Replace()
        {
            var before = container.Definition;
            if (container.IsDeleted) throw RequestErrors.NotFound($"The container '{before.Id}'");
            CheckIfMatch(ifMatch, before.ETag);
            var identity = new ContainerIdentity(before.RidBytes, before.DatabaseId, before.DatabaseRid, NewETag(), Now());
            var next = ContainerProperties.Define(properties, identity);
            ContainerChange.Check(before, next);
            await _configure(container, next, cancellation);
            Write([Entry(next, container.Ranges)]);
            container.Publish(next);
            return container;
        }
    }

    public ValueTask<bool> DeleteContainerAsync(ContainerResource container, string? ifMatch, CancellationToken cancellation)
    {
        return ChangeAsync(Delete, cancellation);

        async ValueTask<bool> Delete()
        {
            var definition = container.Definition;
            if (container.IsDeleted || !_databases.TryGetValue(definition.DatabaseId, out var database))
                throw RequestErrors.NotFound($"The container '{definition.Id}'");
            CheckIfMatch(ifMatch, definition.ETag);
            Write([.. Removals(container)]);
            await ForgetAsync(database, container);
            return true;
        }
    }

    /// <param name="at">Where to divide the range; by default in its middle.</param>
    public ValueTask<PartitionMap> SplitAsync(ContainerResource container, string range, byte[]? at, CancellationToken cancellation) =>
        RearrangeAsync(container, map => map.Split(range, at), cancellation);

    public ValueTask<PartitionMap> MergeAsync(ContainerResource container, string first, string second, CancellationToken cancellation) =>
        RearrangeAsync(container, map => map.Merge(first, second), cancellation);

    private ValueTask<PartitionMap> RearrangeAsync(
        ContainerResource container,
        Func<PartitionMap, PartitionMap> rearrange,
        CancellationToken cancellation)
    {
        return ChangeAsync(Rearrange, cancellation);

        ValueTask<PartitionMap> Rearrange()
        {
            if (container.IsDeleted) throw RequestErrors.NotFound($"The container '{container.Definition.Id}'");
            var next = rearrange(container.Ranges);
            Write([Entry(container.Definition, next)]);
            container.Publish(next);
            return ValueTask.FromResult(next);
        }
    }

    private void Publish(DatabaseResource database, ContainerResource container)
    {
        database.Containers[container.Definition.Id] = container;
        _containersByRid[container.Rid] = container;
    }

    private async ValueTask ForgetAsync(DatabaseResource database, ContainerResource container)
    {
        database.Containers.TryRemove(container.Definition.Id, out _);
        _containersByRid.TryRemove(container.Rid, out _);
        _offers.TryRemove(container.Rid, out _);
        await DiscardAsync(container);
    }

    private async ValueTask DiscardAsync(ContainerResource container)
    {
        await container.DeleteAsync();
        _directory?.Delete(container.Definition.RidBytes);
    }
}
