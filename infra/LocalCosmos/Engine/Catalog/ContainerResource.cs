using Serverless.LocalCosmos.Storage;

namespace Serverless.LocalCosmos.Engine.Catalog;

/// <summary>A container: its properties, its ranges and its items. Definition and ranges are snapshots, replaced whole.</summary>
internal sealed class ContainerResource : IAsyncDisposable
{
    private volatile ContainerDefinition _definition;
    private volatile PartitionMap _ranges;
    private volatile bool _isDeleted;
    private readonly Lock _opening = new();
    private readonly Func<ContainerStore> _open;
    private volatile ContainerStore? _store;
    private bool _isClosed;

    /// <param name="open">Opens the items when they are first needed, and again when that failed.</param>
    public ContainerResource(ContainerDefinition definition, PartitionMap ranges, Func<ContainerStore> open)
    {
        _definition = definition;
        _ranges = ranges;
        _open = open;
        // Headers carry ASCII only.
        AltContentPath = $"dbs/{Uri.EscapeDataString(definition.DatabaseId)}/colls/{Uri.EscapeDataString(definition.Id)}";
    }

    public ContainerDefinition Definition => _definition;

    public PartitionMap Ranges => _ranges;

    /// <exception cref="StorageException">The items cannot be read now; a later request may find the cause gone.</exception>
    public ContainerStore Store => _store ?? Open();

    public string Rid => _definition.Rid;

    /// <summary>The answer header that lets clients map a name to a resource id.</summary>
    public string AltContentPath { get; }

    /// <summary>True from the moment that the catalog forgot it; a request under way may still hold it.</summary>
    public bool IsDeleted => _isDeleted;

    public void Publish(ContainerDefinition definition) => _definition = definition;

    public void Publish(PartitionMap ranges) => _ranges = ranges;

    public ValueTask DeleteAsync()
    {
        _isDeleted = true;
        return DisposeAsync();
    }

    public ValueTask DisposeAsync()
    {
        lock (_opening) _isClosed = true;
        return _store?.DisposeAsync() ?? ValueTask.CompletedTask;
    }

    private ContainerStore Open()
    {
        lock (_opening)
        {
            ObjectDisposedException.ThrowIf(_isClosed, this);
            return _store ??= _open();
        }
    }
}
