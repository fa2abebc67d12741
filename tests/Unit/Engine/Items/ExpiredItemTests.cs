using Serverless.LocalCosmos;
using Serverless.Unit.Protocol;
using Serverless.Unit.Storage;

namespace Serverless.Unit.Engine.Items;

public sealed class ExpiredItemTests
{
    [Fact]
    public async Task An_item_created_in_place_of_an_expired_one_is_replaced_under_the_etag_that_its_create_gave()
    {
        var time = new TestTime { FiresTimers = false };
        await using var account = await TestAccount.OpenAsync(new LocalCosmosOptions { Time = time });
        var container = await account.CreateContainerAsync("""{"id":"t","partitionKey":{"paths":["/pk"],"kind":"Hash"},"defaultTtl":10}""");
        Assert.Equal(201, container.Status);
        Assert.Equal(201, (await SendAsync(account, "POST", "")).Status);
        time.Advance(TimeSpan.FromSeconds(11));

        var created = await SendAsync(account, "POST", "");
        Assert.Equal(201, created.Status);
        var etag = created.Json().GetProperty("_etag").GetString()!;

        Assert.Equal(200, (await SendAsync(account, "PUT", "/a", etag)).Status);
        Assert.Equal(412, (await SendAsync(account, "PUT", "/a", etag)).Status);
    }

    private static Task<LocalCosmos.Protocol.GatewayResponse> SendAsync(TestAccount account, string method, string id, string? ifMatch = null)
    {
        var request = new TestRequest(method, $"/dbs/d/colls/t/docs{id}", """{"id":"a","pk":"p"}""")
            .Signed("docs", id.Length == 0 ? "dbs/d/colls/t" : "dbs/d/colls/t/docs/a")
            .With("x-ms-documentdb-partitionkey", """["p"]""");
        return account.SendAsync(ifMatch is null ? request : request.With("If-Match", ifMatch));
    }
}
