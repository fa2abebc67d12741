using Serverless.Cloud.Telemetry;

namespace Serverless.Unit.Telemetry;

public sealed class StoreOperationTests
{
    [Theory]
    [InlineData("GET", "dbs/serverless/colls/people/docs/1", "", "read_item people")]
    [InlineData("POST", "dbs/serverless/colls/people", "", "create_item people")]
    [InlineData("POST", "dbs/serverless/colls/people", "x-ms-documentdb-is-upsert", "upsert_item people")]
    [InlineData("PUT", "dbs/serverless/colls/people/docs/1", "", "replace_item people")]
    [InlineData("PATCH", "dbs/serverless/colls/people/docs/1", "", "patch_item people")]
    [InlineData("DELETE", "dbs/serverless/colls/people/docs/1", "", "delete_item people")]
    [InlineData("POST", "dbs/serverless/colls/people/docs", "x-ms-documentdb-isquery", "query_items people")]
    [InlineData("POST", "dbs/serverless/colls/people", "x-ms-cosmos-is-batch-request", "execute_batch people")]
    [InlineData("GET", "dbs/serverless/colls/people/docs", "A-IM", "query_change_feed people")]
    [InlineData("GET", "dbs/serverless/colls/people", "", "read_container people")]
    [InlineData("GET", "dbs/serverless", "", "read_database")]
    [InlineData("POST", "dbs/serverless", "", "create_container")]
    [InlineData("POST", "", "", "create_database")]
    public void A_request_is_named_after_what_it_asks_and_no_id_is_in_the_name(string method, string path, string header, string expected) =>
        Assert.Equal(expected, StoreOperation.Of(method, path, name => name == header ? "True" : null).ToString());
}
