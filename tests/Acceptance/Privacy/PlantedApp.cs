using System.Text.Json.Nodes;
using Microsoft.Azure.Cosmos;
using Serverless.Acceptance.Lifecycle;
using Serverless.Acceptance.Privacy.Scanning;
using Serverless.Acceptance.Starting;
using Serverless.Acceptance.Writing;
using Serverless.Contracts.Blobs;
using Serverless.Contracts.Running;
using Serverless.LocalCosmos;

namespace Serverless.Acceptance.Privacy;

/// <summary>The app on a store on disk, with somebody of whom every personal field says what can be found again, and all that copies what is stored.</summary>
public sealed class PlantedApp : IAsyncLifetime
{
    private readonly TemporaryFolder _data = new();
    private readonly List<Trace> _traces = [];
    private readonly List<string> _looks = [];
    private readonly Planting _planting = new(Canary.Word);
    private readonly SealedFields _fields = new();
    private AzuriteProcess? _azurite;
    private LocalCosmosServer? _cosmos;
    private Site? _site;

    internal Planting Planting => _planting;

    /// <summary>As they were stored when everything had been done.</summary>
    internal SealedFields Fields => _fields;

    /// <summary>What was found in clear, at whatever time.</summary>
    internal IReadOnlyList<Trace> Traces => _traces;

    /// <summary>Where something was found that may be read: elsewhere, finding nothing proves nothing.</summary>
    internal IReadOnlyList<string> Looks => _looks;

    public async Task InitializeAsync()
    {
        _azurite = await AzuriteProcess.SharedAsync();
        _cosmos = await LocalCosmosServer.StartAsync(new LocalCosmosOptions { DataDirectory = _data.Path });
        _site = await Site.OpenAsync(_cosmos.ConnectionString, ExportSite.Settings(_azurite.ConnectionString, [.. ArchiveDesk.Settings.Select(one => (one.Key, one.Value!))]));
        var campus = await Campus.OpenAsync(_site);
        var life = await new Life(campus, _planting).LiveAsync();
        await new Casework(await _site.ClientAsync("dpo"), _planting).DoAsync(life.PersonId);
        await SpoilAsync(life);
        await MistakesAsync(campus, life);
        await FollowAsync(campus, life);
        var controls = new Scanner(Campus.Control, life.OrderId, (await StoredDocuments.ReadAsync(_cosmos.ConnectionString)).KeyOf(_site.Tenant, life.PersonId));
        await ArchiveAsync(campus, controls);
        await ExportAsync(life);
        Look("while the app runs", controls);
        await ReadFieldsAsync();
        await _site.KillAppAsync();
        Look("after it was killed", controls);
        await _cosmos.DisposeAsync();
        Look("after the store was closed", controls);
    }

    public async Task DisposeAsync()
    {
        await _site!.DisposeAsync();
        await _cosmos!.DisposeAsync();
        _data.Dispose();
    }

    /// <summary>What is refused, and what fails in the middle.</summary>
    private async Task MistakesAsync(Campus campus, Life life)
    {
        var staff = campus.Staff;
        var taken = _planting.Body("ChangePerson");
        (await staff.PatchAsync(life.Address, (JsonObject)taken.DeepClone(), "\"1\"")).Is(412);
        taken["language"] = Canary.Word;
        (await staff.PostAsync("people", taken)).Is(400);
        taken["language"] = "en";
        taken[Canary.Word] = Canary.Word;
        (await staff.PostAsync("people", taken)).Is(400);
        (await staff.PostAsync($"{life.Address}/submissions", _planting.Body("HandIn", new() { ["programmeId"] = campus.Held, ["taskId"] = campus.Tasks[0] }))).Is(409);
        (await staff.PostTableAsync($"attendance/imports?programme={campus.Held}&session={campus.Sessions[0]}", $"personId,status,note\n{Canary.Word},present,{Canary.Word}\n{life.PersonId},{Canary.Word},{Canary.Word}")).Is(202);
        (await staff.PostTableAsync("attendance/imports", $"{Canary.Word}\n{Canary.Word}")).Is(400);
        (await staff.PostTableAsync("privacy/certificates/verify", _planting.Cell("VerifyErasureCertificate"))).Is(200);
        await staff.GetAsync($"{Canary.Word}/{Canary.Word}?{Canary.Word}={Canary.Word}");

        _cosmos!.Account.Faults.Add(new FaultRule { Action = FaultAction.TooManyRequests, Operation = RequestKind.Batch });
        var body = _planting.Body("DraftApplication", new() { ["programmeId"] = campus.Held });
        (await staff.TryAsync(HttpMethod.Post, $"{life.Address}/applications", body, version: null, $"{Guid.NewGuid()}", CancellationToken.None))!.Is(503);
        _cosmos.Account.Faults.Clear();
    }

    /// <summary>An event of the person that cannot be opened, and so becomes a dead letter.</summary>
    private async Task SpoilAsync(Life life)
    {
        using var client = new CosmosClient(_cosmos!.ConnectionString, new CosmosClientOptions { ConnectionMode = ConnectionMode.Gateway });
        var people = client.GetContainer("serverless", "people");
        var fact = (await DocumentsAsync(people)).First(document => (string?)document["kind"] == "person-registered");
        var (record, id) = (Guid.NewGuid(), Guid.NewGuid());
        var text = fact.ToJsonString()
            .Replace((string)fact["id"]!, $"{id}", StringComparison.Ordinal)
            .Replace($"\"recordId\":\"{life.PersonId}\"", $"\"recordId\":\"{record}\"", StringComparison.Ordinal);
        using var stream = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(text));
        using var stored = await people.CreateItemStreamAsync(stream, new PartitionKeyBuilder().Add(_site!.Tenant).Add($"{life.PersonId}").Build());
        stored.EnsureSuccessStatusCode();
    }

    /// <summary>Read models, a rebuild, a dead letter, searches and reads: whatever copies what is stored or shows it.</summary>
    private static async Task FollowAsync(Campus campus, Life life)
    {
        var staff = campus.Staff;
        await Deadline.UntilAsync("the event is parked", async () =>
            (await staff.GetAsync("operations/deadletters?projection=person-overview&status=parked")).Is(200).Body["items"]!.AsArray().Count > 0);
        (await staff.PostAsync("projections/people-directory/rebuild")).Is(202);
        await Deadline.UntilAsync("the rebuilt directory serves", async () =>
            (await staff.GetAsync($"people?name={Canary.Word}")) is { Status: 200 } found && (int)found.Body["projection"]!["version"]! > 1 && found.Body["items"]!.AsArray().Count == 1);
        await Deadline.UntilAsync("all is folded", async () => (await staff.GetAsync("projections")).Is(200).Body["items"]!.AsArray()
            .All(projection => projection!["sources"]!.AsArray().All(source => (long?)source!["pending"] == 0)));
        foreach (var address in new[] { life.Address, $"{life.Address}/overview", $"{life.Address}/consents", $"{life.Address}/applications", $"programmes/{campus.Held}/dashboard", $"certificates/{life.CertificateId}/verify" })
            (await staff.GetAsync(address)).Is(200);
    }

    /// <summary>All that is archived, of which the lines in the blobs are looked through: compressed, nothing would be found.</summary>
    private async Task ArchiveAsync(Campus campus, Scanner controls)
    {
        var archivals = await new ArchiveDesk(campus.Staff).ArchiveAsync("enrolments", "attendance", "submissions");
        var archived = await ArchivedText.ReadAsync(_azurite!.ConnectionString, _site!.Tenant, archivals);
        foreach (var (blob, lines) in archived)
        {
            _traces.AddRange(new Scanner(Canary.Texts).InText($"the archives: {blob}", lines));
            if (controls.InText(blob, lines).Count > 0) _looks.Add($"the archives: {blob}");
            var container = blob.Split('/')[0]["archives-".Length..];
            foreach (var domain in SealedFields.Domains.Where(domain => domain.Container == container))
            {
                foreach (var line in lines.Split('\n', StringSplitOptions.RemoveEmptyEntries)) _fields.Look(domain, JsonNode.Parse(line)!.AsObject());
            }
        }
    }

    /// <summary>A copy of all of it, to its end, of which the person gets what is planted to read.</summary>
    private async Task ExportAsync(Life life)
    {
        var package = await new ExportDesk(_site!, await _site!.ClientAsync("dpo")).ExportAsync(life.PersonId);
        Assert.Contains(Canary.Word, package.Page, StringComparison.Ordinal);
    }

    /// <param name="controls">Finds what may be read.</param>
    private void Look(string when, Scanner controls)
    {
        var scanner = new Scanner(Canary.Texts);
        foreach (var (name, folder) in new[] { ("the store", _data.Path), ("the blobs", _azurite!.Folder), ("the app's files", _site!.Folder) })
        {
            _traces.AddRange(scanner.InFolder(folder).Select(trace => trace with { Where = $"{when}: {trace.Where}" }));
            _looks.AddRange(controls.InFolder(folder).Select(trace => $"{when}: {name}: {Path.GetDirectoryName(trace.Where)}").Distinct());
        }

        _traces.AddRange(scanner.InText($"{when}: what the app says", _site!.Output));
        if (_site.Output.Length > 0) _looks.Add($"{when}: what the app says");
    }

    private async Task ReadFieldsAsync()
    {
        using var client = new CosmosClient(_cosmos!.ConnectionString, new CosmosClientOptions { ConnectionMode = ConnectionMode.Gateway });
        foreach (var domains in SealedFields.Domains.GroupBy(domain => domain.Container))
        {
            foreach (var document in await DocumentsAsync(client.GetContainer("serverless", domains.Key)))
            {
                foreach (var domain in domains) _fields.Look(domain, document);
            }
        }
    }

    private static async Task<IReadOnlyList<JsonObject>> DocumentsAsync(Container container)
    {
        var found = new List<JsonObject>();
        using var pages = container.GetItemQueryStreamIterator("SELECT * FROM c");
        while (pages.HasMoreResults)
        {
            using var page = await pages.ReadNextAsync();
            page.EnsureSuccessStatusCode();
            found.AddRange(JsonNode.Parse(page.Content)!["Documents"]!.AsArray().Select(document => document!.DeepClone().AsObject()));
        }

        return found;
    }
}
