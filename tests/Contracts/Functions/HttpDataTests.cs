using System.Net;
using System.Net.Http.Json;

namespace Serverless.Contracts.Functions;

/// <summary>Requests and answers in the types of Azure Functions itself.</summary>
[Collection(nameof(HttpApp))]
public sealed class HttpDataTests(HttpApp app)
{
    [Fact]
    public async Task A_request_is_read_and_an_answer_is_sent_with_all_its_parts()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "api/Echo?q=a%20b")
        {
            Content = new StringContent("hello"),
            Headers = { { "x-asked", "for" }, { "Cookie", "taste=sweet" } },
        };
        using var answer = await app.Http.SendAsync(request);
        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        Assert.Equal("hello", await answer.Content.ReadAsStringAsync());
        Assert.Equal("POST", Assert.Single(answer.Headers.GetValues("x-method")));
        Assert.Equal("a b", Assert.Single(answer.Headers.GetValues("x-query")));
        Assert.Equal("for", Assert.Single(answer.Headers.GetValues("x-header")));
        Assert.Equal("/api/Echo", Assert.Single(answer.Headers.GetValues("x-path")));
        Assert.Equal("taste=sweet%21; path=/api; samesite=strict; httponly", Assert.Single(answer.Headers.GetValues("Set-Cookie")));
    }

    [Fact]
    public async Task A_function_with_a_request_of_asp_net_core_may_answer_so_too()
    {
        using var answer = await app.Http.PostAsJsonAsync("api/EchoNote", new { Title = "Read", Stars = 4 });
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("application/json", answer.Content.Headers.ContentType!.MediaType);
        Assert.Equal("""{"Title":"Read by POST","Stars":4}""", await answer.Content.ReadAsStringAsync());
    }
}
