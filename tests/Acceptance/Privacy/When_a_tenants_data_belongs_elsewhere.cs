using System.Text.Json.Nodes;

namespace Serverless.Acceptance.Privacy;

[Collection(nameof(RegisterSite))]
[Trait("Requirement", "S17")]
public sealed class When_a_tenants_data_belongs_elsewhere(RegisterSite site)
{
    [Theory]
    [InlineData("staff", "POST", "people")]
    [InlineData("dpo", "GET", "privacy/requests")]
    [InlineData("staff", "GET", "people?status=active")]
    [InlineData("operator", "GET", "operations/containers")]
    public async Task Whatever_it_asks_is_refused_with_the_region_where_it_belongs(string role, string method, string address)
    {
        var body = method == "POST" ? new JsonObject { ["name"] = "Ada Example", ["email"] = "ada@example.org", ["language"] = "en" } : null;
        var refused = await site.SendAsync(role, new HttpMethod(method), address, body, RegisterSite.Elsewhere);
        Assert.Equal((403, "wrong-region"), (refused.Status, (string?)refused.Body["code"]));
        Assert.Contains("centralindia", (string)refused.Body["detail"]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_of_it_is_stored()
    {
        var body = new JsonObject { ["name"] = "Ada Example", ["email"] = "ada@example.org", ["language"] = "en" };
        Assert.Equal(403, (await site.SendAsync("staff", HttpMethod.Post, "people", body, RegisterSite.Elsewhere)).Status);
        foreach (var container in new[] { "people", "keys", "privacy-requests", "audit" }) Assert.Empty(await site.DocumentsAsync(container, RegisterSite.Elsewhere));
        Assert.Equal(201, (await site.SendAsync("staff", HttpMethod.Post, "people", body)).Status);
    }

    [Fact]
    public async Task A_tenant_that_nobody_has_placed_is_served_nowhere() =>
        Assert.Equal("wrong-region", (string?)(await site.SendAsync("staff", HttpMethod.Get, "people?status=active", tenant: "forgotten")).Body["code"]);
}
