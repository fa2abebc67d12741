using System.IO.Compression;
using Azure;
using Azure.Storage.Blobs;
using Microsoft.Extensions.DependencyInjection;
using Serverless.Cloud.Archives;
using Serverless.Cloud.Cosmos;
using Serverless.Cloud.Keys;
using Serverless.Cloud.Projections;
using Serverless.Cloud.Subjects;
using Serverless.Contracts.Subjects;

namespace Serverless.Contracts.Archives;

/// <summary>
/// Somebody is erased while an archival has got stuck anywhere between the choice of their records and the end; later it goes on, and
/// nothing of them is in the store, in the index or in a blob.
/// </summary>
[Trait("Requirement", "S6")]
[Trait("Requirement", "S95")]
public sealed class ErasedWhileArchivedTests(RetirementApp app) : IClassFixture<RetirementApp>
{
    private static readonly CancellationToken Never = CancellationToken.None;

    [Fact]
    public async Task Whatever_an_archival_had_come_to_nothing_of_them_is_left_when_it_goes_on()
    {
        var cut = 0;
        for (var isCut = true; isCut; cut++)
        {
            var (town, erased, other) = (new Town(app, Visit.Visits), Guid.NewGuid(), Guid.NewGuid());
            await town.VisitAsync(erased);
            var stays = await town.VisitAsync(other);
            app.Time.Advance(TimeSpan.FromDays(367));
            isCut = await IsCutAsync(town, cut);

            await EraseAsync(new SubjectPlace(town.Tenant, $"{erased}"));
            await town.RunAsync();

            Assert.Empty(await town.DocumentsAsync($"{erased}"));
            Assert.Empty(await app.Get<ArchiveIndex>().EntriesAsync(new SubjectPlace(town.Tenant, $"{erased}"), Never).ToListAsync());
            Assert.DoesNotContain($"{erased}", await ArchivedAsync(town.Tenant), StringComparison.Ordinal);
            Assert.Equal(3, (await town.FindAsync(stays)).Events.Count);
        }

        Assert.InRange(cut, 15, 200);
    }

    private async Task<bool> IsCutAsync(Town town, int after)
    {
        app.Scaffold.FallAfter(after);
        try
        {
            await town.RunAsync();
            return false;
        }
        // Clients wrap what has ended them.
        catch (Exception e) when (e is ProcessEndedException or RequestFailedException or AggregateException)
        {
            return true;
        }
        finally
        {
            app.Scaffold.Lift();
        }
    }

    /// <summary>As an erasure does: restricted first, and the key last.</summary>
    private async Task EraseAsync(SubjectPlace subject)
    {
        var (keys, archives) = (app.Get<SubjectKeys>(), app.Get<IEnumerable<ISubjectStore>>().OfType<ArchiveErasure>().Single());
        await keys.RestrictAsync(subject.TenantId, subject.SubjectId, Guid.NewGuid(), "erasure", Never);
        // One that goes no further does not hold it up for ever.
        if ((await archives.EraseAsync(subject, Never)).WaitsFor is { } code)
        {
            Assert.Equal(ArchiveErasure.Archival, code);
            app.Time.Advance(TimeSpan.FromHours(2));
            Assert.Null((await archives.EraseAsync(subject, Never)).WaitsFor);
        }

        await new SubjectPartition(app.Database.GetContainer("visits"), subject).DeleteAsync("true", new Dictionary<string, object>(), _ => true, Never);
        await keys.DestroyAsync(subject.TenantId, subject.SubjectId, Never);
        Assert.Equal(SubjectCount.None, await archives.CountAsync(subject, Never));
    }

    /// <summary>All that stands in the tenant's blobs.</summary>
    private async Task<string> ArchivedAsync(string tenant)
    {
        var (container, text) = (app.Get<BlobServiceClient>().GetBlobContainerClient("archives-visits"), new StringWriter());
        await foreach (var blob in container.GetBlobsAsync(prefix: $"{tenant}/"))
        {
            await using var content = await container.GetBlobClient(blob.Name).OpenReadAsync();
            await using var lines = new GZipStream(content, CompressionMode.Decompress);
            using var reader = new StreamReader(lines);
            await text.WriteAsync(await reader.ReadToEndAsync());
        }

        return text.ToString();
    }
}
