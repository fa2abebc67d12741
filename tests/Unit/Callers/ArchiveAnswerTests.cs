using System.Net;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Serverless.Cloud.Archives;
using Serverless.Cloud.Identity;

namespace Serverless.Unit.Callers;

/// <summary>What is answered for an archive that cannot be read.</summary>
public sealed class ArchiveAnswerTests
{
    [Fact]
    [Trait("Requirement", "S54")]
    public async Task One_that_is_offline_is_said_so_with_when_to_ask_again()
    {
        await using var app = await CallerApp.StartAsync(typeof(Functions));
        using var answer = await app.GetAsync("api/archive/offline");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.Equal(TimeSpan.FromHours(1), answer.Headers.RetryAfter?.Delta);
        Assert.Equal("archive-offline", (string?)JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["code"]);
    }

    [Fact]
    public async Task One_that_is_damaged_is_a_failure_of_its_own_with_its_reason_in_the_log_alone()
    {
        await using var app = await CallerApp.StartAsync(typeof(Functions));
        using var answer = await app.GetAsync("api/archive/damaged");
        var problem = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
        Assert.Equal((HttpStatusCode.InternalServerError, "archive-damaged"), (answer.StatusCode, (string?)problem["code"]));
        Assert.Equal(answer.Headers.GetValues("x-request-id").Single(), (string?)problem["requestId"]);
        Assert.DoesNotContain("it was gnawed", problem.ToJsonString(), StringComparison.Ordinal);
        Assert.Contains(app.Log.All, line => line.Contains("it was gnawed", StringComparison.Ordinal));
    }

    private sealed class Functions
    {
        [Function("Archive")]
        [AllowAnyone("A test.")]
        public static IResult Fail([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "archive/{how}")] HttpRequest request, string how) =>
            throw (how == "offline" ? new ArchiveOfflineException() : new ArchiveDamagedException("it was gnawed"));
    }
}
