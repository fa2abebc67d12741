using Serverless.LocalCosmos.Engine;
using Serverless.LocalCosmos.Engine.Catalog;

namespace Serverless.LocalCosmos.Protocol;

/// <summary>One request on its way through an operation.</summary>
internal sealed class Call(Engines engines, GatewayRequest request, ResourceTarget target, ReadOnlyMemory<byte> body)
{
    private ContainerResource? _container;

    public Engines Engines => engines;

    public GatewayRequest Request => request;

    public ResourceTarget Target => target;

    public ReadOnlyMemory<byte> Body => body;

    /// <summary>True when the container that the call found was deleted since.</summary>
    public bool IsOrphaned => _container?.IsDeleted == true;

    public string? Header(string name) => Request.Header(name);

    /// <summary>The names of the database and container addressed, also where they are addressed by rid.</summary>
    public (string? Database, string? Container) Names()
    {
        if (Target.Database is not { } database) return (null, null);
        if (Target.Container is { } container && Engines.Catalog.TryFindContainer(database, container, out var found))
            return (found.Definition.DatabaseId, found.Definition.Id);
        return (Engines.Catalog.TryFindDatabase(database, out var owner) ? owner.Id : database, Target.Container);
    }

    /// <exception cref="RequestException">404; 404/1003 when something inside the database is addressed.</exception>
    public DatabaseResource Database()
    {
        if (Engines.Catalog.TryFindDatabase(Target.Database!, out var database)) return database;
        var name = $"The database '{Target.Database}'";
        throw Target.Kind == ResourceKind.Database ? RequestErrors.NotFound(name) : RequestErrors.OwnerNotFound(name);
    }

    /// <exception cref="RequestException">404; 404/1003 when something inside the container is addressed.</exception>
    public ContainerResource Container()
    {
        if (!Engines.Catalog.TryFindContainer(Target.Database!, Target.Container!, out var container))
        {
            Database();
            var name = $"The container '{Target.Container}'";
            throw Target.Kind is ResourceKind.Container or ResourceKind.PartitionKeyRanges
                ? RequestErrors.NotFound(name)
                : RequestErrors.OwnerNotFound(name);
        }

        // Sent by clients that encrypt: their keys belong to one container and not to another of the same name.
        if (Header(WireHeaders.IntendedContainerRid) is { } intended && intended != container.Rid)
            throw RequestErrors.ContainerRidMismatch();
        return _container = container;
    }
}
