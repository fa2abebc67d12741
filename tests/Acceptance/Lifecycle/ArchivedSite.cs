using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Serverless.Acceptance.Privacy;
using Serverless.Acceptance.Writing;
using Serverless.Contracts.Blobs;
using Serverless.LocalCosmos;

namespace Serverless.Acceptance.Lifecycle;

/// <summary>The app with people who have lived through everything, and whose records are archived.</summary>
public sealed class ArchivedSite : IAsyncLifetime
{
    internal const string Word = "Rosengarten";

    private LocalCosmosServer? _cosmos;
    private Site? _site;

    internal Site Site => _site!;

    internal AzuriteProcess Azurite { get; private set; } = null!;

    /// <summary>Between the app and its blobs.</summary>
    internal BlobGate Gate { get; private set; } = null!;

    internal Campus Campus { get; private set; } = null!;

    internal ArchiveDesk Desk { get; private set; } = null!;

    internal Erasures Erasures { get; private set; } = null!;

    /// <summary>Who is erased.</summary>
    internal Life Erased { get; private set; } = null!;

    /// <summary>Whose records lie in the same blobs.</summary>
    internal Life Neighbour { get; private set; } = null!;

    /// <summary>Of enrolments, of attendance, and of submissions.</summary>
    internal IReadOnlyList<string> Archivals { get; private set; } = [];

    /// <summary>Moves what is archived of a domain to where it takes hours to read; and whoever asks for it is told that it comes, and it does not.</summary>
    internal async Task GoOfflineAsync(string domain)
    {
        Gate.IsOpen = false;
        var blobs = (await ReadAsync()).Keys.Where(name => name.StartsWith($"archives-{domain}/", StringComparison.Ordinal)).Select(name => name.Split('/', 2)).ToList();
        Assert.NotEmpty(blobs);
        foreach (var blob in blobs) await new BlobContainerClient(Azurite.ConnectionString, blob[0]).GetBlobClient(blob[1]).SetAccessTierAsync(AccessTier.Archive);
    }

    internal Task<ArchivedText> ReadAsync() => ArchivedText.ReadAsync(Azurite.ConnectionString, Site.Tenant, Archivals);

    public async Task InitializeAsync()
    {
        Azurite = await AzuriteProcess.SharedAsync();
        _cosmos = await LocalCosmosServer.StartAsync(new LocalCosmosOptions());
        Gate = await BlobGate.StartAsync(Azurite);
        var settings = (await ErasingApp.SettingsAsync()).Concat(ArchiveDesk.Settings).ToDictionary(StringComparer.Ordinal);
        settings["Blobs"] = Gate.ConnectionString;
        _site = await Site.OpenAsync(_cosmos.ConnectionString, settings);
        Campus = await Campus.OpenAsync(_site);
        Erased = await new Life(Campus, new Planting(Word)).LiveAsync();
        Neighbour = await new Life(Campus, new Planting(Word)).LiveAsync();
        (Desk, Erasures) = (new ArchiveDesk(await _site.ClientAsync("operator")), new Erasures(await _site.ClientAsync("dpo")));
        Archivals = await Desk.ArchiveAsync("enrolments", "attendance", "submissions");
    }

    public async Task DisposeAsync()
    {
        if (_site is not null) await _site.DisposeAsync();
        if (Gate is not null) await Gate.DisposeAsync();
        if (_cosmos is not null) await _cosmos.DisposeAsync();
    }
}
