using Serverless.LocalCosmos.Engine;
using Serverless.LocalCosmos.Protocol.Admin;
using Serverless.LocalCosmos.Protocol.Operations;

namespace Serverless.LocalCosmos.Protocol;

/// <summary>Everything that can be asked, in the order in which it is looked for.</summary>
internal static class RouteTable
{
    private const string Get = "GET";
    private const string Post = "POST";
    private const string Put = "PUT";
    private const string Patch = "PATCH";
    private const string Delete = "DELETE";

    public static readonly IReadOnlyList<Route> Routes =
    [
        new(Get, ResourceKind.Account, Always, RequestKind.ReadAccount, new ReadAccount()),

        new(Post, ResourceKind.Databases, IsQuery, RequestKind.QueryDatabases, new QueryDatabases()),
        new(Post, ResourceKind.Databases, Always, RequestKind.CreateDatabase, new CreateDatabase()),
        new(Get, ResourceKind.Databases, Always, RequestKind.ListDatabases, new ListDatabases()),
        new(Get, ResourceKind.Database, Always, RequestKind.ReadDatabase, new ReadDatabase()),
        new(Delete, ResourceKind.Database, Always, RequestKind.DeleteDatabase, new DeleteDatabase()),

        new(Post, ResourceKind.Containers, IsQuery, RequestKind.QueryContainers, new QueryContainers()),
        new(Post, ResourceKind.Containers, Always, RequestKind.CreateContainer, new CreateContainer()),
        new(Get, ResourceKind.Containers, Always, RequestKind.ListContainers, new ListContainers()),
        new(Get, ResourceKind.Container, Always, RequestKind.ReadContainer, new ReadContainer()),
        new(Put, ResourceKind.Container, Always, RequestKind.ReplaceContainer, new ReplaceContainer()),
        new(Delete, ResourceKind.Container, Always, RequestKind.DeleteContainer, new DeleteContainer()),
        new(Get, ResourceKind.PartitionKeyRanges, Always, RequestKind.ReadPartitionKeyRanges, new ReadPartitionKeyRanges()),

        new(Post, ResourceKind.Items, IsTransaction, RequestKind.Batch, new ExecuteBatch()),
        new(Post, ResourceKind.Items, IsBatch, RequestKind.Bulk, new ExecuteBulk()),
        new(Post, ResourceKind.Items, IsPlan, RequestKind.PlanQuery, new PlanQuery()),
        new(Post, ResourceKind.Items, IsChangeFeed, RequestKind.ReadChangeFeed, new ReadChangeFeed()),
        new(Post, ResourceKind.Items, IsQuery, RequestKind.QueryItems, new QueryItems()),
        new(Post, ResourceKind.Items, IsUpsert, RequestKind.UpsertItem, new UpsertItem()),
        new(Post, ResourceKind.Items, Always, RequestKind.CreateItem, new CreateItem()),
        new(Get, ResourceKind.Items, IsChangeFeed, RequestKind.ReadChangeFeed, new ReadChangeFeed()),
        new(Get, ResourceKind.Items, Always, RequestKind.ReadItemFeed, new ReadItemFeed()),
        new(Get, ResourceKind.Item, Always, RequestKind.ReadItem, new ReadItem()),
        new(Put, ResourceKind.Item, Always, RequestKind.ReplaceItem, new ReplaceItem()),
        new(Patch, ResourceKind.Item, Always, RequestKind.PatchItem, new PatchItem()),
        new(Delete, ResourceKind.Item, Always, RequestKind.DeleteItem, new DeleteItem()),
        new(Post, ResourceKind.PartitionKeyDelete, Always, RequestKind.DeletePartition, new DeletePartition()),

        new(Get, ResourceKind.Conflicts, Always, RequestKind.ListConflicts, new ListConflicts()),
        new(Post, ResourceKind.Conflicts, IsQuery, RequestKind.ListConflicts, new ListConflicts()),

        new(Get, ResourceKind.Offers, Always, RequestKind.ListOffers, new ListOffers()),
        new(Post, ResourceKind.Offers, IsQuery, RequestKind.QueryOffers, new QueryOffers()),
        new(Get, ResourceKind.Offer, Always, RequestKind.ReadOffer, new ReadOffer()),
        new(Put, ResourceKind.Offer, Always, RequestKind.ReplaceOffer, new ReplaceOffer()),

        new(Get, ResourceKind.UnsupportedFeed, Always, RequestKind.Unsupported, new ListUnsupported()),
        new(Post, ResourceKind.UnsupportedFeed, IsQuery, RequestKind.Unsupported, new ListUnsupported()),
        new(Post, ResourceKind.UnsupportedFeed, Always, RequestKind.Unsupported, new RefuseUnsupported()),
        new(Get, ResourceKind.UnsupportedResource, Always, RequestKind.Unsupported, new RefuseUnsupported()),
        new(Put, ResourceKind.UnsupportedResource, Always, RequestKind.Unsupported, new RefuseUnsupported()),
        new(Post, ResourceKind.UnsupportedResource, Always, RequestKind.Unsupported, new RefuseUnsupported()),
        new(Delete, ResourceKind.UnsupportedResource, Always, RequestKind.Unsupported, new RefuseUnsupported()),

        new(Get, ResourceKind.AdminStatus, Always, RequestKind.Admin, new ReadStatus()),
        new(Get, ResourceKind.AdminRequests, Always, RequestKind.Admin, new ReadRequestCounts()),
        new(Delete, ResourceKind.AdminRequests, Always, RequestKind.Admin, new ResetRequestCounts()),
        new(Get, ResourceKind.AdminFaults, Always, RequestKind.Admin, new ListFaults()),
        new(Post, ResourceKind.AdminFaults, Always, RequestKind.Admin, new AddFault()),
        new(Delete, ResourceKind.AdminFaults, Always, RequestKind.Admin, new ClearFaults()),
        new(Delete, ResourceKind.AdminFault, Always, RequestKind.Admin, new RemoveFault()),
        new(Get, ResourceKind.AdminRanges, Always, RequestKind.Admin, new ListRanges()),
        new(Post, ResourceKind.AdminSplit, Always, RequestKind.Admin, new SplitRange()),
        new(Post, ResourceKind.AdminMerge, Always, RequestKind.Admin, new MergeRanges()),
        new(Post, ResourceKind.AdminExplain, Always, RequestKind.Admin, new ExplainQuery()),
    ];

    private static readonly Route[][] s_byResource =
        [.. Enum.GetValues<ResourceKind>().Select(kind => Routes.Where(r => r.Resource == kind).ToArray())];

    /// <exception cref="RequestException">404: no such resource. 405: it exists, and knows no such method.</exception>
    public static Route Find(GatewayRequest request, ResourceTarget target)
    {
        var routes = s_byResource[(int)target.Kind];
        foreach (var route in routes)
        {
            if (route.Method == request.Method && route.When(request)) return route;
        }

        throw routes.Length == 0
            ? RequestErrors.NotFound($"The resource {target}")
            : RequestErrors.MethodNotAllowed(request.Method, target.ToString());
    }

    private static bool Always(GatewayRequest request) => true;

    private static bool IsTransaction(GatewayRequest request) => IsBatch(request) && request.HasFlag(WireHeaders.BatchAtomic);

    private static bool IsBatch(GatewayRequest request) => request.HasFlag(WireHeaders.IsBatch);

    private static bool IsPlan(GatewayRequest request) => request.HasFlag(WireHeaders.IsPlan);

    private static bool IsChangeFeed(GatewayRequest request) => request.Header(WireHeaders.ChangeFeedMode) is not null;

    private static bool IsQuery(GatewayRequest request) =>
        request.HasFlag(WireHeaders.IsQuery)
        || request.Header(WireHeaders.ContentType) is { } type && type.StartsWith("application/query+json", StringComparison.OrdinalIgnoreCase);

    private static bool IsUpsert(GatewayRequest request) => request.HasFlag(WireHeaders.IsUpsert);
}
