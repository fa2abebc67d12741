using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Azure.Cosmos;

namespace Serverless.Contracts.KeyStore;

/// <summary>Documents of the container of keys as they are stored.</summary>
internal static class Documents
{
    public static async Task<JsonObject> ReadAsync(Database database, string subject, string id)
    {
        using var answer = await database.GetContainer("keys").ReadItemStreamAsync(id, PartitionOf(subject));
        answer.EnsureSuccessStatusCode();
        return (await JsonSerializer.DeserializeAsync<JsonObject>(answer.Content))!;
    }

    public static async Task WriteAsync(Database database, JsonObject document)
    {
        using var content = new MemoryStream(JsonSerializer.SerializeToUtf8Bytes(document));
        using var answer = await database.GetContainer("keys").UpsertItemStreamAsync(content, PartitionOf((string)document["subjectId"]!));
        answer.EnsureSuccessStatusCode();
    }

    private static PartitionKey PartitionOf(string subject) => new PartitionKeyBuilder().Add(KeyWorld.Tenant).Add(subject).Build();
}
