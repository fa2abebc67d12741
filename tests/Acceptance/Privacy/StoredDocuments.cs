using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Azure.Cosmos;

namespace Serverless.Acceptance.Privacy;

/// <summary>Every document of every container, byte by byte as it is stored, read past the app.</summary>
internal sealed class StoredDocuments : Dictionary<StoredAt, string>
{
    public static async Task<StoredDocuments> ReadAsync(string store)
    {
        using var client = new CosmosClient(store, new CosmosClientOptions { ConnectionMode = ConnectionMode.Gateway });
        var (database, found) = (client.GetDatabase("serverless"), new StoredDocuments());
        using var containers = database.GetContainerQueryIterator<ContainerProperties>();
        while (containers.HasMoreResults)
        {
            foreach (var container in await containers.ReadNextAsync()) await ReadAsync(database.GetContainer(container.Id), found);
        }

        return found;
    }

    /// <summary>Of a container, in the partition of a subject.</summary>
    public IReadOnlyList<JsonObject> Of(string container, string tenantId, Guid personId) =>
        [.. this.Where(one => one.Key.Container == container && one.Key.IsOf(tenantId, personId)).Select(one => JsonNode.Parse(one.Value)!.AsObject())];

    /// <summary>The id of a subject's key, as it stands in what the key has sealed.</summary>
    public string KeyOf(string tenantId, Guid personId) =>
        ((Guid)Assert.Single(Of("keys", tenantId, personId), key => key["wrapped"] is not null)["keyId"]!).ToString("N");

    private static async Task ReadAsync(Container container, StoredDocuments found)
    {
        using var pages = container.GetItemQueryStreamIterator("SELECT * FROM c");
        while (pages.HasMoreResults)
        {
            using var page = await pages.ReadNextAsync();
            page.EnsureSuccessStatusCode();
            using var content = await JsonDocument.ParseAsync(page.Content);
            foreach (var document in content.RootElement.GetProperty("Documents").EnumerateArray())
                found.Add(new StoredAt(container.Id, Text(document, "tenantId"), Text(document, "subjectId"), Text(document, "id")), document.GetRawText());
        }
    }

    private static string Text(JsonElement document, string name) => document.TryGetProperty(name, out var value) ? value.ToString() : "";
}

internal sealed record StoredAt(string Container, string TenantId, string SubjectId, string Id)
{
    public bool IsOf(string tenantId, Guid personId) => TenantId == tenantId && SubjectId == personId.ToString();
}
