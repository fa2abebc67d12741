using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Serverless.Acceptance.Writing;
using Serverless.Contracts.Blobs;
using Serverless.Contracts.Running;
using Serverless.LocalCosmos;

namespace Serverless.Acceptance.Privacy;

/// <summary>The app with times so short that an erasure is over in seconds, and an officer who asks for erasures and follows them.</summary>
public sealed class ErasingApp : IAsyncLifetime
{
    private LocalCosmosServer? _cosmos;
    private Site? _site;

    /// <summary>With blobs: an erasure looks for exports, wherever they may be.</summary>
    public static async Task<Dictionary<string, string?>> SettingsAsync() => new(StringComparer.Ordinal)
    {
        ["Blobs"] = (await AzuriteProcess.SharedAsync()).ConnectionString,
        ["Erasure__Grace"] = "00:00:00.300",
        ["Erasure__Poll"] = "00:00:00.200",
        ["Erasure__Recheck"] = "00:00:00.500",
        ["Keys__CacheLifetime"] = "00:00:01",
    };

    internal Site Site => _site!;

    internal LocalCosmosServer Cosmos => _cosmos!;

    public async Task InitializeAsync()
    {
        _cosmos = await LocalCosmosServer.StartAsync(new LocalCosmosOptions());
        _site = await Site.OpenAsync(_cosmos.ConnectionString, await SettingsAsync());
    }

    public async Task DisposeAsync()
    {
        if (_site is not null) await _site.DisposeAsync();
        if (_cosmos is not null) await _cosmos.DisposeAsync();
    }
}

/// <summary>Erasures, as an officer sees them.</summary>
internal sealed class Erasures(Client officer)
{
    public const string List = "privacy/erasures";

    public Client Officer => officer;

    public static JsonObject Body(string person, string reason = "consentWithdrawn", string? requestedBy = null, string? jurisdiction = null)
    {
        var body = new JsonObject { ["personId"] = person, ["reason"] = reason };
        if (requestedBy is not null) body["requestedBy"] = requestedBy;
        if (jurisdiction is not null) body["jurisdiction"] = jurisdiction;
        return body;
    }

    /// <returns>The id of an erasure that nobody asks for but the organisation itself.</returns>
    public async Task<string> RequestAsync(string person) => (await officer.PostAsync(List, Body(person, "noLongerNecessary", "controller"))).Is(202).Id;

    public async Task<JsonObject> ReadAsync(string erasure) => (await officer.GetAsync($"{List}/{erasure}")).Is(200).Body;

    /// <returns>How it stands then.</returns>
    public async Task<JsonObject> UntilAsync(string erasure, string status, string? waitsFor = null)
    {
        JsonObject? found = null;
        try
        {
            await Deadline.UntilAsync($"the erasure is {status}", async () =>
                (string?)(found = await ReadAsync(erasure))["status"] == status && (waitsFor is null || (string?)found["waitsFor"] == waitsFor));
        }
        catch (TimeoutException) when (found is not null)
        {
            Assert.Fail($"It is not {status} but {found.ToJsonString()}");
        }

        return found!;
    }

    /// <summary>Of one that is over: its certificate is good, every store is empty of what could be erased, and it is not readable.</summary>
    public async Task IsProvedAsync(Site site, string erasure)
    {
        var certificate = await CertificateAsync(erasure);
        Assert.All(certificate["stores"]!.AsArray(), store => Assert.Equal((long)store!["found"]!, (long)store["deleted"]! + (long)store["anonymised"]! + (long)store["retained"]!));
        using var answer = await (await site.App).Http.PostAsJsonAsync(new Uri("api/privacy/certificates/verify", UriKind.Relative), certificate);
        answer.EnsureSuccessStatusCode();
        Assert.True((bool)(await answer.Content.ReadFromJsonAsync<JsonObject>())!["isValid"]!);
    }

    public async Task<JsonObject> CertificateAsync(string erasure) => (await officer.GetAsync($"{List}/{erasure}/certificate")).Is(200).Body;

    public static JsonNode Step(JsonObject erasure, string step) => erasure["steps"]!.AsArray().Single(one => (string?)one!["step"] == step)!;

    public static JsonNode Store(JsonObject document, string store) => document["stores"]!.AsArray().Single(one => (string?)one!["store"] == store)!;
}
