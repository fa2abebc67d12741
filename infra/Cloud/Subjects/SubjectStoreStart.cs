using Microsoft.Extensions.Hosting;
using Serverless.Kernel.Declarations;

namespace Serverless.Cloud.Subjects;

/// <summary>The app does not start with something stored that no erasure would reach.</summary>
internal sealed class SubjectStoreStart(SubjectStores stores) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken) =>
        stores.Uncovered() is { Count: > 0 } problems ? throw new DeclarationException("What erasure does", problems) : Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
