using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Serverless.Acceptance.Running;
using Serverless.Acceptance.Writing;
using Serverless.Contracts.Running;
using Serverless.Functions.Domains.Enrolments;

namespace Serverless.Acceptance.Learning;

/// <summary>The dashboard and the reports of a programme, over HTTP on the real app, with all that follows from events.</summary>
[Collection(nameof(SharedSite))]
public sealed class When_staff_look_at_a_programme(SharedSite shared)
{
    private readonly Site _site = shared.NewTenant();

    [Fact]
    [Trait("Requirement", "S42")]
    [Trait("Requirement", "S60")]
    public async Task They_see_what_has_happened_and_the_same_after_a_rebuild()
    {
        var academy = await Academy.OpenAsync(_site);
        var (completed, failing, applicant) = (await academy.ApplicantAsync("Ada"), await academy.ApplicantAsync("Grace"), await academy.ApplicantAsync("Mary"));
        foreach (var student in new[] { completed, failing })
        {
            await student.AcceptAsync();
            await student.UntilAsync(EnrolmentStatus.Active);
        }

        await failing.ConsentAsync("granted");
        await completed.CheckInAsync();
        await completed.PassAsync();
        await completed.UntilCertifiedAsync();
        (await failing.ReviewAsync((await failing.HandInAsync()).Is(201).Id, "failed")).Is(200);
        await applicant.WithdrawAsync();

        var dashboard = await UntilAsync(academy, body => (long)body["certificates"]!["issued"]! == 1 && (long)body["atRisk"]!["count"]! == 1 && (long)body["applications"]!["withdrawn"]! == 1);
        Assert.Equal(("Welding", "published"), ((string?)dashboard["title"], (string?)dashboard["status"]));
        Assert.Equal("{\"draft\":0,\"submitted\":0,\"underReview\":0,\"accepted\":2,\"rejected\":0,\"withdrawn\":1}", dashboard["applications"]!.ToJsonString());
        Assert.Equal("{\"active\":1,\"completed\":1,\"dropped\":0}", dashboard["learners"]!.ToJsonString());
        var week = Assert.Single(dashboard["attendance"]!.AsArray())!;
        Assert.Equal((1, 1.0), ((long)week["present"]! + (long)week["late"]!, (double)week["rate"]!));
        var task = Assert.Single(dashboard["tasks"]!.AsArray())!;
        Assert.Equal(("Essay", 2, 1, 1, 0.5), ((string?)task["title"], (long)task["handedIn"]!, (long)task["passed"]!, (long)task["failed"]!, (double)task["passRate"]!));
        Assert.Equal([failing.PersonId], (await academy.Staff.GetAsync($"programmes/{academy.ProgrammeId}/dashboard/at-risk")).Is(200).Body["items"]!.AsArray().Select(item => (string?)item!["personId"]));
        var reports = await ReportsAsync(academy);

        (await academy.Staff.PostAsync("projections/programme-dashboard/rebuild")).Is(202);
        var rebuilt = await UntilAsync(academy, body => (int)body["projection"]!["version"]! > (int)dashboard["projection"]!["version"]!);
        Assert.All(dashboard.Where(field => field.Key is not ("asOf" or "lag" or "projection")), field => Assert.True(JsonNode.DeepEquals(field.Value, rebuilt[field.Key]), field.Key));
        Assert.Equal(reports, await ReportsAsync(academy));
    }

    [Fact]
    [Trait("Requirement", "S1")]
    [Trait("Requirement", "S3")]
    public async Task They_can_ask_for_a_state_that_contains_a_write()
    {
        var academy = await Academy.OpenAsync(_site);
        var before = (int)(await academy.Staff.GetAsync($"reports/applications?{Range()}")).Is(200).Body["totals"]!["drafted"]!;
        for (var drafts = 1; drafts <= 3; drafts++)
        {
            var person = (await academy.Staff.PostAsync("people", new JsonObject { ["name"] = "Ada", ["email"] = $"{Guid.NewGuid():N}@example.org", ["language"] = "en" })).Is(201).Id;
            var write = await DraftAsync(academy, person);
            var (status, dashboard, _) = await GetAsync($"programmes/{academy.ProgrammeId}/dashboard", write);
            Assert.Equal((HttpStatusCode.OK, drafts), (status, (int?)JsonNode.Parse(dashboard)!["applications"]!["draft"]));
            (status, var report, _) = await GetAsync($"reports/applications?{Range()}", write);
            Assert.Equal((HttpStatusCode.OK, before + drafts), (status, (int?)JsonNode.Parse(report)!["totals"]!["drafted"]));
        }
    }

    [Fact]
    public async Task They_take_a_report_into_a_spreadsheet()
    {
        var academy = await Academy.OpenAsync(_site);
        var (status, text, headers) = await GetAsync($"reports/attendance?{Range()}&programme={academy.ProgrammeId}&format=csv", await PublishedAsync(academy));
        Assert.Equal((HttpStatusCode.OK, "text/csv"), (status, headers.ContentType?.MediaType));
        Assert.Equal(["period,present,late,absent,excused", $"{Today()},0,0,0,0", ""], text.Split("\r\n"));
    }

    [Theory]
    [InlineData("programmes/{0}/dashboard")]
    [InlineData("programmes/{0}/dashboard/at-risk")]
    public async Task What_is_no_programme_is_not_found(string address)
    {
        var reply = await (await _site.ClientAsync("reviewer")).GetAsync(string.Format(System.Globalization.CultureInfo.InvariantCulture, address, Guid.NewGuid()));
        Assert.Equal((404, "programme-not-found"), (reply.Status, reply.Code));
    }

    private static string Today() => TimeProvider.System.GetUtcNow().ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);

    private static string Range() => $"from={Today()}&to={Today()}";

    private static async Task<string> ReportsAsync(Academy academy)
    {
        var rows = new JsonObject();
        foreach (var name in new[] { "attendance", "submissions", "applications" })
            rows[name] = (await academy.Staff.GetAsync($"reports/{name}?{Range()}&programme={academy.ProgrammeId}")).Is(200).Body["totals"]!.DeepClone();
        return rows.ToJsonString();
    }

    private static async Task<JsonObject> UntilAsync(Academy academy, Func<JsonObject, bool> isSo)
    {
        JsonObject? body = null;
        await Deadline.UntilAsync("the dashboard says so", async () =>
        {
            if (await academy.Staff.GetAsync($"programmes/{academy.ProgrammeId}/dashboard") is not { Status: 200 } reply) return false;
            body = reply.Body;
            return isSo(body);
        });
        return body!;
    }

    private static async Task<string> PublishedAsync(Academy academy)
    {
        await UntilAsync(academy, body => (string?)body["status"] == "published");
        return "";
    }

    /// <returns>The token of the write.</returns>
    private async Task<string> DraftAsync(Academy academy, string person)
    {
        var app = await _site.App;
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri($"api/people/{person}/applications", UriKind.Relative))
        {
            Content = JsonContent.Create(new { programmeId = academy.ProgrammeId, motivation = "I like metal." }),
        };
        request.Headers.Authorization = new("Bearer", await _site.TokenAsync(personId: null, "staff"));
        using var answer = await app.Http.SendAsync(request);
        answer.EnsureSuccessStatusCode();
        return answer.Headers.GetValues("Consistency-Token").Single();
    }

    /// <summary>Asked again while the write is not folded, as the answer says.</summary>
    private async Task<(HttpStatusCode Status, string Body, System.Net.Http.Headers.HttpContentHeaders Headers)> GetAsync(string address, string write)
    {
        var app = await _site.App;
        var token = await _site.TokenAsync(personId: null, "operator");
        for (var attempt = 1; ; attempt++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, new Uri($"api/{address}", UriKind.Relative));
            request.Headers.Authorization = new("Bearer", token);
            if (write.Length > 0) request.Headers.Add("If-Consistent-With", write);
            var answer = await app.Http.SendAsync(request);
            if (answer.StatusCode != HttpStatusCode.ServiceUnavailable || attempt == 10) return (answer.StatusCode, await answer.Content.ReadAsStringAsync(), answer.Content.Headers);
            Assert.True(answer.Headers.RetryAfter?.Delta > TimeSpan.Zero);
            answer.Dispose();
        }
    }
}
