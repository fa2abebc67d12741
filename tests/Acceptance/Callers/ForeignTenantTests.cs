using System.Net.Http.Json;
using System.Text.Json;
using Serverless.Kernel.Access;

namespace Serverless.Acceptance.Callers;

/// <summary>What a tenant has is not there for another: every function answers a foreign caller as if the ids were nobody's, and changes nothing.</summary>
[Collection(nameof(WalkedApp))]
[Trait("Requirement", "S131")]
public sealed class ForeignTenantTests(WalkedApp walked)
{
    private const string Owner = "owner";
    private static readonly string[] Roles = [.. Enum.GetValues<Role>().Select(role => role.Name())];

    [Fact]
    public async Task Ids_of_another_tenant_are_answered_as_those_of_nobody_and_stay_as_they_are()
    {
        var owner = await walked.App.TokenAsync(Owner, personId: null, Roles);
        var ids = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["personId"] = await CreateAsync(owner, "people", new { name = "Ada Lovelace", email = "ada@example.org", language = "en" }),
            ["programmeId"] = await CreateAsync(owner, "programmes", new { title = "Engines" }),
        };
        ids["ledgerId"] = await CreateAsync(owner, "ledgers", new { name = "Engines" });
        ids["accountId"] = await CreateAsync(owner, $"ledgers/{ids["ledgerId"]}/accounts", new { name = "Bank", currency = "GBP", kind = "asset" });
        string[] records =
        [
            $"/api/people/{ids["personId"]}",
            $"/api/programmes/{ids["programmeId"]}",
            $"/api/ledgers/{ids["ledgerId"]}",
            $"/api/ledgers/{ids["ledgerId"]}/accounts/{ids["accountId"]}",
        ];
        var before = await ReadAsync(owner, records);

        // A person of the other tenant who happens to have the same id is still another person.
        var stranger = await walked.App.TokenAsync("stranger", Guid.Parse(ids["personId"]), Roles);
        foreach (var door in Door.Keys.Select(Door.At).Where(door => door.HasIds))
        {
            using var real = await SendAsync(stranger, door.Request(name => ids.GetValueOrDefault(name)));
            using var none = await SendAsync(stranger, door.Request(_ => null));
            Assert.True(real.StatusCode == none.StatusCode, $"{door.Key} answers {real.StatusCode} to a foreign tenant, and {none.StatusCode} where there is nothing.");
            var content = await real.Content.ReadAsStringAsync();
            var isEmpty = content.Contains("\"items\":[]", StringComparison.Ordinal) || content == await none.Content.ReadAsStringAsync();
            Assert.True(!real.IsSuccessStatusCode || isEmpty, $"{door.Key} answers a foreign tenant: {content}");
        }

        Assert.Equal(before, await ReadAsync(owner, records));
    }

    private async Task<string> CreateAsync(string token, string address, object body)
    {
        using var answer = await SendAsync(token, new(HttpMethod.Post, $"/api/{address}") { Content = JsonContent.Create(body) });
        var content = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, content);
        return JsonDocument.Parse(content).RootElement.GetProperty("id").GetString()!;
    }

    private async Task<IReadOnlyList<string>> ReadAsync(string token, IEnumerable<string> addresses)
    {
        var contents = new List<string>();
        foreach (var address in addresses)
        {
            using var answer = await SendAsync(token, new(HttpMethod.Get, address));
            answer.EnsureSuccessStatusCode();
            contents.Add(await answer.Content.ReadAsStringAsync());
        }
        return contents;
    }

    private async Task<HttpResponseMessage> SendAsync(string token, HttpRequestMessage request)
    {
        using (request)
        {
            request.Headers.Authorization = new("Bearer", token);
            return await walked.App.Http.SendAsync(request);
        }
    }
}
