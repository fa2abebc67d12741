using System.Text.Json.Nodes;
using Microsoft.Azure.Cosmos;

namespace Serverless.Acceptance.Privacy;

[Trait("Requirement", "S56")]
[Trait("Requirement", "S97")]
[Collection(nameof(AuditedApp))]
public sealed class When_the_audit_is_checked(AuditedApp app)
{
    [Fact]
    public async Task The_first_entry_that_somebody_has_altered_in_the_store_is_named()
    {
        var (ada, auditor) = (await ReadAsync(times: 3), await app.TokenAsync(personId: null, "auditor"));
        await app.PostAsync(auditor, "audit/checkpoints", []);
        var whole = await VerifyAsync(auditor, ada);
        Assert.True((bool)whole["intact"]! && (long)whole["vouched"]! >= 4, whole.ToJsonString());
        Assert.NotNull(whole["checkpointedAt"]);

        await app.TamperAsync(async audit =>
        {
            var entry = (await audit.ReadItemAsync<JsonObject>("000000000002", PartitionOf(ada))).Resource;
            entry["callerId"] = "somebody-else";
            await audit.ReplaceItemAsync(entry, "000000000002", PartitionOf(ada));
        });
        Assert.Equal((2, "altered"), Breach(await VerifyAsync(auditor, ada)));
    }

    [Fact]
    public async Task An_end_that_somebody_has_cut_off_is_missed()
    {
        var (ada, auditor) = (await ReadAsync(times: 3), await app.TokenAsync(personId: null, "auditor"));
        await app.PostAsync(auditor, "audit/checkpoints", []);
        await app.TamperAsync(async audit =>
        {
            await audit.DeleteItemAsync<object>("000000000003", PartitionOf(ada));
            await audit.DeleteItemAsync<object>("000000000004", PartitionOf(ada));
        });

        // The check itself is entered at the end that is there, which shows it once more.
        var (place, fault) = Breach(await VerifyAsync(auditor, ada));
        Assert.Equal(3, place);
        Assert.Contains(fault, new[] { "cutOff", "removed", "unlinked" });
    }

    [Fact]
    public async Task A_check_says_what_it_cannot_say()
    {
        var (ada, auditor) = (await ReadAsync(times: 1), await app.TokenAsync(personId: null, "auditor"));
        var verified = await VerifyAsync(auditor, ada, from: "2999-01-01T00:00:00Z");
        Assert.Equal(["entriesBefore"], verified["unchecked"]!.AsArray().Select(one => (string?)one).Where(one => one == "entriesBefore"));
        var whole = await app.PostAsync(auditor, "audit/verify", []);
        Assert.True((long)whole["chains"]! >= 1);
    }

    [Fact]
    public async Task No_address_changes_an_entry_or_takes_it_away()
    {
        var ada = await ReadAsync(times: 1);
        var anybody = await app.TokenAsync(ada, "learner", "staff", "reviewer", "dpo", "auditor", "operator");
        var before = (await app.LogAsync(ada)).Count;
        foreach (var address in new[] { $"people/{ada}/access-log", $"people/{ada}/access-log/1", "audit", "audit/000000000001", $"audit/{ada}/000000000001" })
        {
            foreach (var method in new[] { HttpMethod.Put, HttpMethod.Patch, HttpMethod.Delete })
                Assert.Contains(await app.StatusAsync(anybody, method, address), new[] { 404, 405 });
        }

        Assert.Equal(before + 1, (await app.LogAsync(ada)).Count);
        Assert.Equal(403, (await app.SendAsync(await app.TokenAsync(personId: null, "staff", "operator"), HttpMethod.Post, "audit/verify", [])).Status);
    }

    private async Task<Guid> ReadAsync(int times)
    {
        var ada = await app.RegisterAsync("Ada Example");
        var staff = await app.TokenAsync(personId: null, "staff");
        for (var i = 0; i < times; i++) await app.GetAsync(staff, $"people/{ada}");
        return ada;
    }

    private Task<JsonObject> VerifyAsync(string token, Guid personId, string? from = null)
    {
        var body = new JsonObject { ["personId"] = personId };
        if (from is not null) body["from"] = from;
        return app.PostAsync(token, "audit/verify", body);
    }

    private static (int, string) Breach(JsonObject verified) => ((int)verified["breach"]!["sequence"]!, (string)verified["breach"]!["fault"]!);

    private PartitionKey PartitionOf(Guid personId) => new PartitionKeyBuilder().Add(app.Tenant).Add(personId.ToString()).Build();
}
