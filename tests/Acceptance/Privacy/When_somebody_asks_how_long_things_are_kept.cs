using System.Text.Json.Nodes;

namespace Serverless.Acceptance.Privacy;

/// <summary>What is declared, as it holds in this deployment, for those who work here.</summary>
[Collection(nameof(RegisterSite))]
[Trait("Requirement", "S57")]
public sealed class When_somebody_asks_how_long_things_are_kept(RegisterSite site)
{
    private const string Address = "lifecycle/policies";

    [Fact]
    public async Task The_app_says_from_when_on_how_long_what_then_and_on_what_basis()
    {
        var enrolment = Named(await site.GetAsync(Address, "auditor"), "records", "recordType", "enrolment");
        Assert.Equal(("enrolments", "P1Y", "archived"), ((string)enrolment["container"]!, (string)enrolment["inReach"]!, (string)enrolment["then"]!));
        Assert.Equal(["completed", "dropped"], enrolment["clock"]!["values"]!.AsArray().Select(value => (string)value!));
        Assert.Equal(("archives-enrolments", 1095, 3650), ((string)enrolment["archive"]!["storedIn"]!, (int)enrolment["archive"]!["offlineAfterDays"]!, (int)enrolment["archive"]!["deletedAfterDays"]!));
        Assert.Equal(["legalHold", "restricted", "deadLetters", "broughtBack"], enrolment["heldUpBy"]!.AsArray().Select(one => (string)one!));
        Assert.Contains("2021/1060", (string)enrolment["basis"]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_set_in_this_deployment_holds()
    {
        var policies = await site.GetAsync(Address, "operator");
        Assert.Equal("P30D", (string)Named(policies, "records", "recordType", "submission")["inReach"]!);
        var histories = Named(policies, "others", "name", "orchestration-histories");
        Assert.Equal(("P20D", "Histories__Life"), ((string)histories["keptFor"]!, (string)histories["setting"]!));
        Assert.Contains("orchestration EraseSubject", histories["places"]!.AsArray().Select(place => (string)place!));
        Assert.Equal("P7D", (string)Named(policies, "others", "name", "idempotency-records")["keptFor"]!);
    }

    [Theory]
    [InlineData("staff", 200)]
    [InlineData("dpo", 200)]
    [InlineData("learner", 403)]
    public async Task Those_who_work_here_are_told(string role, int status) => Assert.Equal(status, (await site.SendAsync(role, HttpMethod.Get, Address)).Status);

    [Fact]
    public async Task There_is_a_page_for_people()
    {
        using var page = await site.Http.GetAsync(new Uri($"api/{Address}.html", UriKind.Relative));
        Assert.Equal("text/html", page.Content.Headers.ContentType?.MediaType);
        Assert.Contains("<h1>Retention</h1>", await page.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal("text/html", await site.TypeAsync(Address, "auditor", accept: "text/html,application/xhtml+xml;q=0.9,*/*;q=0.8"));
        Assert.Equal("application/json", await site.TypeAsync(Address, "auditor", accept: "*/*"));
    }

    private static JsonNode Named(JsonObject policies, string list, string field, string name) => policies[list]!.AsArray().Single(policy => (string)policy![field]! == name)!;
}
