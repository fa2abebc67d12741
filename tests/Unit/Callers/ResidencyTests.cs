using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.Configuration;
using Serverless.Cloud.Identity;
using Serverless.Cloud.Settings;

namespace Serverless.Unit.Callers;

[Trait("Requirement", "S17")]
public sealed class ResidencyTests
{
    [Fact]
    public void Where_nothing_is_said_everything_is_served()
    {
        Assert.Null(Read().Refusal("acme"));
        Assert.Null(Read().Region);
        Assert.Null(Read(("Region", "westeurope")).Refusal("acme"));
        Assert.Equal("westeurope", Read(("Region", "westeurope")).Region);
    }

    [Fact]
    public void A_tenant_is_served_in_its_region_only()
    {
        var residency = Read(("Region", "westeurope"), ("Tenants:academy", "westeurope"), ("Tenants:vidyalaya", "centralindia"));
        Assert.Null(residency.Refusal("academy"));
        Assert.Equal("wrong-region", residency.Refusal("vidyalaya")!.Code);
        Assert.Contains("centralindia", residency.Refusal("vidyalaya")!.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void A_tenant_that_nobody_has_placed_is_served_nowhere() =>
        Assert.Equal("wrong-region", Read(("Region", "westeurope"), ("Tenants:academy", "westeurope")).Refusal("acme")!.Code);

    [Theory]
    [InlineData("Region", "West Europe", "The setting Residency__Region must be the name of a region, such as westeurope: lower case letters, digits and hyphens.")]
    [InlineData("Tenants:acme", "westeurope", "The setting Residency__Region is missing, and Residency__Tenants__acme says that regions matter.")]
    public void A_wrong_setting_is_named(string name, string value, string problem) => Assert.Equal(problem, Assert.Throws<SettingException>(() => Read((name, value))).Message);

    [Fact]
    public void A_tenant_without_a_region_is_named() => Assert.Equal(
        "The setting Residency__Tenants__acme must be the name of a region, such as westeurope: lower case letters, digits and hyphens.",
        Assert.Throws<SettingException>(() => Read(("Region", "westeurope"), ("Tenants:acme", ""))).Message);

    [Fact]
    public async Task No_function_is_reached_by_a_caller_whose_data_belongs_elsewhere()
    {
        var setup = new CallerApp.Setup();
        (setup.Values["Residency__Region"], setup.Values["Residency__Tenants__acme"], setup.Values["Residency__Tenants__other"]) = ("westeurope", "westeurope", "centralindia");
        await using var app = await CallerApp.StartAsync(setup, typeof(Doors));
        Assert.Equal(200, await app.StatusAsync("api/staff", await app.TokenAsync("staff")));
        using var answer = await app.GetAsync("api/staff", await app.TokenAsync("staff", tenantId: "other"));
        Assert.Equal(403, (int)answer.StatusCode);
        var problem = await answer.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal("wrong-region", problem.GetProperty("code").GetString());
        Assert.Contains("centralindia", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    private static Residency Read(params (string Name, string Value)[] settings) => Residency.Read(
        new ConfigurationBuilder().AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create($"Residency:{setting.Name}", (string?)setting.Value))).Build());
}
