using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Serverless.Cloud.Archives;
using Serverless.Cloud.Audit;
using Serverless.Functions.Orchestrations.SubjectExport;
using Serverless.Functions.Orchestrations.SubjectExport.Keeping;
using Serverless.Functions.Seams;
using Serverless.Kernel.Access;
using Serverless.Kernel.Results;

namespace Serverless.Contracts.Archives;

/// <summary>A copy of all that is kept about somebody holds what is archived too, however long that takes.</summary>
public sealed class ArchivedExportTests(ArchivedExportTests.ExportingApp app) : IClassFixture<ArchivedExportTests.ExportingApp>
{
    private const string Visits = "visits/visit";
    private const string Calls = "calls/call";

    private readonly Guid _person = Guid.NewGuid();

    [Fact]
    [Trait("Requirement", "S11")]
    [Trait("Requirement", "S54")]
    public async Task It_counts_the_same_records_and_changes_after_archival_as_before()
    {
        await app.VisitAsync(Visit.Visits, _person, "north", "one", "two");
        await app.ArriveAsync(Visit.Visits, _person, "south");
        var export = await app.AskAsync(_person);
        var before = (await app.CollectAsync(export, Visits)).Result!;
        await app.ArchiveAsync(Visit.Visits, _person);
        var after = (await app.CollectAsync(export, Visits)).Result!;
        Assert.Equal((2L, 5L, 0L), (before.Records, before.Events, before.Missing));
        Assert.Equal((2L, 5L, 0L), (after.Records, after.Events, after.Missing));
        // Since when it is archived is told as well.
        Assert.True(after.Files[0].Size > before.Files[0].Size);
    }

    [Fact]
    [Trait("Requirement", "S68")]
    public async Task It_asks_for_all_that_is_offline_at_once_and_says_what_it_waits_for()
    {
        await app.VisitAsync(Visit.Visits, _person, "north", "one");
        await app.VisitAsync(Visit.Calls, _person, "north", "two");
        var blobs = new[] { BlobOf(await app.ArchiveAsync(Visit.Visits, _person)), BlobOf(await app.ArchiveAsync(Visit.Calls, _person)) };
        foreach (var blob in blobs) await blob.SetAccessTierAsync(AccessTier.Archive);
        var export = await app.AskAsync(_person);
        Assert.Equal(new CollectAnswer(Result: null, Stop: null, "archive-offline"), await app.CollectAsync(export, Visits));
        foreach (var blob in blobs) Assert.Equal("Cool", (await blob.GetPropertiesAsync()).Value.AccessTier);
        foreach (var section in new[] { Visits, Calls }) Assert.Equal(1, (await app.CollectAsync(export, section)).Result!.Records);
    }

    private BlobClient BlobOf(ArchivePart part) => app.Get<BlobServiceClient>().GetBlobContainerClient(part.BlobContainer).GetBlobClient(part.Blob);

    public sealed class ExportingApp : ArchiveApp
    {
        internal async Task<SubjectExportPlace> AskAsync(Guid person)
        {
            var (export, _) = await Get<ExportDocuments>().AddAsync(new ExportDocument
            {
                Id = Guid.NewGuid(),
                TenantId = Tenant,
                SubjectId = $"{person}",
                RequestHash = "",
                Format = "json",
                AsOf = null,
                RequestedAt = Time.GetUtcNow(),
                RequestedBy = ExportRequester.Of(new Caller(Tenant, "dpo-1", PersonId: null, new HashSet<Role> { Role.Dpo })),
                RespondBy = Time.GetUtcNow().AddMonths(1),
                State = ExportState.Accepted,
            }, CancellationToken.None);
            return export.Place;
        }

        internal Task<CollectAnswer> CollectAsync(SubjectExportPlace export, string section) =>
            Get<SubjectExportActivities>().CollectAsync(new CollectTask(export, section), CancellationToken.None);

        protected override void Add(IServiceCollection services, IConfiguration settings) => services
            .AddAudit(settings)
            .AddSubjectExports(settings)
            .AddSingleton<AdvancePrivacyRequest>((_, _, _, _, _, _) => Task.FromResult<Error?>(null))
            .AddSingleton<EnterPrivacyRequest>((_, _, _) => Task.FromResult<Result<bool>>(false))
            .AddSingleton<SubjectExportActivities>();
    }
}
