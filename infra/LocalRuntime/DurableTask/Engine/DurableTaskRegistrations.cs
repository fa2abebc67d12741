using System.Diagnostics.CodeAnalysis;
using Microsoft.DurableTask;

namespace Serverless.LocalRuntime.DurableTask.Engine;

/// <summary>The orchestrators and activities by name and version; each execution gets one of its own.</summary>
internal sealed class DurableTaskRegistrations
{
    private readonly Dictionary<(TaskName, TaskVersion), Func<ITaskOrchestrator>> _orchestrators = [];
    private readonly Dictionary<(TaskName, TaskVersion), Func<ITaskActivity>> _activities = [];

    /// <exception cref="ArgumentException">The name is registered for this version already.</exception>
    public DurableTaskRegistrations AddOrchestrator(TaskName name, Func<ITaskOrchestrator> create, TaskVersion version = default) =>
        Add(_orchestrators, "orchestrator", name, version, create);

    /// <exception cref="ArgumentException">The name is registered for this version already.</exception>
    public DurableTaskRegistrations AddActivity(TaskName name, Func<ITaskActivity> create, TaskVersion version = default) =>
        Add(_activities, "activity", name, version, create);

    public bool TryCreateOrchestrator(TaskName name, TaskVersion version, [NotNullWhen(true)] out ITaskOrchestrator? orchestrator) =>
        TryCreate(_orchestrators, name, version, out orchestrator);

    public bool TryCreateActivity(TaskName name, TaskVersion version, [NotNullWhen(true)] out ITaskActivity? activity) =>
        TryCreate(_activities, name, version, out activity);

    private DurableTaskRegistrations Add<T>(
        Dictionary<(TaskName, TaskVersion), Func<T>> tasks, string what, TaskName name, TaskVersion version, Func<T> create)
    {
        ArgumentException.ThrowIfNullOrEmpty(name.Name, nameof(name));
        ArgumentNullException.ThrowIfNull(create);
        if (!tasks.TryAdd((name, version), create))
            throw new ArgumentException($"The {what} '{name}'{(version.Version.Length == 0 ? "" : $" of version '{version.Version}'")} is registered twice.", nameof(name));
        return this;
    }

    /// <summary>What is registered without a version serves every version, unless others of its name have one.</summary>
    private static bool TryCreate<T>(
        Dictionary<(TaskName, TaskVersion), Func<T>> tasks, TaskName name, TaskVersion version, [NotNullWhen(true)] out T? task)
        where T : class
    {
        if (!tasks.TryGetValue((name, version), out var create) && !tasks.Keys.Any(known => known.Item1 == name && known.Item2 != TaskVersion.Unversioned))
            tasks.TryGetValue((name, TaskVersion.Unversioned), out create);
        task = create?.Invoke();
        return task is not null;
    }
}
