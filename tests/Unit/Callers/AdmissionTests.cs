using System.Net.Http.Json;
using System.Text.Json;

namespace Serverless.Unit.Callers;

[Collection(nameof(DoorsApp))]
[Trait("Requirement", "S131")]
public sealed class AdmissionTests(DoorsApp doors)
{
    private static readonly Guid Own = Guid.Parse("6f0e3f2a-95a4-4b52-9d57-0f6a2f1ac001");
    private static readonly Guid Foreign = Guid.Parse("6f0e3f2a-95a4-4b52-9d57-0f6a2f1ac002");

    private CallerApp App => doors.App;

    [Fact]
    public async Task Who_brings_no_token_is_asked_for_one()
    {
        using var answer = await App.GetAsync("api/staff");
        Assert.Equal(401, (int)answer.StatusCode);
        Assert.Equal("Bearer", answer.Headers.WwwAuthenticate.ToString());
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        Assert.Equal("no-caller", await CodeAsync(answer));
    }

    [Fact]
    public async Task A_function_learns_who_calls_it()
    {
        using var answer = await App.GetAsync("api/staff", await App.TokenAsync("staff learner", Own));
        var caller = await answer.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal("acme", caller.GetProperty("tenant").GetString());
        Assert.Equal(Own, caller.GetProperty("person").GetGuid());
        Assert.Equal(["Learner", "Staff"], caller.GetProperty("roles").EnumerateArray().Select(role => role.GetString()));
        Assert.NotEqual(Own, caller.GetProperty("account").GetGuid());
    }

    [Theory]
    [InlineData("learner")]
    [InlineData("reviewer dpo auditor operator")]
    [InlineData("unknown-role")]
    [InlineData("")]
    public async Task Another_role_is_refused(string roles)
    {
        using var answer = await App.GetAsync("api/staff", await App.TokenAsync(roles, Own));
        Assert.Equal(403, (int)answer.StatusCode);
        Assert.Equal("wrong-role", await CodeAsync(answer));
    }

    [Fact]
    public async Task A_learner_reaches_their_own_data_only()
    {
        var learner = await App.TokenAsync("learner", Own);
        Assert.Equal(200, await App.StatusAsync($"api/people/{Own}", learner));
        using var answer = await App.GetAsync($"api/people/{Foreign}", learner);
        Assert.Equal(403, (int)answer.StatusCode);
        Assert.Equal("foreign-subject", await CodeAsync(answer));
    }

    [Fact]
    public async Task A_learner_who_is_nobody_s_subject_reaches_no_subject() =>
        Assert.Equal(403, await App.StatusAsync($"api/people/{Own}", await App.TokenAsync("learner")));

    [Fact]
    public async Task Another_role_that_is_allowed_opens_foreign_data_and_one_that_is_not_does_not()
    {
        var both = await App.TokenAsync("learner staff", Own);
        Assert.Equal(200, await App.StatusAsync($"api/people/{Foreign}", both));
        Assert.Equal(403, await App.StatusAsync($"api/people/{Foreign}/mine", both));
        Assert.Equal(200, await App.StatusAsync($"api/people/{Own}/mine", both));
    }

    [Theory]
    [InlineData("6F0E3F2A-95A4-4B52-9D57-0F6A2F1AC001")]
    [InlineData("6f0e3f2a95a44b529d570f6a2f1ac001")]
    [InlineData("someone")]
    public async Task An_address_that_spells_a_person_differently_is_refused(string personId)
    {
        foreach (var roles in new[] { "staff", "learner" })
        {
            using var answer = await App.GetAsync($"api/people/{personId}", await App.TokenAsync(roles, Own));
            Assert.Equal(400, (int)answer.StatusCode);
            Assert.Equal("malformed-person-id", await CodeAsync(answer));
        }
    }

    [Fact]
    public async Task Nothing_in_a_request_names_another_tenant()
    {
        using var answer = await App.GetAsync(
            $"api/people/{Own}?tenantId=other&tid=other", await App.TokenAsync("staff", tenantId: "mine"), ("x-tenant-id", "other"));
        Assert.Equal("mine", await answer.Content.ReadFromJsonAsync<string>());
    }

    [Fact]
    public async Task A_function_that_says_nothing_answers_nobody_and_is_named_at_start()
    {
        Assert.Equal(401, await App.StatusAsync("api/silent"));
        Assert.Equal(403, await App.StatusAsync("api/silent", await App.TokenAsync("learner staff reviewer dpo auditor operator")));
        Assert.Contains(App.Log.All, line => line.StartsWith("Warning: The function 'Silent' answers nobody", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_function_for_anyone_has_no_caller_even_where_one_calls()
    {
        using var answer = await App.GetAsync("api/open", await App.TokenAsync("staff"));
        Assert.False((await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("hasCaller").GetBoolean());
    }

    private static async Task<string?> CodeAsync(HttpResponseMessage answer) =>
        (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("code").GetString();
}
