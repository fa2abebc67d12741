namespace Serverless.Unit.Callers;

[Collection(nameof(DoorsApp))]
public sealed class AnswerTests(DoorsApp doors)
{
    private const string TraceId = "4bf92f3577b34da6a3ce929d0e0e4736";

    [Fact]
    [Trait("Requirement", "S127")]
    public async Task An_answer_carries_the_trace_id_of_the_client()
    {
        using var answer = await doors.App.GetAsync("api/open", headers: ("traceparent", $"00-{TraceId}-00f067aa0ba902b7-01"));
        Assert.Equal(TraceId, Assert.Single(answer.Headers.GetValues("x-request-id")));
    }

    [Fact]
    public async Task An_answer_stays_out_of_caches_and_is_what_it_says_it_is()
    {
        foreach (var path in new[] { "api/open", "api/staff" })
        {
            using var answer = await doors.App.GetAsync(path);
            Assert.Equal("no-store", answer.Headers.CacheControl?.ToString());
            Assert.Equal("nosniff", Assert.Single(answer.Headers.GetValues("x-content-type-options")));
            Assert.NotEmpty(Assert.Single(answer.Headers.GetValues("x-request-id")));
        }
    }

    [Fact]
    public async Task A_function_that_fails_tells_its_caller_an_id_and_the_log_the_reason()
    {
        using var answer = await doors.App.GetAsync(
            "api/broken", await doors.App.TokenAsync("staff"), ("traceparent", $"00-{TraceId}-00f067aa0ba902b7-01"));
        var body = await answer.Content.ReadAsStringAsync();
        Assert.Equal(500, (int)answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        Assert.Contains($"\"requestId\":\"{TraceId}\"", body, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", body, StringComparison.Ordinal);
        Assert.DoesNotContain("Exception", body, StringComparison.Ordinal);
        Assert.Contains(doors.App.Log.All, line => line.Contains(TraceId, StringComparison.Ordinal) && line.EndsWith("secret of /api/broken", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(1_048_576, false, 204)]
    [InlineData(1_048_577, false, 413)]
    [InlineData(1_000_000, true, 204)]
    [InlineData(1_048_577, true, 413)]
    public async Task A_body_may_have_a_megabyte_whether_its_length_is_said_before_or_not(int bytes, bool isChunked, int status)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "api/swallow") { Content = new ByteArrayContent(new byte[bytes]) };
        request.Headers.TransferEncodingChunked = isChunked;
        request.Headers.ExpectContinue = true;
        using var answer = await doors.App.Http.SendAsync(request);
        Assert.Equal(status, (int)answer.StatusCode);
        if (status == 413)
            Assert.Contains("\"code\":\"body-too-large\"", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }
}
