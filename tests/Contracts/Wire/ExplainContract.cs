using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Azure.Cosmos;
using Serverless.Contracts.Backends;
using Serverless.Contracts.Running;

namespace Serverless.Contracts.Wire;

/// <summary>EXPLAIN: the access path that the planner chose, in words, without running the statement.</summary>
public abstract class ExplainContract(Backend backend) : WireContract(backend)
{
    [ContractTheory(Needs = Capability.Local)]
    [InlineData("SELECT * FROM c WHERE c.n = 1", "index /n")]
    [InlineData("SELECT * FROM c WHERE c.text > 'a' AND c.text < 'b'", "index /text")]
    [InlineData("SELECT * FROM c WHERE c.pk = 'p0' AND c.text = 'x'", "partition")]
    [InlineData("SELECT * FROM c WHERE c.n + 1 = 2", "scan")]
    [InlineData("SELECT * FROM c WHERE c.n = 1 OR c.text = 't2'", "union of index /n, index /text (considered: scan: 120 items, union of index /n, index /text: 2 items)")]
    [InlineData("SELECT * FROM c WHERE (c.n = 1 AND c.text > 'a') OR c.text IN ('t2', 't3')", "union of index /n, index /text")]
    [InlineData("SELECT * FROM c WHERE (c.pk = 'p0' AND c.n > 118) OR c.text = 't1'", "union of index /n, index /text")]
    [InlineData("SELECT * FROM c WHERE (c.pk = 'p0' AND c.n + 1 = 2) OR c.n = 7", "union of partition, index /n")]
    [InlineData("SELECT * FROM c WHERE c.n = 1 OR c.text = 't2' OR c.n + 1 = 3", "scan")]
    [InlineData("SELECT * FROM c WHERE c.missing != null", "index /missing")]
    [InlineData("SELECT * FROM c WHERE IS_DEFINED(c.missing)", "index /missing")]
    [InlineData("SELECT * FROM c WHERE NOT (c.n < 118)", "index /n")]
    [InlineData("SELECT * FROM c WHERE NOT (c.n != 1)", "index /n")]
    [InlineData("SELECT * FROM c WHERE c.n BETWEEN 3 AND 5", "index /n")]
    [InlineData("SELECT * FROM c WHERE c.n NOT BETWEEN 1 AND 118", "index /n")]
    [InlineData("SELECT * FROM c WHERE c.text LIKE 't11%'", "index /text")]
    [InlineData("SELECT * FROM c WHERE STARTSWITH(c.text, 't11')", "index /text")]
    [InlineData("SELECT * FROM c WHERE STARTSWITH(c.text, 'T11', true)", "index /text (considered: scan: 120 items, index /text: 11 items)")]
    [InlineData("SELECT * FROM c WHERE c.o.x = true", "index /o/x")]
    [InlineData("SELECT * FROM c WHERE c.n = null", "index /n")]
    [InlineData("SELECT * FROM c WHERE ARRAY_CONTAINS(c.tags, 'x')", "index /tags/[]")]
    [InlineData("SELECT * FROM c WHERE ARRAY_CONTAINS(c.tags, 'x') OR ARRAY_CONTAINS(c.tags, 'y')", "index /tags/[]")]
    [InlineData("SELECT * FROM c WHERE EXISTS(SELECT VALUE t FROM t IN c.tags WHERE t.name = 'x')", "index /tags/[]/name")]
    [InlineData("SELECT VALUE t FROM c JOIN t IN c.tags WHERE t.name = 'x'", "index /tags/[]/name")]
    [InlineData("SELECT * FROM c WHERE ENDSWITH(c.missing, 'x')", "index /missing")]
    [InlineData("SELECT * FROM c WHERE NOT IS_DEFINED(c.n)", "scan")]
    [InlineData("SELECT * FROM c WHERE UPPER(c.text) = 'T1'", "scan")]
    public async Task The_plan_names_the_index_the_partition_or_the_scan(string text, string expected)
    {
        var (status, body) = await ExplainAsync(text, Backend.Key);
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.StartsWith(expected, (string)Json.Object(body)["plan"]!, StringComparison.Ordinal);
    }

    [ContractFact(Needs = Capability.Local)]
    public async Task A_statement_that_is_none_answers_400() =>
        Assert.Equal(HttpStatusCode.BadRequest, (await ExplainAsync("SELECT", Backend.Key)).Status);

    [ContractFact(Needs = Capability.Local)]
    public async Task The_admin_routes_ask_for_the_key() =>
        Assert.Equal(HttpStatusCode.Unauthorized, (await ExplainAsync("SELECT * FROM c", "wrong")).Status);

    private async Task<(HttpStatusCode Status, string Body)> ExplainAsync(string text, string key)
    {
        var container = await FillAsync();
        using var http = Backend.OpenHttp();
        using var request = new HttpRequestMessage(
            HttpMethod.Post, $"/_localcosmos/dbs/{container.Database.Id}/colls/{container.Id}/explain")
        {
            Content = new StringContent(new JsonObject { ["query"] = text }.ToJsonString(), Encoding.UTF8, "application/query+json"),
        };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        using var answer = await http.SendAsync(request);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }

    /// <summary>Enough items that the planner looks for better than reading them all.</summary>
    private Task<Container> FillAsync() => Backend.OnceAsync(nameof(ExplainContract), async () =>
    {
        var container = await NewContainerAsync("/pk", "explain");
        for (var i = 0; i < 120; i++)
            await container.CreateItemAsync(new Note($"{i}", $"p{i % 4}", i, $"t{i}"));
        return container;
    });
}
