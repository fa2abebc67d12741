namespace Serverless.Acceptance.Privacy;

/// <summary>GDPR Art. 30, over the whole app.</summary>
[Collection(nameof(RegisterSite))]
public sealed class When_an_auditor_asks_what_is_processed(RegisterSite site)
{
    [Fact]
    [Trait("Requirement", "S131")]
    public async Task The_app_says_for_what_on_which_basis_how_long_and_where()
    {
        var record = await site.GetAsync("privacy/processing-records", "auditor");
        Assert.Equal(("Academy Ltd., 1 Main St", "westeurope"), ((string)record["controller"]!, (string)record["region"]!));
        Assert.Equal("Payment provider", (string?)record["recipients"]![0]);
        var person = record["activities"]!.AsArray().Single(activity => (string)activity!["name"]! == "person")!;
        Assert.Equal(("people", "Deleted."), ((string)person["storedIn"]!, (string)person["erased"]!));
        Assert.Contains(person["fields"]!.AsArray(), field => (string)field!["name"]! == "email" && (string)field["class"]! == "contact" && (string)field["purpose"]! == "communication");
        Assert.Contains("programme", record["withoutPeople"]!.AsArray().Select(name => (string)name!));
        Assert.Equal(403, (await site.SendAsync("staff", HttpMethod.Get, "privacy/processing-records")).Status);
    }

    [Fact]
    public async Task There_is_a_page_for_people()
    {
        using var page = await site.Http.GetAsync(new Uri("api/privacy/processing-records.html", UriKind.Relative));
        Assert.Equal("text/html", page.Content.Headers.ContentType?.MediaType);
        Assert.Contains("Record of processing activities", await page.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_browser_that_is_signed_in_gets_the_page_at_the_records_own_address() =>
        Assert.Equal("text/html", await site.TypeAsync("privacy/processing-records", "auditor", accept: "text/html,application/xhtml+xml;q=0.9,*/*;q=0.8"));
}
