using System.Text;
using System.Text.Json;
using Serverless.LocalCosmos;
using Serverless.LocalCosmos.Protocol;

namespace Serverless.Unit.Protocol;

/// <summary>An account in memory with the database d and in it the container c (partition key /pk), asked by hand.</summary>
internal sealed class TestAccount : IAsyncDisposable
{
    public const string Items = "/dbs/d/colls/c/docs";
    public const string ItemsLink = "dbs/d/colls/c";

    private TestAccount(LocalCosmosAccount account) => Account = account;

    public LocalCosmosAccount Account { get; }

    public static async Task<TestAccount> OpenAsync(LocalCosmosOptions? options = null)
    {
        var account = new TestAccount(LocalCosmosAccount.Open(options ?? new LocalCosmosOptions()));
        Assert.Equal(201, (await account.SendAsync(new TestRequest("POST", "/dbs", """{"id":"d"}""").Signed("dbs", ""))).Status);
        Assert.Equal(201, (await account.CreateContainerAsync("""{"id":"c","partitionKey":{"paths":["/pk"],"kind":"Hash"}}""")).Status);
        return account;
    }

    /// <summary>With whatever the directory of the options holds.</summary>
    public static TestAccount Reopen(LocalCosmosOptions options) => new(LocalCosmosAccount.Open(options));

    public Task<GatewayResponse> CreateContainerAsync(string properties) =>
        SendAsync(new TestRequest("POST", "/dbs/d/colls", properties).Signed("colls", "dbs/d"));

    public Task<GatewayResponse> CreateItemAsync(string body, string key = """["p"]""") => SendAsync(
        new TestRequest("POST", Items, body).Signed("docs", ItemsLink).With("x-ms-documentdb-partitionkey", key));

    public Task<GatewayResponse> ReadItemAsync(string id, string key = """["p"]""") => SendAsync(
        new TestRequest("GET", $"{Items}/{id}").Signed("docs", $"{ItemsLink}/docs/{id}").With("x-ms-documentdb-partitionkey", key));

    public Task<GatewayResponse> AdminAsync(string method, string path, string body = "") =>
        SendAsync(new TestRequest(method, $"/_localcosmos/{path}", body).AsAdmin());

    public async Task<GatewayResponse> SendAsync(GatewayRequest request) =>
        await Account.Gateway.SendAsync(request, CancellationToken.None);

    public ValueTask DisposeAsync() => Account.DisposeAsync();
}

internal static class ResponseReading
{
    public static JsonElement Json(this GatewayResponse response) => JsonDocument.Parse(response.Body).RootElement;

    public static string Text(this GatewayResponse response) => Encoding.UTF8.GetString(response.Body.Span);

    public static string Message(this GatewayResponse response) => response.Json().GetProperty("message").GetString()!;
}
