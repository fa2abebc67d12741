using Serverless.LocalCosmos;
using Serverless.LocalCosmos.Engine;
using Serverless.LocalCosmos.Protocol;

namespace Serverless.Unit.Protocol;

public sealed class RouteTableTests
{
    private static readonly string[] s_methods = ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS", "get", "BREW"];

    [Fact]
    public void Every_kind_of_request_has_a_route() =>
        Assert.Empty(Enum.GetValues<RequestKind>().Except(RouteTable.Routes.Select(r => r.Kind)));

    [Fact]
    public void Every_resource_has_a_route() => Assert.Equal(
        [ResourceKind.Unknown, ResourceKind.Conflict],
        Enum.GetValues<ResourceKind>().Except(RouteTable.Routes.Select(r => r.Resource)).Order());

    [Fact]
    public void Every_operation_is_reached()
    {
        var operations = typeof(Operation).Assembly.GetTypes().Where(t => t.IsSubclassOf(typeof(Operation)) && !t.IsAbstract).ToList();
        Assert.True(operations.Count > 30);
        Assert.Empty(operations.Except(RouteTable.Routes.Select(r => r.Operation.GetType())));
    }

    [Fact]
    public void Every_method_on_every_resource_is_routed_or_refused()
    {
        foreach (var kind in Enum.GetValues<ResourceKind>())
        {
            foreach (var method in s_methods)
            {
                try
                {
                    var route = RouteTable.Find(new TestRequest(method, "/"), new ResourceTarget(kind, ["x"]));
                    Assert.Equal((method, kind), (route.Method, route.Resource));
                }
                catch (RequestException refused)
                {
                    Assert.Equal(RouteTable.Routes.Any(r => r.Resource == kind) ? 405 : 404, refused.Status);
                }
            }
        }
    }

    /// <summary>One path serves six kinds of request: this is the order in which their headers count.</summary>
    [Theory]
    [InlineData(RequestKind.Batch, "x-ms-cosmos-is-batch-request", "x-ms-cosmos-batch-atomic", "x-ms-cosmos-is-query-plan-request", "A-IM", "x-ms-documentdb-isquery")]
    [InlineData(RequestKind.Bulk, "x-ms-cosmos-is-batch-request", "x-ms-cosmos-is-query-plan-request")]
    [InlineData(RequestKind.PlanQuery, "x-ms-cosmos-is-query-plan-request", "A-IM", "x-ms-documentdb-isquery")]
    [InlineData(RequestKind.ReadChangeFeed, "A-IM", "x-ms-documentdb-isquery", "x-ms-documentdb-is-upsert")]
    [InlineData(RequestKind.QueryItems, "x-ms-documentdb-isquery", "x-ms-documentdb-is-upsert")]
    [InlineData(RequestKind.UpsertItem, "x-ms-documentdb-is-upsert")]
    [InlineData(RequestKind.CreateItem)]
    public void The_headers_of_a_post_decide_in_order(RequestKind expected, params string[] headers)
    {
        var request = new TestRequest("POST", "/");
        foreach (var header in headers) request.With(header, "True");
        Assert.Equal(expected, RouteTable.Find(request, new ResourceTarget(ResourceKind.Items, ["dbs", "d", "colls", "c", "docs"])).Kind);
    }

    [Fact]
    public void A_query_is_known_by_its_content_type_too() => Assert.Equal(
        RequestKind.QueryItems,
        RouteTable.Find(
            new TestRequest("POST", "/").With("Content-Type", "application/query+json; charset=utf-8"),
            new ResourceTarget(ResourceKind.Items, ["dbs", "d", "colls", "c", "docs"])).Kind);
}
