using Microsoft.Azure.Cosmos;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Serverless.Cloud.Audit;
using Serverless.Cloud.Blobs;
using Serverless.Cloud.Cosmos;
using Serverless.Cloud.Keys;
using Serverless.Contracts.Backends;
using Serverless.Contracts.Blobs;
using Serverless.Functions.Orchestrations.SubjectExport;
using Serverless.Functions.Orchestrations.SubjectExport.Collecting;
using Serverless.Functions.Orchestrations.SubjectExport.Keeping;
using Serverless.Functions.Seams;
using Serverless.Kernel.Access;
using Serverless.Kernel.Declarations;
using Serverless.LocalCosmos;

namespace Serverless.Contracts.Exports;

/// <summary>Exports as the app puts them together, of one domain, on a store on disk and on Azurite; steps are taken by hand.</summary>
public sealed class ExportApp : IAsyncLifetime
{
    public const string Tenant = "acme";

    private static readonly Caller Dpo = new(Tenant, "dpo-1", PersonId: null, new HashSet<Role> { Role.Dpo });

    private readonly TemporaryDirectory _folder = new();
    private LocalCosmosAccount? _account;
    private ServiceProvider? _services;

    public ShiftedTime Time { get; } = new();

    /// <summary>What the register was told.</summary>
    internal List<(Guid ExportId, PrivacyRequestStatus Status)> Told { get; } = [];

    public async Task InitializeAsync()
    {
        _account = LocalCosmosAccount.Open(new() { DataDirectory = Path.Combine(_folder.Path, "cosmos"), Time = Time });
        var handler = new LocalCosmosHandler(_account);
        var client = new CosmosClient(handler.ConnectionString, new CosmosClientOptions
        {
            ConnectionMode = ConnectionMode.Gateway,
            HttpClientFactory = () => new HttpClient(handler, disposeHandler: false),
            UseSystemTextJsonSerializerWithOptions = DocumentJson.Options,
        });
        var settings = new ConfigurationBuilder().AddInMemoryCollection(
        [
            new("Keys:Folder", Path.Combine(_folder.Path, "keys")), new("Blobs", (await AzuriteProcess.SharedAsync()).ConnectionString),
        ]).Build();
        _services = new ServiceCollection()
            .AddLogging()
            .AddSingleton<TimeProvider>(Time)
            .AddSingleton(client)
            .AddSingleton(client.GetDatabase(CosmosConnection.Database))
            .AddSingleton<Cloud.Cosmos.Containers>()
            .AddKeys(settings)
            .AddRecords(settings)
            .AddBlobs(settings)
            .AddAudit(settings)
            .AddContainer(PlatformContainers.Operations)
            .AddDomain(Diary.Declaration)
            .AddSubjectExports(settings)
            .AddSingleton<AdvancePrivacyRequest>((_, _, export, status, _, _) =>
            {
                Told.Add((export, status));
                return Task.FromResult<Kernel.Results.Error?>(null);
            })
            .AddSingleton<EnterPrivacyRequest>((_, _, _) => Task.FromResult<Kernel.Results.Result<bool>>(false))
            .AddSingleton<FindResponseDeadline>((jurisdiction, receivedAt) => ResponseDeadline.Of(jurisdiction, receivedAt, TimeZoneInfo.Utc))
            .AddSingleton<SubjectExportActivities>()
            .AddSingleton<SubjectExportExpiry>()
            .BuildServiceProvider();
        await _services.GetRequiredService<Cloud.Cosmos.Containers>().EnsureAsync(CancellationToken.None);
    }

    public async Task DisposeAsync()
    {
        await _services!.DisposeAsync();
        await _account!.DisposeAsync();
        _folder.Dispose();
    }

    internal T Get<T>()
        where T : notnull => _services!.GetRequiredService<T>();

    /// <summary>Pages of a diary, each written so often.</summary>
    internal async Task WriteAsync(Guid person, int pages, int times, string text)
    {
        var commands = Get<Commands>();
        for (var page = 0; page < pages; page++)
        {
            var key = new RecordKey(Tenant, $"{person}", Guid.NewGuid());
            Assert.True((await commands.CreateAsync(Diary.Declaration, key, new CommandContext(Dpo, "tested"), () => new Written { Text = text }, CancellationToken.None)).IsSuccess);
            for (var time = 1; time < times; time++)
                Assert.True((await commands.ChangeAsync(Diary.Declaration, key, new CommandContext(Dpo, "tested"), _ => new Written { Text = $"{time}{text}" }, CancellationToken.None)).IsSuccess);
        }
    }

    internal async Task<SubjectExportPlace> AskAsync(Guid person, DateTimeOffset? asOf = null)
    {
        var (export, _) = await Get<ExportDocuments>().AddAsync(new ExportDocument
        {
            Id = Guid.NewGuid(),
            TenantId = Tenant,
            SubjectId = $"{person}",
            RequestHash = "",
            Format = "json",
            AsOf = asOf,
            RequestedAt = Time.GetUtcNow(),
            RequestedBy = ExportRequester.Of(Dpo),
            RespondBy = Time.GetUtcNow().AddMonths(1),
            State = ExportState.Accepted,
        }, CancellationToken.None);
        return export.Place;
    }

    internal async Task<IReadOnlyList<SectionResult>> CollectAsync(SubjectExportPlace export)
    {
        var collected = new List<SectionResult>();
        foreach (var section in Get<ExportSections>().Names)
            collected.Add((await Get<SubjectExportActivities>().CollectAsync(new CollectTask(export, section), CancellationToken.None)).Result!);
        return collected;
    }

    internal async Task<PackedExport> PackAsync(SubjectExportPlace export) =>
        (await Get<SubjectExportActivities>().PackAsync(new PackTask(export, await CollectAsync(export)), CancellationToken.None)).Package!;

    internal Task<string?> VerifyAsync(SubjectExportPlace export, PackedExport package) =>
        Get<SubjectExportActivities>().VerifyAsync(new VerifyTask(export, package), CancellationToken.None);

    internal Task<string?> PublishAsync(SubjectExportPlace export, PackedExport package) =>
        Get<SubjectExportActivities>().PublishAsync(new PublishTask(export, package.Size, Nothing), CancellationToken.None);

    internal Task CompensateAsync(SubjectExportPlace export, string reason) =>
        Get<SubjectExportActivities>().CompensateAsync(new CompensateTask(export, reason, Nothing), CancellationToken.None);

    internal async Task<IReadOnlyList<string>> BlobsAsync(Guid person)
    {
        var names = new List<string>();
        await foreach (var blob in Get<SealedBlobs>().ListAsync(SubjectExportOptions.Container.Name, SealedBlobPlace.FolderOf(Tenant, $"{person}"), CancellationToken.None)) names.Add(blob.Name);
        return names;
    }

    private static SubjectExportProgress Nothing { get; } = new(SubjectExportStep.Done, 0, 0, 0, 0, []);
}
