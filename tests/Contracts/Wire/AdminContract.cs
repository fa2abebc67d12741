using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Azure.Cosmos;
using Serverless.Contracts.Backends;
using Serverless.Contracts.Running;
using Serverless.LocalCosmos;

namespace Serverless.Contracts.Wire;

/// <summary>Faults and counts over HTTP, for people who want to see their retry policy work.</summary>
public abstract class AdminContract(Backend backend) : Contract(backend)
{
    [ContractFact(Needs = Capability.Faults)]
    public async Task A_fault_is_added_listed_and_removed_over_its_route()
    {
        var (container, key) = (await SharedContainerAsync(), NewKey());
        await container.CreateItemAsync(new Note("a", key));
        var rule = new JsonObject { ["action"] = "ServiceUnavailable", ["operation"] = "ReadItem", ["container"] = container.Id };

        var (added, fault) = await AdminAsync("POST", "faults", rule.ToJsonString());
        Assert.Equal(HttpStatusCode.Created, added);
        await Expect.StatusAsync(
            HttpStatusCode.ServiceUnavailable, () => container.ReadItemAsync<Note>("a", new PartitionKey(key)));
        Assert.Contains("ServiceUnavailable", (await AdminAsync("GET", "faults")).Body, StringComparison.Ordinal);

        Assert.Equal(HttpStatusCode.NoContent, (await AdminAsync("DELETE", $"faults/{Json.Object(fault)["id"]}")).Status);
        Assert.Equal(HttpStatusCode.OK, (await container.ReadItemAsync<Note>("a", new PartitionKey(key))).StatusCode);
    }

    [ContractTheory(Needs = Capability.Faults)]
    [InlineData("not json")]
    [InlineData("{}")]
    [InlineData("{\"action\":\"Explode\"}")]
    [InlineData("{\"action\":\"Delay\",\"delayMs\":-1}")]
    [InlineData("{\"action\":\"Delay\",\"unheardOf\":1}")]
    public async Task A_rule_that_is_none_answers_400(string body) =>
        Assert.Equal(HttpStatusCode.BadRequest, (await AdminAsync("POST", "faults", body)).Status);

    [ContractFact(Needs = Capability.Local)]
    public async Task A_read_and_a_write_are_one_request_each()
    {
        var (container, key) = (await SharedContainerAsync(), NewKey());
        await container.CreateItemAsync(new Note("warm", key));
        await container.ReadItemAsync<Note>("warm", new PartitionKey(key));
        var before = Backend.Account.Requests.Total;

        await container.CreateItemAsync(new Note("a", key));
        await container.ReadItemAsync<Note>("a", new PartitionKey(key));

        Assert.Equal(2, Backend.Account.Requests.Total - before);
    }

    private async Task<(HttpStatusCode Status, string Body)> AdminAsync(string method, string route, string? body = null)
    {
        using var http = Backend.OpenHttp();
        using var request = new HttpRequestMessage(new HttpMethod(method), $"/_localcosmos/{route}");
        if (body is not null)
            request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", Backend.Key);
        using var answer = await http.SendAsync(request);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }
}
