using Azure.Storage.Blobs;
using Microsoft.Azure.Functions.Worker;
using Serverless.Cloud.Keys;
using Serverless.Cloud.Projections;
using Serverless.Cloud.Subjects;
using Serverless.Functions.Orchestrations.SubjectExport;
using Serverless.Functions.Orchestrations.SubjectExport.Keeping;
using Serverless.Functions.Seams;

namespace Serverless.Contracts.Exports;

public sealed class ExportTests(ExportApp app) : IClassFixture<ExportApp>
{
    private readonly Guid _person = Guid.NewGuid();

    [Fact]
    [Trait("Requirement", "S11")]
    public async Task What_was_packed_is_verified_and_then_published_with_nothing_left_beside_it()
    {
        await app.WriteAsync(_person, pages: 3, times: 2, "Dear diary");
        var export = await app.AskAsync(_person, asOf: app.Time.GetUtcNow());
        var package = await app.PackAsync(export);
        Assert.Null(await app.VerifyAsync(export, package));
        Assert.Null(await app.PublishAsync(export, package));
        // A process that ended before it knew does it again.
        Assert.Null(await app.PublishAsync(export, package));

        Assert.Single(await app.BlobsAsync(_person), name => name.EndsWith("/package", StringComparison.Ordinal));
        var kept = (await app.Get<ExportDocuments>().FindAsync(export, CancellationToken.None))!;
        Assert.Equal((ExportState.Ready, package.Size), (kept.State, kept.Size!.Value));
        Assert.Equal([PrivacyRequestStatus.Completed, PrivacyRequestStatus.Completed], app.Told.Where(told => told.ExportId == export.ExportId).Select(told => told.Status));
    }

    [Fact]
    [Trait("Requirement", "S11")]
    public async Task An_altered_package_is_never_called_ready()
    {
        await app.WriteAsync(_person, pages: 1, times: 1, "Dear diary");
        var export = await app.AskAsync(_person);
        var package = await app.PackAsync(export);
        var blob = Blob((await app.BlobsAsync(_person)).Single(name => name.EndsWith("/package", StringComparison.Ordinal)));
        var content = (await blob.DownloadContentAsync()).Value.Content.ToArray();
        content[^1] ^= 1;
        await blob.UploadAsync(new BinaryData(content), overwrite: true);
        Assert.Equal("unverified", await app.VerifyAsync(export, package));
        await blob.UploadAsync(new BinaryData(content[..^40]), overwrite: true);
        Assert.Equal("unverified", await app.VerifyAsync(export, package));
        await blob.DeleteAsync();
        Assert.Equal("unverified", await app.VerifyAsync(export, package));
    }

    [Fact]
    [Trait("Requirement", "S5")]
    public async Task What_comes_to_nothing_leaves_nothing_and_says_so()
    {
        await app.WriteAsync(_person, pages: 1, times: 1, "Dear diary");
        var export = await app.AskAsync(_person);
        await app.PackAsync(export);
        await app.CompensateAsync(export, "unverified");
        await app.CompensateAsync(export, "unverified");

        Assert.Empty(await app.BlobsAsync(_person));
        var kept = (await app.Get<ExportDocuments>().FindAsync(export, CancellationToken.None))!;
        Assert.Equal((ExportState.Failed, "unverified"), (kept.State, kept.Reason));
        Assert.Contains((export.ExportId, PrivacyRequestStatus.Held), app.Told);
    }

    [Fact]
    [Trait("Requirement", "S6")]
    public async Task Erasure_takes_exports_that_are_ready_and_those_that_are_under_way()
    {
        await app.WriteAsync(_person, pages: 1, times: 1, "Dear diary");
        var (ready, running) = (await app.AskAsync(_person), await app.AskAsync(_person));
        await app.PublishAsync(ready, await app.PackAsync(ready));
        var collected = await app.CollectAsync(running);
        var other = Guid.NewGuid();
        await app.WriteAsync(other, pages: 1, times: 1, "Dear diary");
        var others = await app.AskAsync(other);
        await app.PublishAsync(others, await app.PackAsync(others));
        var subject = new SubjectPlace(ExportApp.Tenant, $"{_person}");
        var store = app.Get<IEnumerable<ISubjectStore>>().Single(one => one.Name == "exports");

        Assert.True((await store.CountAsync(subject, CancellationToken.None)).Erasable > 1);
        Assert.True((await store.EraseAsync(subject, CancellationToken.None)).Deleted > 1);
        Assert.Equal(SubjectCount.None, await store.CountAsync(subject, CancellationToken.None));
        Assert.Equal(SubjectErased.Nothing, await store.EraseAsync(subject, CancellationToken.None));
        Assert.Equal("withdrawn", (await app.Get<SubjectExportActivities>().PackAsync(new PackTask(running, collected), CancellationToken.None)).Stop);
        Assert.Single(await app.BlobsAsync(other));

        await app.Get<SubjectKeys>().DestroyAsync(ExportApp.Tenant, $"{other}", CancellationToken.None);
        Assert.Equal("erased", (await app.Get<SubjectExportActivities>().PackAsync(new PackTask(others, collected), CancellationToken.None)).Stop);
    }

    [Fact]
    [Trait("Requirement", "S130")]
    public async Task What_has_expired_is_deleted_and_what_has_not_is_kept()
    {
        await app.WriteAsync(_person, pages: 1, times: 1, "Dear diary");
        var (old, running) = (await app.AskAsync(_person), await app.AskAsync(_person));
        await app.PublishAsync(old, await app.PackAsync(old));
        await app.CollectAsync(running);
        await ExpireAsync();
        Assert.Contains(await app.BlobsAsync(_person), name => name.Contains($"{old.ExportId}", StringComparison.Ordinal));

        app.Time.Advance(TimeSpan.FromDays(8));
        await ExpireAsync();
        var left = await app.BlobsAsync(_person);
        Assert.DoesNotContain(left, name => name.Contains($"{old.ExportId}", StringComparison.Ordinal));
        Assert.Contains(left, name => name.Contains($"{running.ExportId}", StringComparison.Ordinal));
    }

    private Task ExpireAsync() => app.Get<SubjectExportExpiry>().ExpireAsync(new TimerInfo(), CancellationToken.None);

    private BlobClient Blob(string name) => app.Get<BlobServiceClient>().GetBlobContainerClient(SubjectExportOptions.Container.Name).GetBlobClient(name);
}
