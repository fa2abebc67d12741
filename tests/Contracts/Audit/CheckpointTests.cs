using System.Text;
using System.Text.Json.Nodes;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;
using Microsoft.Extensions.DependencyInjection;
using Serverless.Cloud.Audit;
using Serverless.Cloud.Audit.Checkpoints;
using Serverless.Cloud.Cosmos;
using Serverless.Cloud.Projections;

namespace Serverless.Contracts.Audit;

/// <summary>What the chains cannot tell of themselves, checkpoints do: an end that was cut off, and a chain that was written anew.</summary>
[Trait("Requirement", "S56")]
[Trait("Requirement", "S97")]
public sealed class CheckpointTests : IAsyncLifetime
{
    private readonly AuditApp _app = new() { HasBlobs = true };

    private SubjectPlace? _place;

    private SubjectPlace Subject => _place!;

    private BlobContainerClient Blobs => _app.Services.GetRequiredService<BlobServiceClient>().GetBlobContainerClient("audit-checkpoints");

    public async Task InitializeAsync()
    {
        await _app.InitializeAsync();
        _place = _app.NewSubject();
        await ShowAsync(Subject, 4);
    }

    public Task DisposeAsync() => _app.DisposeAsync();

    [Fact]
    public async Task A_chain_that_checkpoints_know_is_vouched_for_to_its_end()
    {
        var before = await VerifyAsync(Subject);
        Assert.Equal((true, 4, 0, null), (before.Intact, before.Entries, before.Vouched, before.CheckpointedAt));
        Assert.Equal([AuditGap.EndsSinceCheckpoint], before.Unchecked);

        Assert.Equal(1, await TakeAsync());
        var after = await VerifyAsync(Subject);
        Assert.Equal((true, 4, 4), (after.Intact, after.Entries, after.Vouched));
        Assert.Empty(after.Unchecked);
        Assert.NotNull(after.CheckpointedAt);
    }

    [Fact]
    public async Task Only_what_has_grown_since_is_written_down()
    {
        Assert.Equal(1, await TakeAsync());
        Assert.Equal(0, await TakeAsync());
        await ShowAsync(_app.NewSubject(), 2);
        await ShowAsync(Subject, 1);
        Assert.Equal(2, await TakeAsync());

        var lines = await LinesAsync();
        Assert.Equal([1, 2], lines.Select(line => line.Sequence));
        Assert.Equal(2, lines[1].Heads.Count);
        // Nobody learns from it whose the chains are.
        Assert.DoesNotContain(Subject.SubjectId, string.Concat(lines.Select(line => line.ToString())), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_end_that_is_cut_off_is_named()
    {
        await TakeAsync();
        await DeleteAsync(Subject, 4);
        await DeleteAsync(Subject, 3);
        Assert.Equal(new AuditBreach(Subject.SubjectId, 3, AuditFault.CutOff), (await VerifyAsync(Subject)).Breach);
    }

    [Fact]
    public async Task A_chain_that_is_written_anew_as_a_whole_is_named()
    {
        await TakeAsync();
        var previous = AuditHash.Origin;
        foreach (var entry in await _app.DocumentsAsync(Subject))
        {
            entry["callerId"] = "somebody-else";
            entry["previous"] = previous;
            entry["hash"] = previous = AuditHash.Of(entry);
            await _app.Container.ReplaceItemAsync<JsonNode>(entry, (string)entry["id"]!, Partitions.Of(Subject.TenantId, Subject.SubjectId));
        }

        Assert.Equal(new AuditBreach(Subject.SubjectId, 4, AuditFault.Rewritten), (await VerifyAsync(Subject)).Breach);
        // To write it down once more makes it no truer.
        await TakeAsync();
        Assert.Equal(new AuditBreach(Subject.SubjectId, 4, AuditFault.Rewritten), (await VerifyAsync(Subject)).Breach);
    }

    [Fact]
    public async Task A_tenant_is_checked_as_a_whole_and_a_chain_that_is_gone_is_missed()
    {
        var other = _app.NewSubject();
        await ShowAsync(other, 2);
        await TakeAsync();
        var verifier = _app.Services.GetRequiredService<AuditVerifier>();
        var whole = await verifier.VerifyAsync(_app.Tenant, from: null, after: null, CancellationToken.None);
        Assert.Equal((true, 2, 6, 6, null), (whole.Intact, whole.Chains, whole.Entries, whole.Vouched, whole.Continuation));

        await DeleteAsync(other, 1);
        await DeleteAsync(other, 2);
        var breach = (await verifier.VerifyAsync(_app.Tenant, from: null, after: null, CancellationToken.None)).Breach;
        Assert.Equal(new AuditBreach(CheckpointedHead.NameOf(other), 1, AuditFault.CutOff), breach);
    }

    [Fact]
    public async Task A_tenant_with_many_entries_is_checked_part_by_part()
    {
        var app = new AuditApp { VerifyEntries = 3 };
        await app.InitializeAsync();
        for (var i = 0; i < 5; i++)
        {
            var subject = app.NewSubject();
            await app.ShowAsync(subject);
            await app.ShowAsync(subject);
        }

        var (parts, entries, after) = (0, 0L, (string?)null);
        do
        {
            var part = await app.Services.GetRequiredService<AuditVerifier>().VerifyAsync(app.Tenant, from: null, after, CancellationToken.None);
            Assert.Null(part.Breach);
            (parts, entries, after) = (parts + 1, entries + part.Entries, part.Continuation);
        }
        while (after is not null);
        Assert.Equal((3, 10), (parts, entries));
        await app.DisposeAsync();
    }

    [Fact]
    public async Task What_lies_before_a_time_is_passed_over_and_said_to_be()
    {
        var from = (await _app.LogAsync(Subject))[2].At;
        var verified = await _app.Services.GetRequiredService<AuditVerifier>().VerifyAsync(Subject, from, CancellationToken.None);
        Assert.Equal((true, 2), (verified.Intact, verified.Entries));
        Assert.Contains(AuditGap.EntriesBefore, verified.Unchecked);
    }

    [Fact]
    public async Task Several_that_write_checkpoints_at_once_leave_one_chain_of_them()
    {
        var log = _app.Services.GetRequiredService<CheckpointLog>();
        var head = new CheckpointedHead("0af7651916cd43dd8448eb211c80319c", 1, AuditHash.Origin);
        await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => log.AppendAsync(_app.Tenant, [head], CancellationToken.None)));
        Assert.Equal([1, 2, 3, 4, 5, 6], (await LinesAsync()).Select(line => line.Sequence));
        Assert.Null((await VerifyAsync(Subject)).Breach);
    }

    [Fact]
    public async Task Without_blobs_chains_are_checked_by_themselves_and_the_answer_says_so()
    {
        var app = new AuditApp();
        await app.InitializeAsync();
        var subject = app.NewSubject();
        await app.ShowAsync(subject);
        var verified = await app.Services.GetRequiredService<AuditVerifier>().VerifyAsync(subject, from: null, CancellationToken.None);
        Assert.Equal((true, 1), (verified.Intact, verified.Entries));
        Assert.Equal([AuditGap.EndsSinceCheckpoint, AuditGap.Checkpoints], verified.Unchecked);
        await app.DisposeAsync();
    }

    [Fact]
    public async Task Checkpoints_that_are_not_as_they_were_written_vouch_for_nothing()
    {
        await TakeAsync();
        await ShowAsync(Subject, 1);
        await TakeAsync();
        // Whoever may delete the blob can write another; nobody can sign it.
        var name = Assert.Single(Blobs.GetBlobs(BlobTraits.None, BlobStates.None, $"{_app.Tenant}/", CancellationToken.None)).Name;
        var lines = (await Blobs.GetBlobClient(name).DownloadContentAsync()).Value.Content.ToString().Split('\n');
        await Blobs.DeleteBlobAsync(name);
        var forged = Blobs.GetAppendBlobClient(name);
        await forged.CreateAsync();
        await forged.AppendBlockAsync(new MemoryStream(Encoding.ASCII.GetBytes($"{lines[1]}\n")));

        var verified = await VerifyAsync(Subject);
        Assert.Equal(new AuditBreach(AuditVerifier.Checkpoints, 1, AuditFault.Altered), verified.Breach);
        Assert.Equal([AuditGap.EndsSinceCheckpoint, AuditGap.Checkpoints], verified.Unchecked);
    }

    private async Task ShowAsync(SubjectPlace subject, int times)
    {
        for (var i = 0; i < times; i++) await _app.ShowAsync(subject);
    }

    private async Task<long> TakeAsync() =>
        (await _app.Services.GetRequiredService<AuditCheckpoints>().TakeAsync(CancellationToken.None)).GetValueOrDefault(_app.Tenant);

    private Task<AuditVerification> VerifyAsync(SubjectPlace subject) =>
        _app.Services.GetRequiredService<AuditVerifier>().VerifyAsync(subject, from: null, CancellationToken.None);

    private async Task DeleteAsync(SubjectPlace subject, long sequence) =>
        await _app.Container.DeleteItemAsync<object>(AuditEntry.IdOf(sequence), Partitions.Of(subject.TenantId, subject.SubjectId));

    private async Task<IReadOnlyList<Checkpoint>> LinesAsync()
    {
        var lines = new List<Checkpoint>();
        await foreach (var line in _app.Services.GetRequiredService<CheckpointLog>().ReadAsync(_app.Tenant, CancellationToken.None)) lines.Add(CheckpointLine.Read(line)!);
        return lines;
    }
}
