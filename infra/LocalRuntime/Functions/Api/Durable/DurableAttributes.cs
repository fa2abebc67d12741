using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>Makes a function an orchestrator. The parameter is its <c>TaskOrchestrationContext</c>.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class OrchestrationTriggerAttribute : TriggerBindingAttribute
{
    public OrchestrationTriggerAttribute()
    {
    }

    /// <summary>The function's name when there is none.</summary>
    public string? Orchestration { get; set; }
}

/// <summary>Makes a function an activity. The parameter is its input.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class ActivityTriggerAttribute : TriggerBindingAttribute
{
    public ActivityTriggerAttribute()
    {
    }

    /// <summary>The function's name when there is none.</summary>
    public string? Activity { get; set; }
}

/// <summary>Gives a function a <c>DurableTaskClient</c>.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class DurableClientAttribute : InputBindingAttribute
{
    public DurableClientAttribute()
    {
    }

    /// <summary>The app's own task hub when there is none; it is the only one here.</summary>
    public string? TaskHub { get; set; }

    /// <summary>The setting that says where the hub is stored on Azure.</summary>
    public string? ConnectionName { get; set; }
}
