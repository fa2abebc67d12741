using Serverless.Cloud.Archives;

namespace Serverless.Functions.Orchestrations.Archival;

/// <summary>
/// Steps of archivals that a process does at the same time. They share one budget, so more of them would be no faster, and would take the
/// places of activities that others wait for while they wait for the budget.
/// </summary>
public sealed class ArchivalSteps(LifecycleOptions options) : IDisposable
{
    private readonly SemaphoreSlim _free = new(options.StepsAtOnce);

    /// <returns>Ends the step; null where there are enough.</returns>
    public IDisposable? TryBegin() => _free.Wait(TimeSpan.Zero) ? new Step(_free) : null;

    public void Dispose() => _free.Dispose();

    private sealed class Step(SemaphoreSlim free) : IDisposable
    {
        public void Dispose() => free.Release();
    }
}
