using System.Text.Json.Nodes;
using Serverless.Acceptance.Lifecycle;
using Serverless.Acceptance.Privacy.Scanning;
using Serverless.Acceptance.Starting;
using Serverless.Acceptance.Writing;
using Serverless.Contracts.Blobs;
using Serverless.Contracts.Running;
using Serverless.Functions.Orchestrations.SubjectExport;
using Serverless.LocalCosmos;

namespace Serverless.Acceptance.Privacy;

/// <summary>The app with several people of two tenants who have lived through everything, before and after one of them was erased.</summary>
public sealed class ErasedApp : IAsyncLifetime
{
    /// <summary>Of the others.</summary>
    private const string OtherWord = "Rosengarten";


    private readonly TemporaryFolder _data = new();
    private readonly SealedCopies _copies = new();
    private IReadOnlyList<string> _archivals = [];
    private AzuriteProcess? _azurite;
    private LocalCosmosServer? _cosmos;
    private Site? _site;

    internal Site Site => _site!;

    internal Client Officer { get; private set; } = null!;

    internal Campus Campus { get; private set; } = null!;

    internal Life Erased { get; private set; } = null!;

    /// <summary>Of the same tenant.</summary>
    internal Life Neighbour { get; private set; } = null!;

    internal Life Stranger { get; private set; } = null!;

    /// <summary>Of the stranger.</summary>
    internal Site OtherSite { get; private set; } = null!;

    internal Moment Before { get; private set; } = null!;

    internal Moment After { get; private set; } = null!;

    internal string ErasureId { get; private set; } = "";

    /// <summary>As it stands in the end.</summary>
    internal JsonObject Erasure { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        _azurite = await AzuriteProcess.SharedAsync();
        _cosmos = await LocalCosmosServer.StartAsync(new LocalCosmosOptions { DataDirectory = _data.Path });
        _site = await Site.OpenAsync(_cosmos.ConnectionString, new Dictionary<string, string?>(ArchiveDesk.Settings, StringComparer.Ordinal)
        {
            ["Blobs"] = _azurite.ConnectionString,
            ["Erasure__Grace"] = "00:00:00",
            ["Erasure__Poll"] = "00:00:00.200",
            ["Erasure__Recheck"] = "00:00:00.500",
            ["Keys__CacheLifetime"] = "00:00:01",
        });
        OtherSite = _site.Of("other");
        Officer = await _site.ClientAsync("dpo");
        Campus = await Campus.OpenAsync(_site);
        var otherCampus = await Campus.OpenAsync(OtherSite);
        Erased = await new Life(Campus, new Planting(Canary.Word), orders: new Planting(OtherWord)).LiveAsync();
        Neighbour = await new Life(Campus, new Planting(OtherWord)).LiveAsync();
        Stranger = await new Life(otherCampus, new Planting(OtherWord)).LiveAsync();
        await new Casework(Officer, new Planting(OtherWord)).DoAsync(Neighbour.PersonId);
        await new Casework(Officer, new Planting(OtherWord), deals: false).DoAsync(Erased.PersonId);
        // Of each kind one, and one that is anonymised where it is: attendance.
        _archivals = await new ArchiveDesk(Campus.Staff).ArchiveAsync("enrolments", "submissions");
        await new ExportDesk(_site, Officer).ExportAsync(Erased.PersonId);
        await new ExportDesk(_site, Officer).ExportAsync(Neighbour.PersonId);

        Before = await LookAsync();
        await EraseAsync();
        After = await LookAsync();
    }

    public async Task DisposeAsync()
    {
        if (_site is not null) await _site.DisposeAsync();
        if (_cosmos is not null) await _cosmos.DisposeAsync();
        _data.Dispose();
    }

    private async Task EraseAsync()
    {
        var asked = new JsonObject { ["personId"] = Erased.PersonId, ["reason"] = "noLongerNecessary", ["requestedBy"] = "controller" };
        ErasureId = (await Officer.PostAsync("privacy/erasures", asked)).Is(202).Id;
        JsonObject? seen = null;
        try
        {
            await Deadline.UntilAsync(
                "the person is erased", async () => (string?)(seen = (await Officer.GetAsync($"privacy/erasures/{ErasureId}")).Is(200).Body)["status"] == "completed");
        }
        catch (TimeoutException)
        {
            Assert.Fail($"The erasure has come no further than this: {seen?.ToJsonString()}\n{string.Join('\n', Site.Output.Split('\n').Where(line => !line.StartsWith("info", StringComparison.Ordinal)).TakeLast(20))}");
        }

        Erasure = seen!;
    }

    /// <summary>When nothing changes any more.</summary>
    private async Task<Moment> LookAsync()
    {
        var documents = await StoredDocuments.ReadAsync(_cosmos!.ConnectionString);
        await Deadline.UntilAsync(
            "nothing changes any more",
            async () =>
            {
                await Task.Delay(TimeSpan.FromSeconds(1));
                var earlier = documents;
                documents = await StoredDocuments.ReadAsync(_cosmos.ConnectionString);
                return Lasting(earlier).SequenceEqual(Lasting(documents));
            });
        var (keys, scanner) = (await SealedTexts.KeysAsync(_cosmos.ConnectionString, Site.Keys), new Scanner(Canary.Texts));
        var blobs = await _copies.TakeAsync(_azurite!.ConnectionString, SubjectExportOptions.Container.Name, Site.Tenant, Erased.PersonId);
        var archived = await ArchivedText.ReadAsync(_azurite.ConnectionString, Site.Tenant, _archivals);
        return new Moment(
            documents,
            archived,
            SealedTexts.InText(archived.All).OpenedBy(keys, scanner),
            SealedTexts.In(documents).OpenedBy(keys, scanner),
            SealedTexts.In(_data.Path, Site.Folder).OpenedBy(keys, scanner),
            blobs,
            await _copies.OpenedByAsync(keys, scanner),
            [.. scanner.InFolder(_data.Path), .. scanner.InText("archives", archived.All), .. scanner.InFolder(_azurite.Folder), .. scanner.InFolder(Site.Folder), .. scanner.InText("what the app says", Site.Output)],
            (await Campus.Staff.GetAsync($"programmes/{Campus.Held}/dashboard")).Is(200).Body);
    }

    private static IEnumerable<KeyValuePair<StoredAt, string>> Lasting(StoredDocuments documents) =>
        documents.Where(one => one.Key.Container != "leases").OrderBy(one => one.Key.ToString(), StringComparer.Ordinal);

    /// <param name="Opened">Ids of keys that have sealed texts of documents in which the erased person's values are, and that there are still keys to open.</param>
    /// <param name="OpenedInArchives">The same of what stands in archives.</param>
    /// <param name="OpenedInFiles">The same of all that stands in files: messages, and what documents were before.</param>
    /// <param name="Blobs">Names of those that are the erased person's.</param>
    /// <param name="OpenedBlobs">Names of those that there are or were, and of which a key that there is makes the erased person's values.</param>
    /// <param name="Traces">Of the erased person's values in clear.</param>
    internal sealed record Moment(
        StoredDocuments Documents,
        ArchivedText Archived,
        IReadOnlyList<string> OpenedInArchives,
        IReadOnlyList<string> Opened,
        IReadOnlyList<string> OpenedInFiles,
        IReadOnlyList<string> Blobs,
        IReadOnlyList<string> OpenedBlobs,
        IReadOnlyList<Trace> Traces,
        JsonObject Dashboard);
}
