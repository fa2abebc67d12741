using System.Text.Json.Nodes;
using Serverless.Acceptance.Running;
using Serverless.Contracts.Running;

namespace Serverless.Acceptance.Domains;

[Collection(nameof(SharedSite))]
public sealed class When_somebody_is_accepted(SharedSite shared)
{
    [Fact]
    [Trait("Requirement", "S46")]
    public async Task They_attend_pass_and_can_show_a_certificate_that_nobody_has_written()
    {
        var site = shared.NewTenant();
        var office = await Office.OpenAsync(site, "staff", "reviewer");
        var course = await Course.OpenAsync(office);
        var person = await office.RegisterAsync("Ada Example");

        Assert.Equal("not-enrolled", await office.RefusedAsync($"people/{person}/attendance", course.Attendance));
        var enrolment = await course.EnrolAsync(person);
        await course.AttendAsync(person);
        Assert.Equal("completion-rules", await office.RefusedAsync($"people/{person}/enrolments/{enrolment}/complete"));
        await course.PassAsync(person);

        await office.UntilAsync("the enrolment is completed", $"people/{person}/enrolments/{enrolment}", one => (string?)one["status"] == "completed" ? one : null);
        var certificate = await office.UntilAsync("the certificate is issued", $"people/{person}/certificates", page => page["items"]!.AsArray().FirstOrDefault());
        Assert.Equal("Ada Example", (string?)certificate["holderName"]);

        JsonObject? shown = null;
        await Deadline.UntilAsync("anybody can verify it", async () => (shown = await VerifiedAsync((await site.App).Http, (string)certificate["id"]!)) is not null);
        Assert.Equal("issued", (string?)shown!["status"]);
        Assert.DoesNotContain("Ada", shown.ToJsonString(), StringComparison.Ordinal);
    }

    private static async Task<JsonObject?> VerifiedAsync(HttpClient http, string certificate)
    {
        using var answer = await http.GetAsync(new Uri($"api/certificates/{certificate}/verify", UriKind.Relative));
        return answer.IsSuccessStatusCode ? JsonNode.Parse(await answer.Content.ReadAsStringAsync())!.AsObject() : null;
    }
}
