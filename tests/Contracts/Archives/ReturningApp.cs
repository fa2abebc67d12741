using System.Text.Json.Nodes;
using Azure.Core.Pipeline;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Microsoft.Azure.Cosmos;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Serverless.Cloud.Archives;
using Serverless.Cloud.Cosmos;
using Serverless.Cloud.Projections;
using Serverless.Cloud.Subjects;
using Serverless.Contracts.Running;
using Serverless.Contracts.Subjects;
using Serverless.Functions.Orchestrations.Rehydration;
using Serverless.Kernel.Declarations;

namespace Serverless.Contracts.Archives;

/// <summary>What brings records back from archives and erases them there, with what may cut it off from either store, or hold an archive back.</summary>
public sealed class ReturningApp : ArchiveApp
{
    /// <summary>As the app waits for what is out of reach.</summary>
    public static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(100);

    private readonly OfflineGate _gate = new(new SocketsHttpHandler());
    private Guillotine? _documents;
    private Guillotine? _bytes;

    /// <summary>Before the store of documents.</summary>
    internal Guillotine Documents => _documents!;

    /// <summary>Before the store of blobs.</summary>
    internal Guillotine Bytes => _bytes!;

    internal OfflineGate Gate => _gate;

    public static SubjectPlace PlaceOf(string tenant, Guid person) => new(tenant, $"{person}");

    public SubjectPlace PlaceOf(Guid person) => PlaceOf(Tenant, person);

    public async Task<IReadOnlyList<ArchiveEntry>> EntriesAsync(Guid person) => await Get<ArchiveIndex>().EntriesAsync(PlaceOf(person), CancellationToken.None).ToListAsync();

    public async Task<ArchivePart> PartAsync(ArchivePart part) =>
        (await Get<ArchiveIndex>().FindPartAsync(Tenant, Guid.Parse(part.SubjectId), part.Id, CancellationToken.None))!;

    public async Task<byte[]> BytesAsync(ArchivePart part) =>
        (await Get<ArchiveBlobs>().DownloadAsync(part.BlobContainer, part.Blob, CancellationToken.None))!.Content.ToArray();

    /// <summary>To where it takes hours to read.</summary>
    public async Task GoOfflineAsync(ArchivePart part) => await Blob(part).SetAccessTierAsync(AccessTier.Archive);

    public BlobClient Blob(ArchivePart part) => Get<BlobServiceClient>().GetBlobContainerClient(part.BlobContainer).GetBlobClient(part.Blob);

    /// <summary>All that there is of the tenant in a container.</summary>
    public async Task<IReadOnlyList<JsonObject>> DocumentsAsync(string container) => await Database.GetContainer(container)
        .GetItemQueryIterator<JsonObject>("SELECT * FROM c", requestOptions: new() { PartitionKey = new PartitionKeyBuilder().Add(Tenant).Build() }).DrainAsync();

    /// <summary>What answers for archives.</summary>
    public ISubjectStore Archives => Get<SubjectStores>().Find("archives");

    /// <summary>Every store that has to do with archived records, in order.</summary>
    public async Task EraseAsync(Guid person)
    {
        foreach (var store in Get<SubjectStores>().All.Where(store => store.Name is "archives" or "visits" or "calls" or "stays"))
            Assert.Null((await store.EraseAsync(PlaceOf(person), CancellationToken.None)).WaitsFor);
    }

    /// <summary>Does something that a process ends after any of its requests, to either store, each time with somebody new, until one was cut off after its last.</summary>
    /// <param name="live">What is there before.</param>
    /// <param name="act">What is cut off, and then done again.</param>
    /// <returns>How often it was cut off.</returns>
    internal async Task<int> CutOffAsync<TLife>(Func<Task<TLife>> live, Func<TLife, Task> act, Func<TLife, Task> check)
    {
        var cut = 0;
        foreach (var store in new[] { Documents, Bytes })
        {
            for (var (after, isCut) = (0, true); isCut; after++)
            {
                var life = await live();
                store.FallAfter(after, isLastDone: true);
                isCut = await IsCutAsync(() => act(life));
                store.Lift();
                if (isCut) cut++;
                await act(life);
                await check(life);
            }
        }

        return cut;
    }

    private static async Task<bool> IsCutAsync(Func<Task> act)
    {
        try
        {
            await act();
            return false;
        }
        // The client of blobs wraps what has ended it.
        catch (Exception e) when (e is ProcessEndedException or AggregateException)
        {
            return true;
        }
    }

    protected override void Add(IServiceCollection services, IConfiguration settings) => services
        .AddSingleton(new BlobServiceClient(settings["Blobs"], new BlobClientOptions { Transport = new HttpClientTransport(new HttpClient(_bytes = new Guillotine(_gate))) }))
        .AddSubjectStores(typeof(RehydrationOrchestration).Assembly)
        .AddRehydrations(settings)
        .AddSingleton(new RehydrationOptions { Poll = Poll })
        .AddSingleton(new RequestUnitBudget(perSecond: null, Time))
        .AddSingleton<RehydrationActivities>();

    protected override HttpMessageHandler Between(HttpMessageHandler store) => _documents ??= new Guillotine(store);
}

/// <summary>Lets whoever asks for an archive to be brought back believe that it is on its way, until it is opened.</summary>
internal sealed class OfflineGate(HttpMessageHandler inner) : DelegatingHandler(inner)
{
    private const string TierHeader = "x-ms-access-tier";

    public bool IsOpen { get; set; } = true;

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var isBack = request.RequestUri!.Query.Contains("comp=tier", StringComparison.Ordinal) && request.Headers.TryGetValues(TierHeader, out var tier) && tier.Single() != "Archive";
        return isBack && !IsOpen ? Task.FromResult(new HttpResponseMessage(System.Net.HttpStatusCode.Accepted)) : base.SendAsync(request, cancellationToken);
    }
}
