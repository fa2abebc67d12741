using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Serverless.Acceptance.Learning;
using Serverless.Acceptance.Privacy;
using Serverless.Acceptance.Writing;
using Serverless.Contracts.Blobs;
using Serverless.Contracts.Running;
using Serverless.Functions.Domains.Enrolments;
using Serverless.LocalCosmos;

namespace Serverless.Acceptance.Lifecycle;

/// <summary>The app with blobs, where what is over is out of its time in reach at once.</summary>
public sealed class LifecycleSite : IAsyncLifetime
{
    private LocalCosmosServer? _cosmos;
    private Site? _site;
    private int _tenants;

    internal LocalCosmosAccount Store => _cosmos!.Account;

    internal Site Site => _site!;

    public async Task InitializeAsync()
    {
        _cosmos = await LocalCosmosServer.StartAsync(new LocalCosmosOptions());
        _site = await OpenAsync(_cosmos);
    }

    public async Task DisposeAsync()
    {
        await _site!.DisposeAsync();
        await _cosmos!.DisposeAsync();
    }

    internal static async Task<Site> OpenAsync(LocalCosmosServer cosmos) => await Site.OpenAsync(cosmos.ConnectionString, ExportSite.Settings(
        (await AzuriteProcess.SharedAsync()).ConnectionString,
        ("Projections__BuildCacheLifetime", "00:00:00.100"),
        ("Projections__RebuildGrace", "00:00:00.100"),
        ("Lifecycle__After__enrolments", "00:00:00"),
        ("Lifecycle__StepsAtOnce", "1"),
        ("Lifecycle__Pause", "00:00:00.200"),
        ("Lifecycle__After__applications", "00:00:00")));

    /// <summary>A tenant in which nothing has happened, and those who run it.</summary>
    internal async Task<(Site Site, Academy Academy, Archivals Archivals)> NewTenantAsync()
    {
        // Azurite outlives a run, and other tests share it.
        var site = Site.Of($"lifecycle-{Interlocked.Increment(ref _tenants)}-{Guid.NewGuid():N}");
        return (site, await Academy.OpenAsync(site), new Archivals(await site.ClientAsync("operator")));
    }

    /// <summary>Runs a timer function now, and waits for nothing.</summary>
    internal async Task RunAsync(string function)
    {
        var app = await Site.App;
        var keys = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(Site.Folder, ".local", "functions", "keys.json")))!;
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri($"admin/functions/{function}", UriKind.Relative)) { Content = JsonContent.Create(new JsonObject()) };
        request.Headers.Add("x-functions-key", (string)keys["masterKey"]!);
        using var answer = await app.Http.SendAsync(request);
        answer.EnsureSuccessStatusCode();
    }

    internal static async Task<Academy.Student> CompletedAsync(Academy academy, string name)
    {
        var student = await academy.ApplicantAsync(name);
        await student.AcceptAsync();
        await student.UntilAsync(EnrolmentStatus.Active);
        await student.CheckInAsync();
        await student.PassAsync();
        await student.UntilAsync(EnrolmentStatus.Completed);
        await student.UntilCertifiedAsync();
        return student;
    }
}

/// <summary>Archivals, as an operator handles them.</summary>
internal sealed class Archivals(Client operators)
{
    private const string Address = "lifecycle/archivals";

    public Client Operator => operators;

    public Task<Reply> AskAsync(string domain, bool dryRun = false, string? before = null)
    {
        var body = new JsonObject { ["domain"] = domain, ["dryRun"] = dryRun };
        if (before is not null) body["before"] = before;
        return operators.PostAsync(Address, body);
    }

    public async Task<JsonObject> RunAsync(string domain, bool dryRun = false) => await UntilAsync((await AskAsync(domain, dryRun)).Is(202).Id, "completed");

    public async Task<JsonObject> UntilAsync(string archival, string status)
    {
        var (answer, last) = (new JsonObject(), "");
        await Deadline.UntilAsync($"the archival is {status}", async () =>
        {
            answer = (await operators.GetAsync($"{Address}/{archival}")).Is(200).Body;
            last = (string)answer["status"]!;
            return last == status || (last == "failed" ? throw new InvalidOperationException(answer.ToJsonString()) : false);
        });
        return answer;
    }

    public Task<Reply> CancelAsync(string archival) => operators.PostAsync($"{Address}/{archival}/cancel");

    public Task<Reply> ListAsync() => operators.GetAsync(Address);
}
