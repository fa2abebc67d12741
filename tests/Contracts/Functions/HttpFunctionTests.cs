using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Serverless.Contracts.Running;

namespace Serverless.Contracts.Functions;

[Collection(nameof(HttpApp))]
public sealed class HttpFunctionTests(HttpApp app)
{
    [Fact]
    public async Task A_body_and_a_route_value_become_arguments_and_results_are_executed()
    {
        var path = $"api/notes/{Guid.NewGuid()}";
        using var created = await app.Http.PutAsJsonAsync(path, new { title = "Read", stars = 4 });
        Assert.Equal(HttpStatusCode.Created, created.StatusCode);
        Assert.Equal("/" + path, created.Headers.Location!.ToString());

        var note = await app.Http.GetFromJsonAsync<JsonObject>(path);
        Assert.Equal("""{"title":"Read","stars":4}""", note!.ToJsonString());
        Assert.Equal("Read", await app.Http.GetStringAsync($"{path}/title"));

        using var deleted = await app.Http.DeleteAsync(path);
        Assert.Equal(HttpStatusCode.NoContent, deleted.StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(path));
    }

    [Theory]
    [InlineData("api/notes/no-guid")]
    [InlineData("notes/3f2504e0-4f89-11d3-9a0c-0305e82c3301")]
    [InlineData("api/bound/many/3.5")]
    public async Task An_address_that_no_route_matches_answers_404(string path) =>
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(path));

    [Fact]
    public async Task A_method_that_the_route_does_not_have_answers_405()
    {
        using var answer = await app.Http.PostAsync("api/FunctionLevel", null);
        Assert.Equal(HttpStatusCode.MethodNotAllowed, answer.StatusCode);
    }

    [Theory]
    [InlineData("GET")]
    [InlineData("POST")]
    [InlineData("PATCH")]
    public async Task Route_and_query_values_are_bound_by_name_and_a_trigger_without_methods_takes_all(string method)
    {
        using var request = new HttpRequestMessage(new(method), "api/bound/7/3.50?at=2024-02-29T00:00:00Z&all=false&half=4");
        using var answer = await app.Http.SendAsync(request);
        var body = await answer.Content.ReadFromJsonAsync<JsonObject>();
        Assert.Equal(
            $$"""{"method":"{{method}}","count":7,"half":3.50,"year":2024,"all":false,"data":["all","at","count","half"],"sameToken":true,"sameContext":true}""",
            body!.ToJsonString());
    }

    [Fact]
    public async Task What_the_request_does_not_bring_takes_its_default()
    {
        var body = await app.Http.GetFromJsonAsync<JsonObject>("api/bound/7/3.5");
        Assert.Null(body!["year"]);
        Assert.True((bool)body["all"]!);
    }

    [Fact]
    public async Task A_function_may_take_its_body_as_trigger_and_return_a_value()
    {
        using var answer = await app.Http.PostAsJsonAsync("api/Poco", new { Title = "Read", Stars = 4 });
        Assert.Equal(5, (int)(await answer.Content.ReadFromJsonAsync<JsonObject>())!["stars"]!);
    }

    [Fact]
    public async Task A_failed_invocation_answers_500_and_says_nothing_of_the_failure()
    {
        using var answer = await app.Http.GetAsync("api/Failing");
        Assert.Equal(HttpStatusCode.InternalServerError, answer.StatusCode);
        Assert.Empty(await answer.Content.ReadAsStringAsync());
    }

    /// <summary>In the service too, an argument that cannot be made is a failed invocation, not a bad request: functions that want 400 parse themselves.</summary>
    [Theory]
    [InlineData("GET", "api/bound/7/secret", "", "half")]
    [InlineData("GET", "api/bound/7/3.5?at=secret", "", "at")]
    [InlineData("GET", "api/bound/7/3.5?all=secret", "", "all")]
    [InlineData("PUT", "api/notes/3f2504e0-4f89-11d3-9a0c-0305e82c3301", "secret", "note")]
    [InlineData("PUT", "api/notes/3f2504e0-4f89-11d3-9a0c-0305e82c3301", """{ "stars": "secret" }""", "note")]
    [InlineData("POST", "api/Poco", "secret", "note")]
    public async Task An_argument_that_cannot_be_made_answers_500_and_the_log_names_it_without_its_value(string method, string path, string body, string parameter)
    {
        using var request = new HttpRequestMessage(new(method), path) { Content = new StringContent(body) };
        using var answer = await app.Http.SendAsync(request);
        Assert.Equal(HttpStatusCode.InternalServerError, answer.StatusCode);
        Assert.Empty(await answer.Content.ReadAsStringAsync());
        await Deadline.UntilAsync("the log names the parameter", () => app.Output.Contains($"The parameter '{parameter}' cannot be made a", StringComparison.Ordinal));
        Assert.DoesNotContain("secret", app.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Middleware_shares_items_features_and_scope_with_the_function()
    {
        using var answer = await app.Http.GetAsync("api/Stamped");
        Assert.Equal("Stamped", Assert.Single(answer.Headers.GetValues("x-function")));
        var first = await answer.Content.ReadFromJsonAsync<JsonObject>();
        Assert.Equal("stamped", (string)first!["stamp"]!);
        Assert.True((bool)first["sameVisit"]!);

        var second = await app.Http.GetFromJsonAsync<JsonObject>("api/Stamped");
        Assert.NotEqual((string)first["visit"]!, (string)second!["visit"]!);
    }

    [Fact]
    public async Task Middleware_may_answer_in_place_of_the_function() =>
        Assert.Equal((HttpStatusCode)418, await StatusAsync("api/Refused"));

    [Theory]
    [InlineData("api/Stamped")]
    [InlineData("api/Failing")]
    [InlineData("api/FunctionLevel")]
    [InlineData("api/nowhere")]
    public async Task Custom_headers_of_host_json_are_on_every_answer(string path)
    {
        using var answer = await app.Http.GetAsync(path);
        Assert.Equal("nosniff", Assert.Single(answer.Headers.GetValues("x-content-type-options")));
    }

    [Theory]
    [InlineData("https://app.example", true)]
    [InlineData("https://other.example", false)]
    public async Task Only_origins_of_the_local_settings_may_read_answers(string origin, bool allowed)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "api/Stamped") { Headers = { { "Origin", origin } } };
        using var answer = await app.Http.SendAsync(request);
        Assert.Equal(allowed, answer.Headers.Contains("Access-Control-Allow-Origin"));
    }

    private async Task<HttpStatusCode> StatusAsync(string path)
    {
        using var answer = await app.Http.GetAsync(path);
        return answer.StatusCode;
    }
}
