using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Azure.Cosmos;
using Microsoft.Extensions.DependencyInjection;
using Serverless.Cloud.Cosmos;
using Serverless.Cloud.Projections;
using Serverless.Contracts.Domains;
using Serverless.Functions.Domains.Consents;
using Serverless.Functions.Domains.People;
using Serverless.Functions.Projections.PeopleDirectory;
using Serverless.Kernel.Access;

namespace Serverless.Contracts.PeopleDirectory;

/// <summary>People, their consents and the directory of both; what the triggers would bring, the tests bring.</summary>
public sealed class DirectoryApp : SoloApp
{
    public static Projection Projection => PeopleDirectoryProjection.Declared;

    public static Caller Staff { get; } = Caller("staff-1", personId: null, Role.Staff);

    public static Caller Learner { get; } = Caller("learner-1", Guid.NewGuid(), Role.Learner);

    public async Task<Guid> RegisterAsync(string name)
    {
        var body = new JsonObject { ["name"] = name, ["email"] = $"{Guid.NewGuid():N}@example.org", ["language"] = "en" };
        var registered = await CallAsync<PeopleFunctions>(Staff, (f, request) => f.RegisterAsync(request, CancellationToken.None), body);
        Assert.Equal(201, registered.Status);
        return registered.Id;
    }

    public Task<Reply> RenameAsync(Guid person, string name) => Get<IServiceProvider>().CallAsync<PeopleFunctions>(
        Staff, (f, request) => f.ChangeAsync(request, person, CancellationToken.None), new JsonObject { ["name"] = name }, match: "*");

    public Task<Reply> DeleteAsync(Guid person) => CallAsync<PeopleFunctions>(Staff, (f, request) => f.DeleteAsync(request, person, CancellationToken.None));

    public Task<Reply> RestoreAsync(Guid person) => CallAsync<PeopleFunctions>(Staff, (f, request) => f.RestoreAsync(request, person, CancellationToken.None));

    public async Task SayAsync(Guid person, string decision, string purpose = "directory", string version = "1") => Assert.Equal(200, (await CallAsync<ConsentFunctions>(
        Staff,
        (f, request) => f.RecordAsync(request, person, CancellationToken.None),
        new JsonObject { ["purpose"] = purpose, ["policyVersion"] = version, ["decision"] = decision })).Status);

    /// <summary>All that is stored, folded in batches of some size.</summary>
    public async Task FoldAsync(int size = 1000)
    {
        foreach (var container in Projection.Containers)
        {
            foreach (var batch in (await AllAsync(container)).Chunk(size))
                await Get<ProjectionFeed>().FoldAsync(Projection, container, [.. batch.Select(change => JsonSerializer.SerializeToElement(change))], CancellationToken.None);
        }
    }

    public Task<Reply> SearchAsync(string name, Caller? caller = null, string more = "") => CallAsync<PeopleFunctions>(
        caller ?? Staff, (f, request) => f.ListAsync(request, CancellationToken.None), query: $"?name={Uri.EscapeDataString(name)}{more}");

    public async Task<IReadOnlyList<string>> NamesAsync(string name, Caller? caller = null)
    {
        var found = await SearchAsync(name, caller);
        Assert.True(found.Status == 200, found.Body.ToJsonString());
        return [.. found.Body["items"]!.AsArray().Select(person => (string)person!["name"]!)];
    }

    public async Task<IReadOnlyList<JsonObject>> AllAsync(string container)
    {
        var found = new List<JsonObject>();
        using var pages = Store(container).GetItemQueryIterator<JsonObject>("SELECT * FROM c ORDER BY c._ts");
        while (pages.HasMoreResults) found.AddRange(await pages.ReadNextAsync());
        return found;
    }

    /// <summary>Builds it from history, and reads it from there.</summary>
    public async Task RebuildAsync()
    {
        var (rebuilding, never) = (Get<Rebuilding>(), CancellationToken.None);
        var build = (await rebuilding.AnnounceAsync(Projection, _ => Task.FromResult<bool?>(true), never)).Value.Building!.Value;
        foreach (var source in await rebuilding.SourcesAsync(Projection, never))
        {
            for (var at = source; !at.IsAtEnd;) at = (await Get<RebuildFeed>().ReadAsync(Projection, build, at, never)).Source;
        }

        await rebuilding.SwitchAsync(Projection, build, never);
    }

    protected override void Add(IServiceCollection services) => services
        .AddContainer(PlatformContainers.Leases)
        .AddSingleton(provider => new BulkDatabase(provider.GetRequiredService<CosmosClient>()))
        .AddPeople()
        .AddConsents()
        .AddPeopleDirectory()
        .AddSingleton<PeopleFunctions>()
        .AddSingleton<ConsentFunctions>();
}
