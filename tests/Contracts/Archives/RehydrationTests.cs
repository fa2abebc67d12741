using Serverless.Cloud.Archives;
using Serverless.Cloud.Cosmos;
using Serverless.Cloud.Keys;
using Serverless.Contracts.Running;
using Serverless.Functions.Orchestrations.Rehydration;
using Serverless.Kernel.Declarations;

namespace Serverless.Contracts.Archives;

[Trait("Requirement", "S54")]
public sealed class RehydrationTests(ReturningApp app) : IClassFixture<ReturningApp>
{
    private readonly Guid _person = Guid.NewGuid();

    [Fact(Timeout = Deadline.OfATest)]
    public async Task A_persons_records_of_a_domain_come_back_and_are_kept_for_a_while()
    {
        await using var hub = await RehydrationHub.StartAsync(app);
        var keys = await LiveAsync(3);
        var call = await app.VisitAsync(Visit.Calls, _person, "north");
        await app.ArchiveAsync(Visit.Calls, _person);

        var accepted = (await hub.AskAsync("visits", _person)).Value;
        var ended = await hub.UntilAsync(accepted, RehydrationStatus.Completed);
        Assert.Equal((3, 3, 0, 0, 0), (ended.Done, ended.Total, ended.Lost, ended.Damaged, ended.Restricted));
        Assert.Equal((ended.RequestedAt + TimeSpan.FromDays(30), "operator-1"), (ended.KeptUntil, ended.RequestedBy));
        foreach (var key in keys) Assert.Null((await app.FindAsync(Visit.Visits, key))!.ArchivedAt);
        var states = (await app.DocumentsAsync("visits", _person)).Where(document => (string?)document["kind"] == "visit").ToList();
        Assert.All(states, state => Assert.Equal(ended.KeptUntil, (DateTimeOffset)state[Rehydrating.KeptField]!));
        Assert.NotNull((await app.FindAsync(Visit.Calls, call))!.ArchivedAt);
        Assert.Equal("not-archived", (await hub.AskAsync("visits", _person)).Error!.Code);
    }

    [Fact(Timeout = Deadline.OfATest)]
    public async Task All_that_an_archival_has_moved_comes_back_whosever_it_is()
    {
        await using var hub = await RehydrationHub.StartAsync(app);
        var people = Enumerable.Range(0, 45).Select(_ => Guid.NewGuid()).ToArray();
        foreach (var person in people) await app.VisitAsync(Visit.Visits, person, "north");
        var part = await app.ArchiveAsync(Visit.Visits, people);
        await LiveAsync(1);

        var accepted = (await hub.AskAsync("visits", archival: Guid.Parse(part.SubjectId))).Value;
        var ended = await hub.UntilAsync(accepted, RehydrationStatus.Completed);
        Assert.Equal((45, 45), (ended.Done, ended.Total));
        foreach (var person in people) Assert.Empty(await app.EntriesAsync(person));
        Assert.Single(await app.EntriesAsync(_person));
        Assert.Equal(45, (await app.PartAsync(part)).Blanked);
    }

    [Fact(Timeout = Deadline.OfATest)]
    public async Task What_is_offline_is_waited_for_and_the_status_says_so()
    {
        await using var hub = await RehydrationHub.StartAsync(app);
        var (far, near) = ((await LiveAsync(1))[0], default(RecordKey));
        var part = await app.PartAsync((await PartsAsync())[0]);
        near = (await LiveAsync(1))[0];
        await app.GoOfflineAsync(part);
        app.Gate.IsOpen = false;
        var accepted = (await hub.AskAsync("visits", _person)).Value;
        var waiting = await hub.UntilAsync(accepted, RehydrationStatus.Waiting);
        Assert.Equal(("archive-offline", 1, 2), (waiting.WaitsFor, waiting.Done, waiting.Total));
        Assert.NotNull(waiting.WaitsUntil);
        Assert.Null((await app.FindAsync(Visit.Visits, near))!.ArchivedAt);

        app.Gate.IsOpen = true;
        var ended = await hub.UntilAsync(accepted, RehydrationStatus.Completed);
        Assert.Equal((2, null), (ended.Done, ended.WaitsFor));
        Assert.Null((await app.FindAsync(Visit.Visits, far))!.ArchivedAt);
    }

    [Fact(Timeout = Deadline.OfATest)]
    [Trait("Requirement", "S95")]
    public async Task Records_of_an_archival_that_is_under_way_are_not_taken_out_before_it_has_removed_them()
    {
        await using var hub = await RehydrationHub.StartAsync(app);
        await LiveAsync(1);
        var part = (await PartsAsync())[0];
        await app.Get<ArchiveIndex>().PutAsync(part with { RemovedAt = null }, CancellationToken.None);
        var accepted = (await hub.AskAsync("visits", _person)).Value;
        Assert.Equal("archival", (await hub.UntilAsync(accepted, RehydrationStatus.Waiting)).WaitsFor);
        Assert.False(ArchiveMember.IsBlank(await app.BytesAsync(part)));
        await app.Get<ArchiveIndex>().PutAsync(part, CancellationToken.None);
        await hub.UntilAsync(accepted, RehydrationStatus.Completed);
    }

    [Fact(Timeout = Deadline.OfATest)]
    [Trait("Requirement", "S6")]
    public async Task Whoever_is_restricted_or_erased_is_left_alone()
    {
        await using var hub = await RehydrationHub.StartAsync(app);
        var (keys, other) = (app.Get<SubjectKeys>(), Guid.NewGuid());
        await app.VisitAsync(Visit.Visits, _person, "north");
        await app.VisitAsync(Visit.Visits, other, "north");
        var part = await app.ArchiveAsync(Visit.Visits, _person, other);
        await keys.RestrictAsync(app.Tenant, $"{_person}", Guid.NewGuid(), "objection", CancellationToken.None);
        Assert.Equal(StoreErrors.Restricted, (await hub.AskAsync("visits", _person)).Error);
        var ended = await hub.UntilAsync((await hub.AskAsync("visits", archival: Guid.Parse(part.SubjectId))).Value, RehydrationStatus.Incomplete);
        Assert.Equal((1, 1, 2), (ended.Done, ended.Restricted, ended.Total));
        Assert.Single(await app.EntriesAsync(_person));

        await keys.DestroyAsync(app.Tenant, $"{_person}", CancellationToken.None);
        Assert.Equal(StoreErrors.Erased, (await hub.AskAsync("visits", _person)).Error);
        Assert.Equal("person-not-found", (await hub.AskAsync("visits", Guid.NewGuid())).Error!.Code);
    }

    /// <summary>They never had a key, and are nobody who was erased.</summary>
    [Fact(Timeout = Deadline.OfATest)]
    [Trait("Requirement", "S10")]
    public async Task Statistics_of_nobody_come_back_like_everything_else()
    {
        await using var hub = await RehydrationHub.StartAsync(app);
        await app.VisitAsync(Visit.Visits, _person, "north");
        var before = (await NobodiesAsync()).ToHashSet();
        await app.EraseAsync(_person);
        var nobody = (await NobodiesAsync()).Except(before).Single();
        var part = await app.ArchiveAsync(Visit.Visits, nobody);
        var ended = await hub.UntilAsync((await hub.AskAsync("visits", archival: Guid.Parse(part.SubjectId))).Value, RehydrationStatus.Completed);
        Assert.Equal((1, 1), (ended.Done, ended.Total));
        Assert.Empty(await app.EntriesAsync(nobody));
    }

    [Fact(Timeout = Deadline.OfATest)]
    public async Task A_request_that_is_repeated_is_one_and_another_under_its_key_is_refused()
    {
        await using var hub = await RehydrationHub.StartAsync(app);
        await LiveAsync(2);
        var key = $"{Guid.NewGuid()}";
        var first = (await hub.AskAsync("visits", _person, key: key)).Value;
        await hub.UntilAsync(first, RehydrationStatus.Completed);
        var again = (await hub.AskAsync("visits", _person, key: key)).Value;
        Assert.True(again.IsRepeated);
        Assert.Equal(first.Rehydration.Id, again.Rehydration.Id);
        Assert.Equal(StoreErrors.KeyReused, (await hub.AskAsync("visits", Guid.NewGuid(), key: key)).Error);
        Assert.Equal(StoreErrors.KeyReused, (await hub.AskAsync("visits", _person, key: key, reason: RehydrationReason.LegalClaim)).Error);
    }

    [Theory]
    [InlineData("stays", true, false, "/domain")]
    [InlineData("nothing", true, false, "/domain")]
    [InlineData("visits", false, false, "/personId")]
    [InlineData("visits", true, true, "/archivalId")]
    public async Task What_is_asked_for_wrongly_is_refused_by_the_name_of_the_field(string domain, bool hasPerson, bool hasArchival, string field)
    {
        await using var hub = await RehydrationHub.StartAsync(app);
        var refused = (await hub.AskAsync(domain, hasPerson ? _person : null, hasArchival ? Guid.NewGuid() : null)).Error!;
        Assert.Equal(("invalid", field), (refused.Code, Assert.Single(refused.Fields).Pointer));
    }

    private async Task<IReadOnlyList<RecordKey>> LiveAsync(int visits)
    {
        var keys = new List<RecordKey>();
        for (var i = 0; i < visits; i++) keys.Add(await app.VisitAsync(Visit.Visits, _person, "north", $"{i}"));
        await app.ArchiveAsync(Visit.Visits, _person);
        return keys;
    }

    private async Task<IReadOnlyList<Guid>> NobodiesAsync() =>
        [.. (await app.DocumentsAsync("visits")).Where(document => (bool?)document["anonymised"] == true).Select(document => (Guid)document["subjectId"]!).Distinct()];

    private async Task<IReadOnlyList<ArchivePart>> PartsAsync()
    {
        var parts = new List<ArchivePart>();
        foreach (var entry in await app.EntriesAsync(_person)) parts.Add((await app.Get<ArchiveIndex>().FindPartAsync(app.Tenant, entry.ArchivalId, entry.Id, CancellationToken.None))!);
        return parts;
    }
}
