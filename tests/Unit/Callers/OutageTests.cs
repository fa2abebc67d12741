using System.Net;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Cosmos;
using Microsoft.Azure.Functions.Worker;
using Serverless.Cloud.Identity;

namespace Serverless.Unit.Callers;

public sealed class OutageTests
{
    private static readonly Dictionary<string, Func<Exception>> Failures = new(StringComparer.Ordinal)
    {
        ["408"] = () => Answer(HttpStatusCode.RequestTimeout),
        ["429"] = () => Answer(HttpStatusCode.TooManyRequests),
        ["449"] = () => Answer((HttpStatusCode)449),
        ["503"] = () => Answer(HttpStatusCode.ServiceUnavailable),
        ["unreachable"] = () => new HttpRequestException("secret"),
        ["slow"] = () => new TaskCanceledException("secret", new TimeoutException()),
        ["timeout"] = () => new TimeoutException("secret"),
        ["400"] = () => Answer(HttpStatusCode.BadRequest),
        ["500"] = () => Answer(HttpStatusCode.InternalServerError),
        ["cancelled"] = () => new OperationCanceledException("secret"),
    };

    [Fact]
    [Trait("Requirement", "S95")]
    public async Task A_store_that_does_not_answer_is_said_so_with_what_to_do()
    {
        await using var app = await CallerApp.StartAsync(typeof(Functions));
        foreach (var failure in new[] { "408", "429", "449", "503", "unreachable", "slow", "timeout" })
        {
            using var answer = await app.GetAsync($"api/fails/{failure}");
            var text = await answer.Content.ReadAsStringAsync();
            Assert.True(answer.StatusCode == HttpStatusCode.ServiceUnavailable, $"{failure} is answered {(int)answer.StatusCode} {text}");
            Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
            Assert.Equal(TimeSpan.FromSeconds(1), answer.Headers.RetryAfter?.Delta);
            var problem = JsonNode.Parse(text)!;
            Assert.Equal("store-unavailable", (string?)problem["code"]);
            Assert.Contains("same Idempotency-Key", (string?)problem["detail"], StringComparison.Ordinal);
            Assert.DoesNotContain("secret", text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task What_is_wrong_with_a_request_to_the_store_is_a_failure_of_the_app()
    {
        await using var app = await CallerApp.StartAsync(typeof(Functions));
        foreach (var failure in new[] { "400", "500", "cancelled" })
            Assert.Equal(500, await app.StatusAsync($"api/fails/{failure}"));
    }

    private static CosmosException Answer(HttpStatusCode status) => new("secret", status, subStatusCode: 0, activityId: "", requestCharge: 0);

    private sealed class Functions
    {
        [Function("Fails")]
        [AllowAnyone("A test.")]
        public static IResult Fail([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "fails/{how}")] HttpRequest request, string how) =>
            throw Failures[how]();
    }
}
