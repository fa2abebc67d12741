using System.Text.Json.Nodes;
using Serverless.Acceptance.Writing;
using static Serverless.Acceptance.Operations.FeatureSites;

namespace Serverless.Acceptance.Operations;

/// <summary>Who switches what, and what is told of it.</summary>
[Collection(nameof(FeatureSites))]
[Trait("Requirement", "S84")]
public sealed class When_an_operator_switches_a_feature(FeatureSites sites)
{
    [Fact]
    public async Task It_is_told_what_it_is_and_who_has_switched_it_and_why()
    {
        var (site, _) = sites.NewTenant();
        var operating = await site.ClientAsync("operator");
        var before = TimeProvider.System.GetUtcNow();
        var switched = (await operating.PutAsync(Feature, Switch(enabled: true, site.Tenant))).Is(200).Body;
        Assert.Equal(
            ("online-address", "A programme says where people join what is held online", "programmes", "programme", """["joinAt"]"""),
            ((string?)switched["name"], (string?)switched["meaning"], (string?)switched["container"], (string?)switched["recordType"], switched["fields"]!.ToJsonString()));
        var last = switched["lastChange"]!;
        Assert.Equal((site.Tenant, true, "It is time"), ((string?)last["tenantId"], (bool)last["enabled"]!, (string?)last["reason"]));
        Assert.False(string.IsNullOrEmpty((string?)last["by"]));
        Assert.InRange((DateTimeOffset)last["at"]!, before, TimeProvider.System.GetUtcNow());

        Assert.True(JsonNode.DeepEquals(switched, (await operating.GetAsync(Feature)).Is(200).Body));
        Assert.True(JsonNode.DeepEquals(switched, Assert.Single((await operating.GetAsync("operations/features")).Is(200).Body["items"]!.AsArray())));
    }

    [Fact]
    public async Task Asked_for_the_same_again_it_changes_nothing()
    {
        var (site, _) = sites.NewTenant();
        var operating = await site.ClientAsync("operator");
        var first = (await operating.PutAsync(Feature, Switch(enabled: true, site.Tenant))).Is(200).Body;
        Assert.True(JsonNode.DeepEquals(first, (await operating.PutAsync(Feature, Switch(enabled: true, site.Tenant))).Is(200).Body));

        var reset = new JsonObject { ["tenantId"] = site.Tenant, ["reason"] = "As all" };
        var after = (await operating.PostAsync($"{Feature}/reset", reset)).Is(200).Body;
        Assert.DoesNotContain(site.Tenant, after["tenants"]!.AsArray().Select(one => (string?)one!["tenantId"]));
        Assert.Equal((site.Tenant, null, "As all"), ((string?)after["lastChange"]!["tenantId"], (bool?)after["lastChange"]!["enabled"], (string?)after["lastChange"]!["reason"]));
        Assert.True(JsonNode.DeepEquals(after, (await operating.PostAsync($"{Feature}/reset", reset)).Is(200).Body));
    }

    [Fact]
    public async Task An_auditor_reads_what_concerns_their_tenant_and_only_operators_switch()
    {
        var ((site, _), (other, _)) = (sites.NewTenant(), sites.NewTenant());
        await SwitchAsync(site, enabled: true);
        await SwitchAsync(other, enabled: true);
        var auditor = await site.ClientAsync("auditor");
        var seen = (await auditor.GetAsync(Feature)).Is(200).Body;
        Assert.Equal([site.Tenant], seen["tenants"]!.AsArray().Select(one => (string?)one!["tenantId"]));
        Assert.Equal(site.Tenant, (string?)seen["lastChange"]!["tenantId"]);
        Assert.DoesNotContain(other.Tenant, (await auditor.GetAsync("operations/features")).Is(200).Body.ToJsonString(), StringComparison.Ordinal);

        foreach (var role in new[] { "learner", "staff", "reviewer", "dpo", "auditor" })
        {
            var client = await site.ClientAsync(role);
            (await client.PutAsync(Feature, Switch(enabled: true, site.Tenant))).Is(403);
            (await client.PostAsync($"{Feature}/reset", new JsonObject { ["tenantId"] = site.Tenant, ["reason"] = "As all" })).Is(403);
            (await client.GetAsync(Feature)).Is(role == "auditor" ? 200 : 403);
        }
    }

    [Fact]
    public async Task What_no_domain_declares_is_not_there()
    {
        var operating = await sites.NewTenant().One.ClientAsync("operator");
        Assert.Equal("feature-not-found", (await operating.GetAsync("operations/features/music")).Is(404).Code);
        Assert.Equal("feature-not-found", (await operating.PutAsync("operations/features/music", Switch(enabled: true, tenant: null))).Is(404).Code);
        Assert.Equal("feature-not-found", (await operating.PostAsync("operations/features/music/reset", new JsonObject())).Is(404).Code);
    }

    [Theory]
    [InlineData("""{ "reason": "It is time" }""", "invalid", "/enabled is missing")]
    [InlineData("""{ "enabled": "yes", "reason": "It is time" }""", "invalid", "/enabled is not true or false")]
    [InlineData("""{ "enabled": true }""", "invalid", "/reason is missing")]
    [InlineData("""{ "enabled": true, "reason": "It is time", "tenant": "acme" }""", "invalid", "/tenant is not declared")]
    [InlineData("""{ "enabled": true, "reason": " ", "tenantId": "ACME" }""", "feature-switch-invalid", "/tenantId is no name of a tenant", "/reason has no text")]
    [InlineData("""{ "enabled": true, "reason": "It is time", "tenantId": "" }""", "feature-switch-invalid", "/tenantId is no name of a tenant")]
    public async Task What_is_wrong_with_a_switch_is_named(string body, string code, params string[] errors)
    {
        var operating = await sites.NewTenant().One.ClientAsync("operator");
        var before = (await operating.GetAsync(Feature)).Is(200).Body;
        var refused = (await operating.PutAsync(Feature, JsonNode.Parse(body)!.AsObject())).Is(400);
        Assert.Equal(code, refused.Code);
        Assert.Equal(errors, refused.Body["errors"]!.AsArray().Select(error => $"{error!["pointer"]} {error["reason"]}"));
        Assert.True(JsonNode.DeepEquals(before, (await operating.GetAsync(Feature)).Is(200).Body));
    }

    [Theory]
    [InlineData("""{ "reason": "As all" }""", "invalid", "/tenantId is missing")]
    [InlineData("""{ "tenantId": "a b", "reason": "" }""", "feature-switch-invalid", "/tenantId is no name of a tenant", "/reason has no text")]
    public async Task What_is_wrong_with_a_reset_is_named(string body, string code, params string[] errors)
    {
        var refused = (await (await sites.NewTenant().One.ClientAsync("operator")).PostAsync($"{Feature}/reset", JsonNode.Parse(body)!.AsObject())).Is(400);
        Assert.Equal(code, refused.Code);
        Assert.Equal(errors, refused.Body["errors"]!.AsArray().Select(error => $"{error!["pointer"]} {error["reason"]}"));
    }

    [Fact]
    public async Task A_body_that_is_no_JSON_object_is_refused()
    {
        var operating = await sites.NewTenant().One.ClientAsync("operator");
        Assert.Equal("unsupported-media-type", (await operating.PutAsync(Feature)).Is(415).Code);
    }
}
