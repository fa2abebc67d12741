using System.Text.Json.Nodes;
using Serverless.Acceptance.Callers;

namespace Serverless.Acceptance.Operations;

[Collection(nameof(WalkedApp))]
public sealed class When_an_operator_looks_at_the_containers(WalkedApp walked)
{
    [Fact]
    [Trait("Requirement", "S37")]
    [Trait("Requirement", "S67")]
    public async Task Every_domain_has_its_own_and_none_differs()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri("api/operations/containers", UriKind.Relative));
        request.Headers.Authorization = new("Bearer", await walked.App.TokenAsync("acme", personId: null, ["operator"]));
        using var answer = await walked.App.Http.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, text);

        var containers = JsonNode.Parse(text)!["items"]!.AsArray().ToDictionary(item => (string)item!["name"]!, item => item!);
        Assert.All(new[] { "applications", "keys", "people", "programmes", "operations", "leases" }, name => Assert.Contains(name, containers.Keys));
        Assert.All(containers.Values, container => Assert.Equal("created", (string?)container["state"]));
        Assert.All(containers.Values, container => Assert.Empty(container["differences"]!.AsArray()));
        Assert.Equal(["/tenantId", "/subjectId"], containers["people"]["partitionKey"]!.AsArray().Select(path => (string)path!));
        Assert.Contains("/blind/email/?", containers["people"]["indexed"]!.AsArray().Select(path => (string?)path));
        Assert.DoesNotContain("/data/email/?", containers["people"]["indexed"]!.AsArray().Select(path => (string?)path));
    }
}
