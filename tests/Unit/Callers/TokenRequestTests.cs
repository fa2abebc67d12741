using System.Net.Http.Json;
using System.Text;
using System.Text.Json;

namespace Serverless.Unit.Callers;

[Collection(nameof(DoorsApp))]
public sealed class TokenRequestTests(DoorsApp doors)
{
    private static readonly Uri Address = new(".auth/dev/token", UriKind.Relative);

    [Theory]
    [InlineData("""{"roles":[]}""", "/tenantId")]
    [InlineData("""{"tenantId":"Acme","roles":[]}""", "/tenantId")]
    [InlineData("""{"tenantId":"../up","roles":[]}""", "/tenantId")]
    [InlineData("""{"tenantId":7,"roles":[]}""", "/tenantId")]
    [InlineData("""{"tenantId":"acme","personId":"me","roles":[]}""", "/personId")]
    [InlineData("""{"tenantId":"acme","personId":3,"roles":[]}""", "/personId")]
    [InlineData("""{"tenantId":"acme"}""", "/roles")]
    [InlineData("""{"tenantId":"acme","roles":"staff"}""", "/roles")]
    [InlineData("""{"tenantId":"acme","roles":["Staff"]}""", "/roles")]
    [InlineData("""{"tenantId":"acme","roles":[null]}""", "/roles")]
    [InlineData("""{"tenantId":"acme","roles":[],"lifetimeSeconds":0}""", "/lifetimeSeconds")]
    [InlineData("""{"tenantId":"acme","roles":[],"lifetimeSeconds":86401}""", "/lifetimeSeconds")]
    [InlineData("""{"tenantId":"acme","roles":[],"lifetimeSeconds":1.5}""", "/lifetimeSeconds")]
    [InlineData("""{"tenantId":"acme","roles":[],"a/b":1}""", "/a~1b")]
    public async Task A_wrong_field_is_named(string body, string pointer)
    {
        using var answer = await PostAsync(body);
        Assert.Equal(400, (int)answer.StatusCode);
        var errors = (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("errors");
        Assert.Equal(pointer, Assert.Single(errors.EnumerateArray()).GetProperty("pointer").GetString());
    }

    [Fact]
    public async Task All_wrong_fields_are_named_at_once()
    {
        using var answer = await PostAsync("{}");
        var errors = (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("errors");
        Assert.Equal(["/tenantId", "/roles"], errors.EnumerateArray().Select(error => error.GetProperty("pointer").GetString()));
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("{")]
    [InlineData("""{"tenantId":"acme","tenantId":"other","roles":[]}""")]
    public async Task A_body_that_is_no_object_is_refused(string body)
    {
        using var answer = await PostAsync(body);
        Assert.Equal(400, (int)answer.StatusCode);
    }

    [Fact]
    public async Task A_page_of_another_origin_cannot_ask()
    {
        using var answer = await PostAsync("""{"tenantId":"acme","roles":[]}""", "text/plain");
        Assert.Equal(415, (int)answer.StatusCode);
    }

    [Fact]
    public async Task The_answer_says_until_when_the_token_opens()
    {
        using var answer = await PostAsync("""{"tenantId":"acme","personId":"6f0e3f2a-95a4-4b52-9d57-0f6a2f1ac001","roles":["staff"]}""");
        var body = await answer.Content.ReadFromJsonAsync<JsonElement>();
        Assert.InRange(body.GetProperty("expiresAt").GetDateTimeOffset() - TimeProvider.System.GetUtcNow(), TimeSpan.FromHours(7.9), TimeSpan.FromHours(8.1));
        Assert.Equal(3, body.GetProperty("token").GetString()!.Split('.').Length);
    }

    private async Task<HttpResponseMessage> PostAsync(string body, string type = "application/json")
    {
        using var content = new StringContent(body, Encoding.UTF8, type);
        return await doors.App.Http.PostAsync(Address, content);
    }
}
