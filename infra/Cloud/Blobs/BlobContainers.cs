using System.Collections.Concurrent;
using Azure.Storage.Blobs;
using Serverless.Kernel.Declarations;

namespace Serverless.Cloud.Blobs;

/// <summary>
/// The declared blob containers. Each is made when it is first asked for, and not at start: the app answers what needs no blobs
/// while they are out of reach.
/// </summary>
public sealed class BlobContainers
{
    private readonly BlobServiceClient _account;
    private readonly ConcurrentDictionary<string, BlobContainerClient> _made = new(StringComparer.Ordinal);

    /// <exception cref="DeclarationException">A container is declared twice.</exception>
    public BlobContainers(BlobServiceClient account, IEnumerable<BlobContainerDeclaration> declared)
    {
        _account = account;
        Declared = [.. declared.OrderBy(declaration => declaration.Name, StringComparer.Ordinal)];
        foreach (var name in Declared.CountBy(declaration => declaration.Name).Where(name => name.Value > 1))
            throw new DeclarationException($"The blob container '{name.Key}'", ["it is declared more than once"]);
    }

    /// <summary>By name.</summary>
    public IReadOnlyList<BlobContainerDeclaration> Declared { get; }

    /// <exception cref="ArgumentException">Nobody declares such a container.</exception>
    /// <exception cref="Azure.RequestFailedException">The account does not answer.</exception>
    public async Task<BlobContainerClient> GetAsync(string name, CancellationToken cancellation)
    {
        if (_made.TryGetValue(name, out var known)) return known;
        if (Declared.All(declaration => declaration.Name != name)) throw new ArgumentException($"The blob container '{name}' is not declared.", nameof(name));
        var container = _account.GetBlobContainerClient(name);
        await container.CreateIfNotExistsAsync(cancellationToken: cancellation);
        return _made.GetOrAdd(name, container);
    }
}
