using System.Buffers.Binary;
using System.Text.Json;
using Serverless.LocalCosmos.Engine.Keys;
using Serverless.LocalCosmos.Storage;

namespace Serverless.LocalCosmos.Engine.Catalog;

/// <summary>How the catalog stands in its file.</summary>
internal sealed partial class ResourceCatalog
{
    private const string DatabasePrefix = "database/";
    private const string ContainerPrefix = "container/";
    private const string OfferPrefix = "offer/";

    private void Load()
    {
        var entries = _file.ReadAll();
        foreach (var (_, value) in entries.Where(e => e.Key.StartsWith(DatabasePrefix, StringComparison.Ordinal)))
        {
            var json = ResourceJson.Parse(value);
            var rid = (string)json["_rid"]!;
            var number = BinaryPrimitives.ReadUInt32LittleEndian(ResourceId.Parse(rid));
            Publish(new DatabaseResource((string)json["id"]!, number, rid, (string)json["_etag"]!, value));
        }

        foreach (var (_, value) in entries.Where(e => e.Key.StartsWith(ContainerPrefix, StringComparison.Ordinal)))
        {
            var entry = JsonSerializer.Deserialize<ContainerEntry>(value)!;
            var database = _databasesByRid[entry.Database];
            var rid = ResourceId.Parse((string)entry.Properties["_rid"]!);
            var etag = (string)entry.Properties["_etag"]!;
            var identity = new ContainerIdentity(rid, database.Id, database.Rid, etag, (long)entry.Properties["_ts"]!);
            Publish(database, Open(ContainerProperties.Define(entry.Properties, identity), entry.Map.ToMap()));
        }

        foreach (var (_, value) in entries.Where(e => e.Key.StartsWith(OfferPrefix, StringComparison.Ordinal)))
        {
            var json = ResourceJson.Parse(value);
            Publish(new Offer((string)json["_rid"]!, (string)json["offerResourceId"]!, value));
        }
    }

    private ContainerResource Open(ContainerDefinition definition, PartitionMap ranges) => new(
        definition,
        ranges,
        () => ContainerStore.Open(_directory?.PathOf(definition.RidBytes), _options.Time, _options.Storage));

    private void Write(ReadOnlySpan<CatalogEntry> entries) => _file.Write(entries);

    private static CatalogEntry Entry(DatabaseResource database) => new(DatabasePrefix + database.Rid, database.Json.ToArray());

    private static CatalogEntry Entry(ContainerResource container) => Entry(container.Definition, container.Ranges);

    private static CatalogEntry Entry(ContainerDefinition definition, PartitionMap ranges)
    {
        var entry = new ContainerEntry(definition.DatabaseRid, ResourceJson.Parse(definition.Json), PartitionMapEntry.Of(ranges));
        return new CatalogEntry(ContainerPrefix + definition.Rid, JsonSerializer.SerializeToUtf8Bytes(entry));
    }

    private static IEnumerable<CatalogEntry> EntriesOf(Offer? offer) =>
        offer is null ? [] : [new CatalogEntry(OfferPrefix + offer.ResourceRid, offer.Json.ToArray())];

    private static CatalogEntry Removal(DatabaseResource database) => new(DatabasePrefix + database.Rid, null);

    private static IEnumerable<CatalogEntry> Removals(ContainerResource container) =>
        [new CatalogEntry(ContainerPrefix + container.Rid, null), .. OfferRemovals(container.Rid)];

    private static IEnumerable<CatalogEntry> OfferRemovals(string resourceRid) => [new CatalogEntry(OfferPrefix + resourceRid, null)];
}
