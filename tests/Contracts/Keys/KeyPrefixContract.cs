using System.Net;
using Microsoft.Azure.Cosmos;
using Serverless.Contracts.Backends;
using Serverless.Contracts.Running;

namespace Serverless.Contracts.Keys;

/// <summary>A prefix of a hierarchical key: all partitions below it and no other.</summary>
public abstract class KeyPrefixContract(Backend backend) : Contract(backend)
{
    private sealed record Row(string Id, string Tenant, string Subject, string Kind, int N);

    [ContractFact]
    public async Task A_prefix_query_sees_everything_below_the_prefix()
    {
        var container = await FilledAsync();
        Assert.Equal(Expected("t0"), await IdsAsync(container, Build("t0")));
        Assert.Equal(Expected("t0", "s1"), await IdsAsync(container, Build("t0", "s1")));
        Assert.Equal(Expected("t0", "s1", "k0"), await IdsAsync(container, Build("t0", "s1", "k0")));
        Assert.Empty(await IdsAsync(container, Build("t")));
    }

    [ContractFact]
    public async Task A_prefix_query_sorts_counts_groups_and_pages()
    {
        var container = await FilledAsync();
        var options = new QueryRequestOptions { PartitionKey = Build("t1"), MaxItemCount = 2 };

        var sorted = await container.GetItemQueryIterator<int>(
            "SELECT VALUE c.n FROM c ORDER BY c.n DESC", requestOptions: options).DrainAsync();
        var count = await container.GetItemQueryIterator<int>(
            "SELECT VALUE COUNT(1) FROM c WHERE c.kind = 'k0'", requestOptions: options).DrainAsync();
        var subjects = await container.GetItemQueryIterator<string>(
            "SELECT DISTINCT VALUE c.subject FROM c", requestOptions: options).DrainAsync();

        Assert.Equal(Rows.Where(row => row.Tenant == "t1").Select(row => row.N).OrderDescending(), sorted);
        Assert.Equal([3], count);
        Assert.Equal(["s0", "s1", "s2"], subjects.Order());
    }

    [ContractFact]
    public async Task A_prefix_query_resumes_from_its_token()
    {
        var container = await FilledAsync();
        var pages = await Feeds.ResumeAsync(token => container.GetItemQueryIterator<int>(
            "SELECT VALUE c.n FROM c ORDER BY c.n", token, new() { PartitionKey = Build("t1"), MaxItemCount = 2 }));
        Assert.Equal(Rows.Where(row => row.Tenant == "t1").Select(row => row.N).Order(), pages.SelectMany(page => page));
    }

    [ContractFact]
    public async Task A_prefix_reads_its_items_without_a_query()
    {
        var container = await FilledAsync();
        var all = await container.GetItemQueryIterator<Row>(
            requestOptions: new() { PartitionKey = Build("t2"), MaxItemCount = 2 }).DrainAsync();
        Assert.Equal(Expected("t2"), all.Select(row => row.Id).Order());
    }

    [ContractFact]
    public async Task A_prefix_has_a_change_feed_of_its_own()
    {
        var container = await FilledAsync();
        var start = ChangeFeedStartFrom.Beginning(FeedRange.FromPartitionKey(Build("t1", "s2")));
        var changes = await container.GetChangeFeedIterator<Row>(start, ChangeFeedMode.Incremental).DrainChangesAsync();
        Assert.Equal(Expected("t1", "s2"), changes.Select(row => row.Id).Order());
    }

    [ContractFact]
    public async Task A_filter_on_the_first_level_gives_what_the_prefix_gives()
    {
        var container = await FilledAsync();
        var filtered = await container.QueryAsync<string>("SELECT VALUE c.id FROM c WHERE c.tenant = 't1'");
        Assert.Equal(Expected("t1"), filtered.Order());
    }

    [ContractFact]
    public async Task A_point_read_by_a_prefix_is_refused()
    {
        var container = await FilledAsync();
        using var answer = await container.ReadItemStreamAsync("t0-s0-k0", Build("t0"));
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    private static readonly Row[] Rows =
    [
        .. from tenant in Enumerable.Range(0, 3)
           from subject in Enumerable.Range(0, 3)
           from kind in Enumerable.Range(0, 2)
           select new Row(
               $"t{tenant}-s{subject}-k{kind}", $"t{tenant}", $"s{subject}", $"k{kind}", (subject * 7 + kind * 3 + tenant) % 11),
    ];

    private static IEnumerable<string> Expected(string tenant, string? subject = null, string? kind = null) => Rows
        .Where(row => row.Tenant == tenant && row.Subject == (subject ?? row.Subject) && row.Kind == (kind ?? row.Kind))
        .Select(row => row.Id).Order();

    private static PartitionKey Build(params string[] components) =>
        components.Aggregate(new PartitionKeyBuilder(), (builder, component) => builder.Add(component)).Build();

    private static async Task<IEnumerable<string>> IdsAsync(Container container, PartitionKey key) =>
        (await container.GetItemQueryIterator<string>(
            "SELECT VALUE c.id FROM c", requestOptions: new() { PartitionKey = key }).DrainAsync()).Order();

    private async Task<Container> FilledAsync([System.Runtime.CompilerServices.CallerMemberName] string name = "")
    {
        var container = await NewContainerAsync(new ContainerProperties("", ["/tenant", "/subject", "/kind"]), name);
        await Task.WhenAll(Rows.Select(row => container.CreateItemAsync(row)));
        return container;
    }
}
