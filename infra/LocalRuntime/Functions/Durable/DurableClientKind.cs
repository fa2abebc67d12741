using System.Reflection;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Serverless.LocalRuntime.Functions.Invocation;
using Serverless.LocalRuntime.Functions.Joining;

namespace Serverless.LocalRuntime.Functions.Durable;

internal sealed class DurableClientKind(DurableHub hub) : InputKind
{
    public override Type Attribute => typeof(DurableClientAttribute);

    public override string BindingType => "durableClient";

    public override ArgumentSource? Source(FunctionDescriptor function, ParameterInfo parameter)
    {
        if (parameter.ParameterType != typeof(DurableTaskClient))
            return null;
        if (((DurableClientAttribute)BindingAttributes.Input(parameter)!).TaskHub is { } name && !name.Equals(hub.Name, StringComparison.OrdinalIgnoreCase))
            throw StartException.Of(function.Name, $"there is no task hub '{name}' here, only '{hub.Name}', which host.json names.");
        hub.Use();
        return async _ => await hub.ClientAsync();
    }
}
