using System.Net;
using Microsoft.Azure.Cosmos;
using Microsoft.Extensions.Logging;
using Serverless.Kernel.Declarations;

namespace Serverless.Cloud.Cosmos;

/// <summary>
/// The declared containers: those of domains and those declared by name. Missing ones are created; a difference is told and
/// left as it is, because to change an index or a lifetime under load is an operator's decision.
/// </summary>
public sealed class Containers
{
    private readonly Database _database;
    private readonly Database _keys;
    private readonly TimeProvider _time;
    private readonly ILogger<Containers> _log;

    /// <exception cref="DeclarationException">A container is declared twice, or a declaration contradicts itself.</exception>
    public Containers(Database database, IEnumerable<Domain> domains, IEnumerable<ContainerDeclaration> others, TimeProvider time, ILogger<Containers> log, KeyDatabase? keys = null)
    {
        (_database, _keys, _time, _log) = (database, keys?.Database ?? database, time, log);
        Declared = [.. DomainContainers.Of(domains).Concat(others).OrderBy(declaration => declaration.Name, StringComparer.Ordinal)];
        foreach (var name in Declared.CountBy(declaration => declaration.Name).Where(name => name.Value > 1))
            throw new DeclarationException($"The container '{name.Key}'", ["it is declared more than once"]);
        foreach (var declaration in Declared) declaration.Validate();
    }

    /// <summary>By name.</summary>
    public IReadOnlyList<ContainerDeclaration> Declared { get; }

    /// <summary>What the last look found; empty before the first.</summary>
    public IReadOnlyList<ContainerState> Found { get; private set; } = [];

    /// <summary>When the last look was.</summary>
    public DateTimeOffset? FoundAt { get; private set; }

    /// <exception cref="ContainerException">A container has another partition key or other unique keys, or cannot be read or created.</exception>
    public async Task EnsureAsync(CancellationToken cancellation)
    {
        // One by one and not as a list: an identity that may read and write documents may not list containers.
        var existing = await Task.WhenAll(Declared.Select(declaration => ReadAsync(declaration, cancellation)));
        foreach (var database in Declared.Zip(existing).Where(pair => pair.Second is null).Select(pair => DatabaseOf(pair.First)).Distinct().ToList())
            await CreateDatabaseAsync(database, cancellation);
        Found = await Task.WhenAll(Declared.Zip(existing).Select(pair => EnsureAsync(pair.First, pair.Second, cancellation)));
        FoundAt = _time.GetUtcNow();
        Report();
    }

    private async Task<ContainerState> EnsureAsync(ContainerDeclaration declaration, ContainerProperties? existing, CancellationToken cancellation)
    {
        var declared = declaration.Properties();
        if (existing is null && await TryCreateAsync(DatabaseOf(declaration), declared, cancellation)) return new(declaration, IsNew: true, []);
        existing ??= await ReadAsync(declaration, cancellation)
            ?? throw new ContainerException($"The container '{declaration.Name}' was there and is gone.");
        return new(declaration, IsNew: false, ContainerForm.Differences(declared, existing));
    }

    private async Task<ContainerProperties?> ReadAsync(ContainerDeclaration declaration, CancellationToken cancellation)
    {
        try
        {
            return await DatabaseOf(declaration).GetContainer(declaration.Name).ReadContainerAsync(cancellationToken: cancellation);
        }
        catch (CosmosException e) when (e.StatusCode == HttpStatusCode.NotFound)
        {
            return null;
        }
        catch (Exception e) when (e is CosmosException || StoreOutage.Is(e))
        {
            throw Failed(DatabaseOf(declaration), "read", $"container '{declaration.Name}'", e);
        }
    }

    private static async Task CreateDatabaseAsync(Database database, CancellationToken cancellation)
    {
        try
        {
            await database.Client.CreateDatabaseIfNotExistsAsync(database.Id, cancellationToken: cancellation);
        }
        catch (Exception e) when (e is CosmosException || StoreOutage.Is(e))
        {
            throw Failed(database, "create", $"database '{database.Id}'", e);
        }
    }

    /// <summary>False where another process has just created it.</summary>
    private static async Task<bool> TryCreateAsync(Database database, ContainerProperties declared, CancellationToken cancellation)
    {
        try
        {
            await database.CreateContainerAsync(declared, cancellationToken: cancellation);
            return true;
        }
        catch (CosmosException e) when (e.StatusCode == HttpStatusCode.Conflict)
        {
            return false;
        }
        catch (Exception e) when (e is CosmosException || StoreOutage.Is(e))
        {
            throw Failed(database, "create", $"container '{declared.Id}'", e);
        }
    }

    private void Report()
    {
        foreach (var state in Found)
        {
            if (state.IsNew) _log.Created(state.Declaration.Name);
            foreach (var difference in state.Differences) _log.Differs(state.Declaration.Name, difference);
        }

        var wrong = Found.SelectMany(state => state.Differences.Where(difference => difference.IsFinal).Select(difference => $"{state.Declaration.Name}: {difference}")).ToList();
        if (wrong.Count > 0)
            throw new ContainerException($"Containers are not as declared, in what cannot be changed: {string.Join("; ", wrong)}. Move their documents to new ones, or correct the declaration.");
    }

    private Database DatabaseOf(ContainerDeclaration declaration) => declaration == PlatformContainers.Keys ? _keys : _database;

    private static ContainerException Failed(Database database, string doing, string what, Exception e)
    {
        var reason = e is CosmosException { StatusCode: var status } && status != 0 ? $"the account answers {(int)status} {status}" : "the account does not answer";
        return new($"Cannot {doing} the {what} at {database.Client.Endpoint}: {reason}.", e);
    }
}

internal static partial class ContainerLog
{
    [LoggerMessage(20, LogLevel.Information, "Created the container {Container}")]
    public static partial void Created(this ILogger log, string container);

    [LoggerMessage(21, LogLevel.Warning, "The container {Container} is not as declared: {Difference}")]
    public static partial void Differs(this ILogger log, string container, ContainerDifference difference);
}
