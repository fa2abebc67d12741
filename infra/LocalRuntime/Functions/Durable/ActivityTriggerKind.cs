using System.Reflection;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Serverless.LocalRuntime.Functions.Hosting;
using Serverless.LocalRuntime.Functions.Invocation;
using Serverless.LocalRuntime.Functions.Joining;

namespace Serverless.LocalRuntime.Functions.Durable;

internal sealed class ActivityTriggerKind(DurableHub hub, FunctionExecutor executor, HostShutdown shutdown) : TriggerKind
{
    public override Type Attribute => typeof(ActivityTriggerAttribute);

    public override string BindingType => "activityTrigger";

    /// <summary>The input for the trigger's own parameter, and the id of the calling instance by its name.</summary>
    public override ArgumentSource? Source(FunctionDescriptor function, ParameterInfo parameter)
    {
        if (parameter != function.TriggerParameter)
            return InstanceData.Has(parameter) ? ArgumentConversion.ByName(parameter) : null;
        return parameter.ParameterType == typeof(TaskActivityContext) || parameter.ParameterType == typeof(TaskOrchestrationContext)
            ? null
            : context => ValueTask.FromResult(InputArgument.Of(parameter, context.TriggerValue));
    }

    public override ITrigger Join(BoundFunction function)
    {
        var attribute = (ActivityTriggerAttribute)function.Descriptor.Trigger;
        var type = function.Descriptor.TriggerParameter.ParameterType;
        var input = type == typeof(FunctionContext) || type == typeof(CancellationToken) ? typeof(object) : type;
        hub.Add(function.Name, attribute.Activity ?? function.Name, new FunctionActivity(function, input, executor, shutdown));
        return new DurableTrigger(hub);
    }
}
