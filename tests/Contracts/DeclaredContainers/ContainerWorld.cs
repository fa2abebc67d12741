using System.Collections.Concurrent;
using Microsoft.Azure.Cosmos;
using Microsoft.Extensions.Logging;
using Serverless.Cloud.Cosmos;
using Serverless.Contracts.Backends;
using Serverless.Kernel.Declarations;
using Serverless.LocalCosmos;

namespace Serverless.Contracts.DeclaredContainers;

/// <summary>An empty account, and what is said while containers are ensured there.</summary>
public sealed class ContainerWorld : IAsyncDisposable
{
    private readonly LocalCosmosHandler _handler;

    public ContainerWorld()
    {
        _handler = new(Account);
        var options = Backend.NewOptions();
        options.HttpClientFactory = () => new HttpClient(_handler, disposeHandler: false);
        Client = new(_handler.ConnectionString, options);
    }

    public LocalCosmosAccount Account { get; } = LocalCosmosAccount.Open(new());

    public CosmosClient Client { get; }

    public Database Database => Client.GetDatabase(CosmosConnection.Database);

    public WarningLog Log { get; } = new();

    public async Task<Cloud.Cosmos.Containers> EnsureAsync(IEnumerable<Domain> domains, params ContainerDeclaration[] others)
    {
        var containers = new Cloud.Cosmos.Containers(Database, domains, others, TimeProvider.System, Log);
        await containers.EnsureAsync(CancellationToken.None);
        return containers;
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await Account.DisposeAsync();
        _handler.Dispose();
    }

    public sealed class WarningLog : ILogger<Cloud.Cosmos.Containers>
    {
        private readonly ConcurrentQueue<string> _warnings = new();

        public IReadOnlyCollection<string> Warnings => _warnings;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Warning;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel)) _warnings.Enqueue(formatter(state, exception));
        }
    }
}
