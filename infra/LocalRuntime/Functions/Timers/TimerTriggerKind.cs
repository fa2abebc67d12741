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
    private const string ZoneSetting = "WEBSITE_TIME_ZONE";

    public override Type Attribute => typeof(TimerTriggerAttribute);

    public override string BindingType => "timerTrigger";

    public override bool Retries => true;

    public override ArgumentSource? Source(FunctionDescriptor function, ParameterInfo parameter) =>
        parameter == function.TriggerParameter && parameter.ParameterType == typeof(TimerInfo)
            ? context => ValueTask.FromResult(context.TriggerValue)
            : null;

    public override TriggerInput ByHand(BoundFunction function, string? text) => new()
    {
        Value = new TimerInfo { ScheduleStatus = state.Read<ScheduleStatus>(TimerTrigger.File(function)) },
        Reason = HandRuns.Reason,
    };

    public override ITrigger Join(BoundFunction function)
    {
        var attribute = (TimerTriggerAttribute)function.Descriptor.Trigger;
        var schedule = TimerSchedule.Parse(function.Name, configuration.Resolve(function.Name, attribute.Schedule), Zone(function.Name));
        return new TimerTrigger(function, schedule, attribute, RetryPolicy.Of(function.Descriptor), executor, state, time);
    }

    private TimeZoneInfo Zone(string function)
    {
        if (configuration[ZoneSetting] is not { Length: > 0 } name)
            return TimeZoneInfo.Utc;
        return TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone)
            ? zone
            : throw StartException.Of(function, $"the setting {ZoneSetting} is '{name}', which is no time zone here.");
    }
}

internal static class TimerServices
{
    public static void AddTimerTriggers(this IServiceCollection services) => services.AddSingleton<TriggerKind, TimerTriggerKind>();
}
