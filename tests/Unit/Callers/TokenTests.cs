using System.Text;
using System.Text.Json;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using Serverless.Unit.Storage;

namespace Serverless.Unit.Callers;

[Collection(nameof(DoorsApp))]
public sealed class TokenTests(DoorsApp doors)
{
    private CallerApp App => doors.App;

    [Fact]
    public async Task A_token_lives_as_long_as_it_was_asked_for()
    {
        var time = new TestTime { FiresTimers = false };
        await using var app = await CallerApp.StartAsync(new CallerApp.Setup { Time = time }, typeof(Doors));
        var token = await app.TokenAsync("staff", lifetimeSeconds: 60);
        Assert.Equal(200, await app.StatusAsync("api/staff", token));

        time.Advance(TimeSpan.FromSeconds(59));
        Assert.Equal(200, await app.StatusAsync("api/staff", token));

        time.Advance(TimeSpan.FromSeconds(2));
        using var answer = await app.GetAsync("api/staff", token);
        Assert.Equal(401, (int)answer.StatusCode);
        Assert.Equal("Bearer error=\"invalid_token\", error_description=\"The token is expired or not valid yet.\"", answer.Headers.WwwAuthenticate.ToString());
    }

    [Fact]
    public async Task A_token_that_begins_in_the_future_does_not_open_yet()
    {
        var time = new TestTime { FiresTimers = false };
        await using var app = await CallerApp.StartAsync(new CallerApp.Setup { Time = time }, typeof(Doors));
        time.Advance(TimeSpan.FromMinutes(1));
        var token = await app.TokenAsync("staff");
        time.Advance(TimeSpan.FromMinutes(-1));
        Assert.Equal(401, await app.StatusAsync("api/staff", token));
    }

    [Fact]
    public async Task A_token_of_yesterday_opens_after_a_restart_with_the_same_key()
    {
        var token = await App.TokenAsync("staff");
        await using var other = await CallerApp.StartAsync(typeof(Doors));
        Assert.Equal(401, await other.StatusAsync("api/staff", token));

        var setup = new CallerApp.Setup();
        setup.Values["LOCAL_AUTH_KEY"] = Path.Combine(App.Folder, ".local/auth.key");
        await using var restarted = await CallerApp.StartAsync(setup, typeof(Doors));
        Assert.Equal(200, await restarted.StatusAsync("api/staff", token));
    }

    [Fact]
    public async Task A_changed_token_is_refused_before_the_function_even_where_anyone_may_call()
    {
        var token = await App.TokenAsync("learner");
        var parts = token.Split('.');
        var claims = Encoding.UTF8.GetString(Base64UrlEncoder.DecodeBytes(parts[1]));
        var raised = Base64UrlEncoder.Encode(claims.Replace("learner", "staff", StringComparison.Ordinal));
        var unsigned = Base64UrlEncoder.Encode("""{"alg":"none","typ":"JWT"}""");

        foreach (var forged in new[] { $"{parts[0]}.{raised}.{parts[2]}", $"{unsigned}.{parts[1]}.", $"{unsigned}.{raised}.{parts[2]}", "nonsense", "a.b.c", "" })
        {
            using var answer = await App.GetAsync("api/open", forged);
            Assert.Equal(401, (int)answer.StatusCode);
            Assert.StartsWith("Bearer error=\"invalid_token\", error_description=\"", answer.Headers.WwwAuthenticate.ToString(), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(SecurityAlgorithms.HmacSha256, "another-key-another-key-another-key!")]
    [InlineData(SecurityAlgorithms.HmacSha512, null)]
    public async Task A_token_of_another_key_or_algorithm_is_refused(string algorithm, string? otherKey)
    {
        var own = Convert.FromBase64String(await File.ReadAllTextAsync(Path.Combine(App.Folder, ".local/auth.key")));
        // The longer key that the other algorithm asks for is the app's own, twice.
        var key = otherKey is null ? [.. own, .. own] : Encoding.UTF8.GetBytes(otherKey);
        var token = new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor
        {
            Issuer = "urn:local-runtime",
            Audience = "urn:local-runtime",
            Claims = new Dictionary<string, object>(StringComparer.Ordinal) { ["tid"] = "acme", ["oid"] = "me", ["roles"] = new[] { "staff" } },
            SigningCredentials = new(new SymmetricSecurityKey(key), algorithm),
        });
        Assert.Equal(401, await App.StatusAsync("api/staff", token));
    }

    [Theory]
    [InlineData("X-MS-CLIENT-PRINCIPAL")]
    [InlineData("x-ms-client-principal")]
    public async Task A_principal_that_a_request_brings_itself_is_dropped(string header)
    {
        var principal = Convert.ToBase64String(JsonSerializer.SerializeToUtf8Bytes(new
        {
            auth_typ = "aad",
            claims = new[] { new { typ = "tid", val = "acme" }, new { typ = "oid", val = "me" }, new { typ = "roles", val = "staff" } },
        }));
        using var alone = await App.GetAsync("api/staff", headers: (header, principal));
        Assert.Equal(401, (int)alone.StatusCode);
        using var beside = await App.GetAsync("api/staff", await App.TokenAsync("learner"), (header, principal));
        Assert.Equal(403, (int)beside.StatusCode);
    }

    [Fact]
    public void Only_the_owner_reads_the_key()
    {
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(App.Folder, ".local/auth.key")));
    }
}
