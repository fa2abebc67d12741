using Serverless.Acceptance.Writing;
using Serverless.Contracts.Blobs;
using Serverless.LocalCosmos;

namespace Serverless.Acceptance.Privacy;

/// <summary>The app with blobs, and somebody who has lived through everything, in every domain.</summary>
public sealed class ExportSite : IAsyncLifetime
{
    private LocalCosmosServer? _cosmos;
    private Site? _site;

    internal AzuriteProcess Azurite { get; private set; } = null!;

    internal LocalCosmosAccount Store => _cosmos!.Account;

    internal Site Site => _site!;

    internal Campus Campus { get; private set; } = null!;

    internal Life Life { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        Azurite = await AzuriteProcess.SharedAsync();
        _cosmos = await LocalCosmosServer.StartAsync(new LocalCosmosOptions());
        _site = await Site.OpenAsync(_cosmos.ConnectionString, Settings(Azurite.ConnectionString));
        Campus = await Campus.OpenAsync(_site);
        Life = await new Life(Campus, new Planting(Canary.Word)).LiveAsync();
    }

    public async Task DisposeAsync()
    {
        await _site!.DisposeAsync();
        await _cosmos!.DisposeAsync();
    }

    internal static IReadOnlyDictionary<string, string?> Settings(string blobs, params (string Name, string Value)[] others) =>
        new Dictionary<string, string?>(others.Select(one => KeyValuePair.Create(one.Name, (string?)one.Value)), StringComparer.Ordinal)
        {
            ["Blobs"] = blobs,
            ["Residency__Region"] = "westeurope",
            // What another process does to a key is known here a second later.
            ["Keys__CacheLifetime"] = "00:00:01",
        };

    internal Ledger OpenLedger() => new(_cosmos!.ConnectionString, Site.Keys);

    internal async Task<ExportDesk> DeskAsync(Guid? personId = null, params string[] roles) =>
        new(Site, await Site.ClientOfAsync(personId, roles.Length == 0 ? ["dpo"] : roles));
}
