using Microsoft.Extensions.Hosting;

namespace Serverless.Cloud.Cosmos;

/// <summary>Ensures the containers before anything else of the app starts: no request is answered and no trigger runs before.</summary>
internal sealed class ContainerStart(Containers containers) : IHostedLifecycleService
{
    /// <summary>The one moment that comes before every other service's start, in whatever order they were registered.</summary>
    public Task StartingAsync(CancellationToken cancellationToken) => containers.EnsureAsync(cancellationToken);

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
