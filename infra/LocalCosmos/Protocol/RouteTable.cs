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
        new(Get, ResourceKind.Account, Always, OperationKind.ReadAccount, new ReadAccount()),

        new(Post, ResourceKind.Databases, IsQuery, OperationKind.QueryDatabases, new QueryDatabases()),
        new(Post, ResourceKind.Databases, Always, OperationKind.CreateDatabase, new CreateDatabase()),
        new(Get, ResourceKind.Databases, Always, OperationKind.ListDatabases, new ListDatabases()),
        new(Get, ResourceKind.Database, Always, OperationKind.ReadDatabase, new ReadDatabase()),
        new(Delete, ResourceKind.Database, Always, OperationKind.DeleteDatabase, new DeleteDatabase()),

        new(Post, ResourceKind.Containers, IsQuery, OperationKind.QueryContainers, new QueryContainers()),
        new(Post, ResourceKind.Containers, Always, OperationKind.CreateContainer, new CreateContainer()),
        new(Get, ResourceKind.Containers, Always, OperationKind.ListContainers, new ListContainers()),
        new(Get, ResourceKind.Container, Always, OperationKind.ReadContainer, new ReadContainer()),
        new(Put, ResourceKind.Container, Always, OperationKind.ReplaceContainer, new ReplaceContainer()),
        new(Delete, ResourceKind.Container, Always, OperationKind.DeleteContainer, new DeleteContainer()),
        new(Get, ResourceKind.PartitionKeyRanges, Always, OperationKind.ReadPartitionKeyRanges, new ReadPartitionKeyRanges()),

        new(Post, ResourceKind.Items, IsTransaction, OperationKind.Batch, new ExecuteBatch()),
        new(Post, ResourceKind.Items, IsBatch, OperationKind.Bulk, new ExecuteBulk()),
        new(Post, ResourceKind.Items, IsPlan, OperationKind.PlanQuery, new PlanQuery()),
        new(Post, ResourceKind.Items, IsChangeFeed, OperationKind.ReadChangeFeed, new ReadChangeFeed()),
        new(Post, ResourceKind.Items, IsQuery, OperationKind.QueryItems, new QueryItems()),
        new(Post, ResourceKind.Items, IsUpsert, OperationKind.UpsertItem, new UpsertItem()),
        new(Post, ResourceKind.Items, Always, OperationKind.CreateItem, new CreateItem()),
        new(Get, ResourceKind.Items, IsChangeFeed, OperationKind.ReadChangeFeed, new ReadChangeFeed()),
        new(Get, ResourceKind.Items, Always, OperationKind.ReadItemFeed, new ReadItemFeed()),
        new(Get, ResourceKind.Item, Always, OperationKind.ReadItem, new ReadItem()),
        new(Put, ResourceKind.Item, Always, OperationKind.ReplaceItem, new ReplaceItem()),
        new(Patch, ResourceKind.Item, Always, OperationKind.PatchItem, new PatchItem()),
        new(Delete, ResourceKind.Item, Always, OperationKind.DeleteItem, new DeleteItem()),
        new(Post, ResourceKind.PartitionKeyDelete, Always, OperationKind.DeletePartition, new DeletePartition()),

        new(Get, ResourceKind.Conflicts, Always, OperationKind.ListConflicts, new ListConflicts()),
        new(Post, ResourceKind.Conflicts, IsQuery, OperationKind.ListConflicts, new ListConflicts()),

        new(Get, ResourceKind.Offers, Always, OperationKind.ListOffers, new ListOffers()),
        new(Post, ResourceKind.Offers, IsQuery, OperationKind.QueryOffers, new QueryOffers()),
        new(Get, ResourceKind.Offer, Always, OperationKind.ReadOffer, new ReadOffer()),
        new(Put, ResourceKind.Offer, Always, OperationKind.ReplaceOffer, new ReplaceOffer()),

        new(Get, ResourceKind.UnsupportedFeed, Always, OperationKind.Unsupported, new ListUnsupported()),
        new(Post, ResourceKind.UnsupportedFeed, IsQuery, OperationKind.Unsupported, new ListUnsupported()),
        new(Post, ResourceKind.UnsupportedFeed, Always, OperationKind.Unsupported, new RefuseUnsupported()),
        new(Get, ResourceKind.UnsupportedResource, Always, OperationKind.Unsupported, new RefuseUnsupported()),
        new(Put, ResourceKind.UnsupportedResource, Always, OperationKind.Unsupported, new RefuseUnsupported()),
        new(Post, ResourceKind.UnsupportedResource, Always, OperationKind.Unsupported, new RefuseUnsupported()),
        new(Delete, ResourceKind.UnsupportedResource, Always, OperationKind.Unsupported, new RefuseUnsupported()),

        new(Get, ResourceKind.AdminStatus, Always, OperationKind.Admin, new ReadStatus()),
        new(Get, ResourceKind.AdminRequests, Always, OperationKind.Admin, new ReadRequestCounts()),
        new(Delete, ResourceKind.AdminRequests, Always, OperationKind.Admin, new ResetRequestCounts()),
        new(Get, ResourceKind.AdminFaults, Always, OperationKind.Admin, new ListFaults()),
        new(Post, ResourceKind.AdminFaults, Always, OperationKind.Admin, new AddFault()),
        new(Delete, ResourceKind.AdminFaults, Always, OperationKind.Admin, new ClearFaults()),
        new(Delete, ResourceKind.AdminFault, Always, OperationKind.Admin, new RemoveFault()),
        new(Get, ResourceKind.AdminRanges, Always, OperationKind.Admin, new ListRanges()),
        new(Post, ResourceKind.AdminSplit, Always, OperationKind.Admin, new SplitRange()),
        new(Post, ResourceKind.AdminMerge, Always, OperationKind.Admin, new MergeRanges()),
        new(Post, ResourceKind.AdminExplain, Always, OperationKind.Admin, new ExplainQuery()),
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
