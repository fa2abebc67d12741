using System.Text.Json.Nodes;
using Serverless.Acceptance.Writing;
using Serverless.LocalCosmos;

namespace Serverless.Acceptance.Privacy;

[Trait("Requirement", "S6")]
public sealed class When_recipients_must_erase_too
{
    [Fact]
    public async Task Each_is_told_by_id_and_whoever_answers_is_in_the_certificate()
    {
        await using var cosmos = await LocalCosmosServer.StartAsync(new LocalCosmosOptions());
        await using var site = await Site.OpenAsync(cosmos.ConnectionString, await SettingsAsync("00:10:00"));
        var (staff, erasures) = (await site.ClientAsync("staff"), new Erasures(await site.ClientAsync("dpo")));
        var person = await When_somebody_is_erased.RegisterAsync(staff);
        var erasure = await erasures.RequestAsync(person);
        var waiting = await erasures.UntilAsync(erasure, "awaitingRecipients");
        Assert.Equal(["crm", "mailer"], waiting["recipients"]!.AsArray().Select(recipient => (string?)recipient!["name"]));
        await site.KillAppAsync();

        await using (var mailbox = await PrivacyMailbox.OpenAsync(site.Folder))
        {
            var told = await mailbox.TakeAsync("recipients");
            Assert.All(told, message => Assert.Equal("erasure-notice", message.Subject));
            Assert.Equal(["crm", "mailer"], told.Select(message => (string?)message.Body["recipient"]).Order());
            Assert.All(told, message => Assert.Equal((person, erasure, "acme"), ((string?)message.Body["personId"], (string?)message.Body["requestId"], (string?)message.Body["tenantId"])));
            await mailbox.AcknowledgeAsync("acme", erasure, "crm");
        }

        await site.StartAppAsync();
        Assert.Equal("erasure-recipient-unknown", (await erasures.Officer.PostAsync($"{Erasures.List}/{erasure}/acknowledgements", new JsonObject { ["recipient"] = "nobody" })).Is(404).Code);
        (await erasures.Officer.PostAsync($"{Erasures.List}/{erasure}/acknowledgements", new JsonObject { ["recipient"] = "mailer" })).Is(200);
        await erasures.UntilAsync(erasure, "completed");
        await erasures.IsProvedAsync(site, erasure);
        Assert.All((await erasures.CertificateAsync(erasure))["recipients"]!.AsArray(), recipient => Assert.NotNull(recipient!["acknowledgedAt"]));
    }

    [Fact]
    public async Task Who_does_not_answer_in_time_is_named_to_the_officer_and_the_person_is_erased()
    {
        await using var cosmos = await LocalCosmosServer.StartAsync(new LocalCosmosOptions());
        await using var site = await Site.OpenAsync(cosmos.ConnectionString, await SettingsAsync("00:00:00.500"));
        var (staff, erasures) = (await site.ClientAsync("staff"), new Erasures(await site.ClientAsync("dpo")));
        var erasure = await erasures.RequestAsync(await When_somebody_is_erased.RegisterAsync(staff));
        var ended = await erasures.UntilAsync(erasure, "completed");
        Assert.Equal("done", (string?)Erasures.Step(ended, "escalate")["status"]);
        Assert.All((await erasures.CertificateAsync(erasure))["recipients"]!.AsArray(), recipient => Assert.Null(recipient!["acknowledgedAt"]));
        await site.KillAppAsync();
        await using var mailbox = await PrivacyMailbox.OpenAsync(site.Folder);
        var (subject, body) = Assert.Single(await mailbox.TakeAsync("officers"));
        Assert.Equal(("erasure-unacknowledged", "crm, mailer"), (subject, (string?)body["recipients"]));
    }

    private static async Task<Dictionary<string, string?>> SettingsAsync(string life) => new(await ErasingApp.SettingsAsync(), StringComparer.Ordinal)
    {
        ["Erasure__Recipients__0"] = "crm",
        ["Erasure__Recipients__1"] = "mailer",
        ["Erasure__AcknowledgementLife"] = life,
    };
}
