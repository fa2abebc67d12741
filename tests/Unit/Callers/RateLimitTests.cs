using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using Serverless.Contracts.Running;

namespace Serverless.Unit.Callers;

/// <summary>The limiter of the framework takes its time from the machine, so limits here are such that a test is over before they open again.</summary>
public sealed class RateLimitTests
{
    private static readonly Guid One = Guid.Parse("6f0e3f2a-95a4-4b52-9d57-0f6a2f1ac001");
    private static readonly Guid Other = Guid.Parse("6f0e3f2a-95a4-4b52-9d57-0f6a2f1ac002");

    [Fact]
    public async Task A_caller_who_calls_too_often_is_told_when_to_come_back()
    {
        await using var app = await CallerApp.StartAsync(typeof(Doors));
        var token = await app.TokenAsync("staff", One);
        Assert.Equal(200, await app.StatusAsync("api/seldom", token));
        Assert.Equal(200, await app.StatusAsync("api/seldom", token));

        using var answer = await app.GetAsync("api/seldom", token);
        Assert.Equal(429, (int)answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        Assert.Equal("too-many-calls", (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("code").GetString());
        Assert.InRange(int.Parse(Assert.Single(answer.Headers.GetValues("Retry-After")), CultureInfo.InvariantCulture), 1, 30);
    }

    [Fact]
    public async Task One_caller_s_calls_are_not_another_s_nor_those_of_another_function()
    {
        await using var app = await CallerApp.StartAsync(typeof(Doors));
        var token = await app.TokenAsync("staff", One);
        for (var i = 0; i < 3; i++)
            await app.StatusAsync("api/seldom", token);
        Assert.Equal(429, await app.StatusAsync("api/seldom", token));

        Assert.Equal(200, await app.StatusAsync("api/staff", token));
        Assert.Equal(200, await app.StatusAsync("api/seldom", await app.TokenAsync("staff", Other)));
        Assert.Equal(200, await app.StatusAsync("api/seldom", await app.TokenAsync("staff", One, tenantId: "other")));
        Assert.Equal(429, await app.StatusAsync("api/seldom", await app.TokenAsync("staff", One)));
    }

    [Fact]
    public async Task Who_waits_as_told_is_answered_again()
    {
        var setup = new CallerApp.Setup();
        setup.Values["RateLimits__PerMinute"] = "60";
        await using var app = await CallerApp.StartAsync(setup, typeof(Doors));
        var token = await app.TokenAsync("staff", One);
        var refused = await FirstRefusalAsync(app, token);
        Assert.Equal("1", refused);

        using var deadline = new CancellationTokenSource(Deadline.Patience);
        while (await app.StatusAsync("api/staff", token) == 429)
            await Task.Delay(TimeSpan.FromMilliseconds(50), deadline.Token);
    }

    [Fact]
    public async Task Who_needs_no_token_is_counted_by_the_address_that_the_platform_saw()
    {
        var setup = new CallerApp.Setup();
        setup.Values["RateLimits__AnyonePerMinute"] = "1";
        await using var app = await CallerApp.StartAsync(setup, typeof(Doors));
        Assert.Equal(200, await FromAsync(app, "203.0.113.1:50123"));
        Assert.Equal(429, await FromAsync(app, "203.0.113.1:50124"));
        Assert.Equal(429, await FromAsync(app, "198.51.100.9, 203.0.113.1"));
        Assert.Equal(200, await FromAsync(app, "[2001:db8:1:1::1]:1"));
        Assert.Equal(429, await FromAsync(app, "2001:db8:1:1:ffff::2"));
        Assert.Equal(200, await app.StatusAsync("api/open"));
        Assert.Equal(429, await app.StatusAsync("api/open"));
        Assert.Equal(429, await FromAsync(app, "nonsense"));
    }

    private static async Task<int> FromAsync(CallerApp app, string forwarded)
    {
        using var answer = await app.GetAsync("api/open", headers: ("X-Forwarded-For", forwarded));
        return (int)answer.StatusCode;
    }

    private static async Task<string> FirstRefusalAsync(CallerApp app, string token)
    {
        for (var i = 0; i < 1_000; i++)
        {
            using var answer = await app.GetAsync("api/staff", token);
            if ((int)answer.StatusCode == 429)
                return Assert.Single(answer.Headers.GetValues("Retry-After"));
        }
        throw new InvalidOperationException("A thousand calls were not too many.");
    }
}
