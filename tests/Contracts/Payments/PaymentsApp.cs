using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Cosmos;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Serverless.Cloud.Cosmos;
using Serverless.Cloud.Http;
using Serverless.Cloud.Keys;
using Serverless.Contracts.Backends;
using Serverless.Contracts.Domains;
using Serverless.Functions.Domains.Payments;
using Serverless.Kernel.Access;
using Serverless.Kernel.Declarations;
using Serverless.LocalCosmos;

namespace Serverless.Contracts.Payments;

/// <summary>Payments as the app puts them together, on a store of their own; functions are called as the host calls them.</summary>
public sealed class PaymentsApp : IAsyncLifetime
{
    private readonly TemporaryDirectory _keys = new();
    private readonly LocalCosmosAccount _account = LocalCosmosAccount.Open(new() { FaultSeed = 5 });
    private ServiceProvider? _services;

    public static Caller Staff { get; } = new("acme", "staff-1", PersonId: null, new HashSet<Role> { Role.Staff });

    public Faults Faults => _account.Faults;

    public LocalCosmosAccount Account => _account;

    public IServiceProvider Services => _services!;

    public async Task InitializeAsync()
    {
        var handler = new LocalCosmosHandler(_account);
        var client = new CosmosClient(handler.ConnectionString, new CosmosClientOptions
        {
            ConnectionMode = ConnectionMode.Gateway,
            HttpClientFactory = () => new HttpClient(handler, disposeHandler: false),
            UseSystemTextJsonSerializerWithOptions = DocumentJson.Options,
        });
        var settings = new ConfigurationBuilder().AddInMemoryCollection([new("Keys:Folder", _keys.Path)]).Build();
        _services = new ServiceCollection()
            .AddLogging()
            .AddSingleton(TimeProvider.System)
            .AddSingleton(client)
            .AddSingleton(client.GetDatabase(CosmosConnection.Database))
            .AddSingleton<Cloud.Cosmos.Containers>()
            .AddKeys(settings)
            .AddRecords(settings)
            .AddPayments()
            .AddSingleton<LedgerFunctions>()
            .AddSingleton<AccountFunctions>()
            .AddSingleton<TransferFunctions>()
            .BuildServiceProvider();
        await Services.GetRequiredService<Cloud.Cosmos.Containers>().EnsureAsync(CancellationToken.None);
    }

    public async Task DisposeAsync()
    {
        await _services!.DisposeAsync();
        await _account.DisposeAsync();
        _keys.Dispose();
    }

    /// <summary>All documents of the payments, as they are stored.</summary>
    public async Task<IReadOnlyList<JsonObject>> DocumentsAsync()
    {
        var found = new List<JsonObject>();
        using var pages = Services.GetRequiredService<Database>().GetContainer("payments").GetItemQueryIterator<JsonObject>("SELECT * FROM c");
        while (pages.HasMoreResults) found.AddRange(await pages.ReadNextAsync());
        return found;
    }

    public async Task<Reply> CallAsync<TFunctions>(
        Func<TFunctions, HttpRequest, Task<IResult>> function, JsonNode? body = null, string? key = null, string? query = null, string? consistentWith = null, string? match = null)
        where TFunctions : class
    {
        await using var scope = Services.CreateAsyncScope();
        var context = new DefaultHttpContext { RequestServices = scope.ServiceProvider };
        context.Features.Set(Staff);
        context.Request.Method = "POST";
        context.Request.QueryString = new QueryString(query);
        if (key is not null) context.Request.Headers["Idempotency-Key"] = key;
        if (match is not null) context.Request.Headers.IfMatch = match;
        if (consistentWith is not null) context.Request.Headers[ConsistentWith.Header] = consistentWith;
        if (body is not null)
        {
            context.Request.ContentType = "application/json";
            context.Request.Body = new MemoryStream(Encoding.UTF8.GetBytes(body.ToJsonString()));
        }

        using var answer = new MemoryStream();
        context.Response.Body = answer;
        var result = await function(Services.GetRequiredService<TFunctions>(), context.Request);
        await result.ExecuteAsync(context);
        return new Reply(context.Response.StatusCode, context.Response.Headers, JsonNode.Parse(answer.ToArray())!.AsObject());
    }
}
