using Microsoft.Azure.Functions.Worker;

namespace Serverless.LocalRuntime.Functions.Invocation;

/// <summary>The function was told to end, and is not waited for.</summary>
internal sealed class FunctionTimeoutException(string function, TimeSpan timeout, Exception inner)
    : FunctionWorkerException($"The function '{function}' took longer than functionTimeout in host.json allows, {timeout}.", inner);
