using System.Text.Json.Nodes;
using Microsoft.Azure.Cosmos;
using Microsoft.Extensions.DependencyInjection;
using Serverless.Cloud.Audit;
using Serverless.Cloud.Cosmos;
using Serverless.Cloud.Keys;
using Serverless.Cloud.Projections;
using Serverless.Contracts.Records;
using Serverless.Kernel.Access;
using Serverless.Kernel.Declarations;
using Serverless.LocalCosmos;

namespace Serverless.Contracts.Audit;

/// <summary>Entries of what is read and written: in one chain for each subject, whoever writes them and whatever fails.</summary>
public sealed class AccessChainTests(AuditApp app) : IClassFixture<AuditApp>
{
    private readonly SubjectPlace _subject = app.NewSubject();

    [Fact]
    [Trait("Requirement", "S14")]
    [Trait("Requirement", "S15")]
    public async Task An_entry_says_who_has_seen_what_of_whom_and_from_where()
    {
        await app.SealAsync(_subject);
        await app.ShowAsync(_subject);

        var entry = Assert.Single(await app.LogAsync(_subject));
        Assert.Equal((1, "staff-1", "staff", AccessBehalf.Tenant), (entry.Sequence, entry.CallerId, Assert.Single(entry.Roles), entry.Behalf));
        Assert.Equal(("GetCounter", AccessKind.Read, Purpose.Administration), (entry.Function, entry.Kind, Assert.Single(entry.Purposes)));
        var records = Assert.Single(entry.Records);
        Assert.Equal(("counter", _subject.SubjectId, 1, "/owner"), (records.Type, Assert.Single(records.Ids), records.Count, Assert.Single(records.Shown)));
        Assert.Empty(records.Written);
        Assert.Equal("203.0.113.0/24", entry.From);
        Assert.DoesNotContain("203.0.113", Assert.Single(await app.DocumentsAsync(_subject)).ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Requirement", "S96")]
    [Trait("Requirement", "S127")]
    public async Task What_a_command_writes_is_entered_with_the_fields_and_not_their_values()
    {
        var key = new RecordKey(app.Tenant, _subject.SubjectId, Guid.NewGuid());
        await app.RunAsync(process => process.GetRequiredService<Commands>().CreateAsync(
            Counter.Declaration, key, new CommandContext(app.Staff, "tested"), () => new Opened { Owner = "Ada" }, CancellationToken.None));
        // Nothing personal is in it.
        await app.RunAsync(process => process.GetRequiredService<Commands>().ChangeAsync(
            Counter.Declaration, key, new CommandContext(app.Staff, "tested"), state => Counter.Add(state, 2), CancellationToken.None));

        var entry = Assert.Single(await app.LogAsync(_subject));
        var records = Assert.Single(entry.Records);
        Assert.Equal((AccessKind.Write, "counter", key.RecordId.ToString(), "/owner"), (entry.Kind, records.Type, Assert.Single(records.Ids), Assert.Single(records.Written)));
        Assert.DoesNotContain("Ada", Assert.Single(await app.DocumentsAsync(_subject)).ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_follows_from_an_event_is_named_as_its_cause()
    {
        var cause = new Caller(app.Tenant, "learner-7", PersonId: null, new HashSet<Role>());
        await app.RunAsync(_ =>
        {
            AccessTrail.Current!.Note(AccessKind.Write, cause, _subject, "counter", "1", [new PersonalField("/owner", Purpose.Administration)]);
            return Task.CompletedTask;
        });
        var entry = Assert.Single(await app.LogAsync(_subject));
        Assert.Equal(("learner-7", AccessBehalf.Cause, 0), (entry.CallerId, entry.Behalf, entry.Roles.Count));
    }

    [Fact]
    [Trait("Requirement", "S97")]
    public async Task Fifty_readers_at_once_leave_a_chain_without_a_gap()
    {
        await app.SealAsync(_subject);
        await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => Task.Run(() => app.ShowAsync(_subject))));

        var check = await app.CheckAsync(_subject);
        Assert.Null(check.Breach);
        Assert.Equal(50, check.Entries);
    }

    [Fact]
    [Trait("Requirement", "S97")]
    public async Task Two_processes_that_meet_at_one_subject_take_no_place_twice()
    {
        await app.SealAsync(_subject);
        var other = app.StartProcess();
        await Task.WhenAll(Enumerable.Range(0, 40).Select(i => Task.Run(() => app.ShowAsync(_subject, i % 2 == 0 ? null : other))));

        var check = await app.CheckAsync(_subject);
        Assert.Null(check.Breach);
        Assert.Equal(40, check.Entries);
    }

    [Fact]
    [Trait("Requirement", "S16")]
    public async Task Once_the_end_of_the_chain_is_known_an_entry_is_one_call()
    {
        await app.SealAsync(_subject);
        await app.ShowAsync(_subject);
        app.Account.Requests.Reset();
        await app.ShowAsync(_subject);
        Assert.Equal((1, 1), (app.Account.Requests[RequestKind.CreateItem], app.Account.Requests.Total));
    }

    [Fact]
    [Trait("Requirement", "S16")]
    public async Task Those_who_come_while_an_entry_is_written_share_the_next_write()
    {
        await app.SealAsync(_subject);
        await app.ShowAsync(_subject);
        app.Account.Requests.Reset();
        app.Account.Faults.Add(new FaultRule { Action = FaultAction.Delay, Delay = TimeSpan.FromMilliseconds(200), Operation = RequestKind.CreateItem, Container = "audit", Count = 1 });
        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => app.ShowAsync(_subject)));

        Assert.Equal((1, 1), (app.Account.Requests[RequestKind.CreateItem], app.Account.Requests[RequestKind.Batch]));
        Assert.Equal(21, (await app.CheckAsync(_subject)).Entries);
    }

    [Fact]
    public async Task What_cannot_be_stored_fails_whoever_waits_for_it_and_leaves_the_chain_whole()
    {
        await app.SealAsync(_subject);
        await app.ShowAsync(_subject);
        app.Account.Faults.Add(new FaultRule { Action = FaultAction.TooManyRequests, Container = "audit", Count = 1 });
        await Assert.ThrowsAsync<CosmosException>(() => app.ShowAsync(_subject));
        await app.ShowAsync(_subject);

        var check = await app.CheckAsync(_subject);
        Assert.Null(check.Breach);
        Assert.Equal(2, check.Entries);
    }

    [Fact]
    public async Task An_answer_that_was_lost_on_the_way_leaves_one_entry_and_no_error()
    {
        await app.SealAsync(_subject);
        await app.ShowAsync(_subject);
        app.Account.Faults.Add(new FaultRule { Action = FaultAction.DropAnswer, Operation = RequestKind.CreateItem, Container = "audit", Count = 1 });
        await app.ShowAsync(_subject);

        var check = await app.CheckAsync(_subject);
        Assert.Null(check.Breach);
        Assert.Equal(2, check.Entries);
    }

    [Fact]
    [Trait("Requirement", "S56")]
    public async Task When_the_subject_is_erased_the_chain_still_holds_and_tells_no_more_from_where()
    {
        await app.SealAsync(_subject);
        await app.ShowAsync(_subject);
        await app.Services.GetRequiredService<SubjectKeys>().DestroyAsync(_subject.TenantId, _subject.SubjectId, CancellationToken.None);
        await app.ShowAsync(_subject);

        Assert.Null((await app.CheckAsync(_subject)).Breach);
        Assert.Equal([null, null], (await app.LogAsync(_subject)).Select(entry => entry.From));
    }

    [Fact]
    [Trait("Requirement", "S97")]
    public async Task Whoever_alters_an_entry_in_the_store_is_found_at_it()
    {
        await app.SealAsync(_subject);
        for (var i = 0; i < 5; i++) await app.ShowAsync(_subject);
        var entry = (await app.DocumentsAsync(_subject))[2];
        entry["callerId"] = "staff-2";
        await app.Container.ReplaceItemAsync<JsonNode>(entry, (string)entry["id"]!, Partitions.Of(_subject.TenantId, _subject.SubjectId));

        Assert.Equal(new AuditBreach(_subject.SubjectId, 3, AuditFault.Altered), (await app.CheckAsync(_subject)).Breach);
    }
}
