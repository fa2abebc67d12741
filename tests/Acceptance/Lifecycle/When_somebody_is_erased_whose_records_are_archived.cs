using System.Text.Json.Nodes;
using Serverless.Acceptance.Privacy;

namespace Serverless.Acceptance.Lifecycle;

[Trait("Requirement", "S6")]
[Trait("Requirement", "S54")]
[Trait("Requirement", "S55")]
public sealed class When_somebody_is_erased_whose_records_are_archived(ArchivedSite app) : IClassFixture<ArchivedSite>
{
    [Fact]
    [Trait("Requirement", "S99")]
    public async Task The_erasure_waits_for_an_archive_that_is_offline_and_then_reaches_it()
    {
        var (theirs, dashboard) = (app.Erased.PersonId.ToString(), $"programmes/{app.Campus.Held}/dashboard");
        var before = await app.ReadAsync();
        var statistics = (await app.Campus.Staff.GetAsync(dashboard)).Is(200).Body;
        Assert.Contains(before, one => one.Key.StartsWith("archives-submissions/", StringComparison.Ordinal) && one.Value.Contains(theirs, StringComparison.Ordinal));
        await app.GoOfflineAsync("submissions");
        var erasure = await app.Erasures.RequestAsync(theirs);
        var waiting = await app.Erasures.UntilAsync(erasure, "erasing", "archive-offline");
        Assert.True((DateTimeOffset)waiting["waitsUntil"]! > (DateTimeOffset)waiting["requestedAt"]!);
        Assert.Equal("waiting", (string?)Erasures.Step(waiting, "unlinking")["status"]);
        Assert.Equal("erasure-not-certified", (await app.Erasures.Officer.GetAsync($"{Erasures.List}/{erasure}/certificate")).Is(404).Code);
        app.Gate.IsOpen = true;
        await app.Erasures.UntilAsync(erasure, "completed");
        await app.Erasures.IsProvedAsync(app.Site, erasure);
        var certificate = await app.Erasures.CertificateAsync(erasure);
        Assert.True((long)Erasures.Store(certificate, "archives")["deleted"]! > 5);
        foreach (var store in new[] { "enrolments", "attendance" }) Assert.True((long)Erasures.Store(certificate, store)["anonymised"]! > 0, store);

        var after = await app.ReadAsync();
        Assert.DoesNotContain(theirs, after.All, StringComparison.Ordinal);
        foreach (var (blob, lines) in before) Assert.Equal(lines.Split('\n').Where(line => !line.Contains(theirs, StringComparison.Ordinal)), after[blob].Split('\n'));
        var now = (await app.Campus.Staff.GetAsync(dashboard)).Is(200).Body;
        foreach (var part in new[] { "learners", "attendance", "certificates" }) Assert.Equal(statistics[part]!.ToJsonString(), now[part]!.ToJsonString());
        Assert.All((await app.Campus.Staff.GetAsync($"{app.Neighbour.Address}/submissions")).Is(200).Body["items"]!.AsArray(), item =>
        {
            Assert.NotNull(item!["archivedAt"]);
            Assert.Contains(ArchivedSite.Word, (string?)item["text"], StringComparison.Ordinal);
        });
        // A learner's own certificates outlast both.
        foreach (var life in new[] { app.Erased, app.Neighbour }) Assert.Equal("revoked", (string?)(await app.Campus.Staff.GetAsync($"certificates/{life.CertificateId}/verify")).Is(200).Body["status"]);
        Assert.Equal("erased", (await app.Desk.AskAsync("enrolments", app.Erased.PersonId)).Is(409).Code);
    }
}
