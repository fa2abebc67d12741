using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Azure.Core.Pipeline;
using Azure.Storage.Blobs;
using Microsoft.Azure.Cosmos;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Serverless.Cloud.Archives;
using Serverless.Cloud.Cosmos;
using Serverless.Cloud.Projections;
using Serverless.Contracts.Running;
using Serverless.Kernel.Declarations;

namespace Serverless.Contracts.Archives;

/// <summary>What archives and deletes, with a guillotine between it and its stores.</summary>
public sealed class RetirementApp : ArchiveApp
{
    /// <summary>Deleted when its time is over, with what it has reserved.</summary>
    public static Domain<Visit, VisitEvent> Letters { get; } = new("letters", "letter")
    {
        Owner = "tests",
        Erasure = Erasure.Delete,
        Retention = Retention.Years(1, after: "status", becomes: "over", "A test."),
        Reserves = true,
        Events = Visit.Visits.Events,
        Queries = Visit.Visits.Queries,
        Evolve = Visit.Visits.Evolve,
    };

    /// <summary>Of visits, which are archived, and of letters, which are deleted.</summary>
    public static ProjectedDocument<Guest> Friends { get; } = new("friend", Guests.Fold, Visit.Visits, Letters);

    public static Projection FriendsOfAll { get; } = new("friends", Friends);

    internal Scaffold Scaffold { get; } = new();

    /// <summary>Subjects with a legal hold.</summary>
    internal ConcurrentDictionary<string, bool> Held { get; } = new(StringComparer.Ordinal);

    /// <summary>Everything that is stored of a tenant, in whatever container, by where it is: as it is stored, to the byte.</summary>
    internal async Task<IReadOnlyDictionary<string, string>> SnapshotAsync(string tenant)
    {
        var all = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var container in new[] { Visit.Visits, Letters }.Select(domain => domain.Container).Append(PlatformContainers.Archives.Name))
        {
            var options = new QueryRequestOptions { PartitionKey = new PartitionKeyBuilder().Add(tenant).Build() };
            foreach (var document in await Database.GetContainer(container).GetItemQueryIterator<JsonObject>("SELECT * FROM c", requestOptions: options).DrainAsync())
                all.Add($"{container}/{document["subjectId"]}/{document["id"]}", document.ToJsonString());
        }

        return all;
    }

    protected override void Add(IServiceCollection services, IConfiguration settings)
    {
        var client = new BlobServiceClient(settings["Blobs"], new BlobClientOptions
        {
            Transport = new HttpClientTransport(new HttpClient(Scaffold.Around(new SocketsHttpHandler()))),
        });
        services
            .AddSingleton(client)
            .AddDomain(Letters)
            .AddProjection(FriendsOfAll)
            .AddRetirement(new ConfigurationBuilder().AddInMemoryCollection([new("Lifecycle:RequestUnitsPerSecond", "0"), new("Lifecycle:BatchSize", "3")]).Build())
            .AddSingleton<IsHeld>((subject, _) => Task.FromResult(Held.ContainsKey(subject.SubjectId)));
    }

    protected override HttpMessageHandler Between(HttpMessageHandler store) => Scaffold.Around(store);
}
