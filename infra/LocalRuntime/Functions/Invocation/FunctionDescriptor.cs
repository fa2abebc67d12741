using System.Reflection;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;
using Serverless.LocalRuntime.Functions.Joining;

namespace Serverless.LocalRuntime.Functions.Invocation;

/// <summary>A function as it is declared.</summary>
internal sealed record FunctionDescriptor(string Name, MethodInfo Method, ParameterInfo TriggerParameter, TriggerBindingAttribute Trigger, RetryAttribute? Retry)
{
    public string EntryPoint => $"{Method.DeclaringType!.FullName}.{Method.Name}";
}

/// <summary>A function whose arguments all have a source.</summary>
internal sealed record BoundFunction(
    FunctionDescriptor Descriptor, TriggerKind Kind, LocalFunctionDefinition Definition, IReadOnlyList<ArgumentSource> Sources)
{
    public string Name => Descriptor.Name;

    public FunctionCall Call { get; } = FunctionCall.Compile(Descriptor.Method);
}
