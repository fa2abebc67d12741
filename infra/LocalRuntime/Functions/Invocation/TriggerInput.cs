using Microsoft.Azure.Functions.Worker;

namespace Serverless.LocalRuntime.Functions.Invocation;

/// <summary>What a trigger hands to one invocation.</summary>
internal sealed class TriggerInput
{
    public object? Value { get; init; }

    public IReadOnlyDictionary<string, object?> BindingData { get; init; } = new Dictionary<string, object?>(StringComparer.OrdinalIgnoreCase);

    /// <summary>In words, for the log.</summary>
    public required string Reason { get; init; }

    public LocalRetryContext Retry { get; init; } = LocalRetryContext.None;

    /// <summary>
    /// Runs on the caller's thread and synchronization context and without a time limit, as orchestrators must,
    /// whose every await has to come back to the engine.
    /// </summary>
    public bool IsInline { get; init; }

    /// <summary>Before the first middleware.</summary>
    public Action<LocalFunctionContext>? Prepare { get; init; }

    /// <summary>After the last middleware, within the scope of the invocation.</summary>
    public Func<LocalFunctionContext, Task>? Complete { get; init; }
}

internal sealed class LocalRetryContext(int count, int max) : RetryContext
{
    public static readonly LocalRetryContext None = new(0, 0);

    public override int RetryCount => count;

    public override int MaxRetryCount => max;
}
