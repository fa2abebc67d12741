using System.Reflection;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Serverless.LocalRuntime.Functions.Hosting;
using Serverless.LocalRuntime.Functions.Invocation;
using Serverless.LocalRuntime.Functions.Joining;

namespace Serverless.LocalRuntime.Functions.Timers;

internal sealed class TimerTriggerKind(IConfiguration configuration, RetryingExecutor executor, StateFolder state, TimeProvider time) : TriggerKind
{
    public override Type Attribute => typeof(TimerTriggerAttribute);

    public override string BindingType => "timerTrigger";

    public override bool Retries => true;

    public override ArgumentSource? Source(FunctionDescriptor function, ParameterInfo parameter) =>
        parameter == function.TriggerParameter && parameter.ParameterType == typeof(TimerInfo)
            ? context => ValueTask.FromResult(context.TriggerValue)
            : null;

    public override ITrigger Join(BoundFunction function)
    {
        var attribute = (TimerTriggerAttribute)function.Descriptor.Trigger;
        var schedule = TimerSchedule.Parse(function.Name, configuration.Resolve(function.Name, attribute.Schedule));
        return new TimerTrigger(function, schedule, attribute, RetryPolicy.Of(function.Descriptor), executor, state, time);
    }
}

internal static class TimerServices
{
    public static void AddTimerTriggers(this IServiceCollection services) => services.AddSingleton<TriggerKind, TimerTriggerKind>();
}
