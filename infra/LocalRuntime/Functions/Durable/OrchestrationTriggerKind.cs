using System.Reflection;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Serverless.LocalRuntime.Functions.Invocation;
using Serverless.LocalRuntime.Functions.Joining;

namespace Serverless.LocalRuntime.Functions.Durable;

internal sealed class OrchestrationTriggerKind(DurableHub hub, FunctionExecutor executor) : TriggerKind
{
    public override Type Attribute => typeof(OrchestrationTriggerAttribute);

    public override string BindingType => "orchestrationTrigger";

    /// <summary>The context, and one parameter beside it that takes the input.</summary>
    public override ArgumentSource? Source(FunctionDescriptor function, ParameterInfo parameter)
    {
        if (parameter.ParameterType == typeof(TaskOrchestrationContext))
            return context => ValueTask.FromResult<object?>(Call(context).Context);
        return parameter == InputParameter(function)
            ? context => ValueTask.FromResult(InputArgument.Of(parameter, Call(context).Input))
            : null;
    }

    public override ITrigger Join(BoundFunction function)
    {
        var attribute = (OrchestrationTriggerAttribute)function.Descriptor.Trigger;
        var input = InputParameter(function.Descriptor)?.ParameterType ?? typeof(object);
        hub.Add(function.Name, attribute.Orchestration ?? function.Name, new FunctionOrchestrator(function, input, executor));
        return new DurableTrigger(hub);
    }

    private static OrchestrationCall Call(LocalFunctionContext context)
    {
        var call = (OrchestrationCall)context.TriggerValue!;
        call.CheckThread();
        return call;
    }

    /// <summary>The first parameter that nothing else gives a value to.</summary>
    private static ParameterInfo? InputParameter(FunctionDescriptor function) => Array.Find(function.Method.GetParameters(), parameter =>
        parameter != function.TriggerParameter
        && parameter.ParameterType != typeof(TaskOrchestrationContext)
        && parameter.ParameterType != typeof(FunctionContext)
        && parameter.ParameterType != typeof(CancellationToken)
        && BindingAttributes.Input(parameter) is null);
}
