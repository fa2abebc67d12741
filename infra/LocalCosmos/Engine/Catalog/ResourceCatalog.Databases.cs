using System.Text.Json.Nodes;
using Serverless.LocalCosmos.Engine.Keys;

namespace Serverless.LocalCosmos.Engine.Catalog;

internal sealed partial class ResourceCatalog
{
    private const int DatabaseNumberBits = 30;

    /// <param name="throughput">The content of its offer; null for none.</param>
    /// <exception cref="RequestException">409 when the name is taken.</exception>
    public ValueTask<DatabaseResource> CreateDatabaseAsync(JsonObject properties, JsonObject? throughput, CancellationToken cancellation)
    {
        var id = ResourceName.Of(properties);
        return ChangeAsync(Create, cancellation);

        ValueTask<DatabaseResource> Create()
        {
            if (_databases.ContainsKey(id)) throw RequestErrors.Conflict($"A database with the id '{id}' already exists.");
            var number = NewNumber(n => _databasesByRid.ContainsKey(ResourceId.Database(n)), DatabaseNumberBits);
            var database = Describe(id, number);
            var offer = throughput is null ? null : NewOffer(database.Rid, $"dbs/{database.Rid}/", throughput);
            Write([Entry(database), .. EntriesOf(offer)]);
            Publish(database);
            if (offer is not null) Publish(offer);
            return ValueTask.FromResult(database);
        }
    }

    public ValueTask<bool> DeleteDatabaseAsync(DatabaseResource database, string? ifMatch, CancellationToken cancellation)
    {
        return ChangeAsync(Delete, cancellation);

        async ValueTask<bool> Delete()
        {
            if (!_databases.ContainsKey(database.Id)) throw RequestErrors.NotFound($"The database '{database.Id}'");
            CheckIfMatch(ifMatch, database.ETag);
            var containers = database.Containers.Values.ToArray();
            Write([Removal(database), .. OfferRemovals(database.Rid), .. containers.SelectMany(Removals)]);
            _databases.TryRemove(database.Id, out _);
            _databasesByRid.TryRemove(database.Rid, out _);
            _offers.TryRemove(database.Rid, out _);
            foreach (var container in containers) await ForgetAsync(database, container);
            return true;
        }
    }

    private DatabaseResource Describe(string id, uint number)
    {
        var rid = ResourceId.Database(number);
        var etag = NewETag();
        var json = new JsonObject
        {
            ["id"] = id,
            ["_rid"] = rid,
            ["_self"] = $"dbs/{rid}/",
            ["_etag"] = etag,
            ["_colls"] = "colls/",
            ["_users"] = "users/",
            ["_ts"] = Now(),
        };
        return new DatabaseResource(id, number, rid, etag, ResourceJson.Write(json));
    }

    private void Publish(DatabaseResource database)
    {
        _databases[database.Id] = database;
        _databasesByRid[database.Rid] = database;
    }
}
