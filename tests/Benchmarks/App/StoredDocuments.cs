using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Azure.Cosmos;

namespace Serverless.Benchmarks.App;

/// <summary>Documents that the app has stored, to be stored again under other ids: what the SDK writes is as large as what the app writes.</summary>
internal sealed class StoredDocuments(IReadOnlyList<JsonObject> documents)
{
    private static readonly string[] OfTheStore = ["_rid", "_self", "_etag", "_attachments", "_ts"];

    public static async Task<StoredDocuments> FindAsync(Container container, PartitionKey partition, string where = "true")
    {
        List<JsonObject> found = [];
        using var pages = container.GetItemQueryStreamIterator($"SELECT * FROM c WHERE {where}", requestOptions: new() { PartitionKey = partition });
        while (pages.HasMoreResults)
        {
            using var page = await pages.ReadNextAsync();
            page.EnsureSuccessStatusCode();
            found.AddRange((await JsonSerializer.DeserializeAsync<JsonObject>(page.Content))!["Documents"]!.AsArray().Select(document => document!.AsObject()));
        }

        foreach (var name in OfTheStore)
        {
            foreach (var document in found) document.Remove(name);
        }

        return new StoredDocuments(found);
    }

    /// <summary>The only one of which this is so.</summary>
    public StoredDocument Single(Func<JsonObject, bool> isWanted)
    {
        var document = documents.Single(isWanted);
        return new StoredDocument((string)document["id"]!, document.ToJsonString());
    }
}

/// <summary>One document's text.</summary>
internal sealed record StoredDocument(string Id, string Text)
{
    /// <summary>The same under another id.</summary>
    public StoredDocument As(string id) => new(id, Text.Replace(Id, id, StringComparison.Ordinal));

    /// <summary>The same under an id of its own.</summary>
    public StoredDocument Anew() => As(Guid.NewGuid().ToString());

    /// <summary>The same with another id in it.</summary>
    public StoredDocument With(string id, string other) => new(Id == id ? other : Id, Text.Replace(id, other, StringComparison.Ordinal));

    public MemoryStream Stream() => new(Encoding.UTF8.GetBytes(Text), writable: false);
}
