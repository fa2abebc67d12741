using Microsoft.Extensions.DependencyInjection;
using Serverless.LocalRuntime.Functions.Joining;

namespace Serverless.LocalRuntime.Functions.Durable;

internal static class DurableServices
{
    public static void AddDurableTriggers(this IServiceCollection services)
    {
        services.AddSingleton<DurableHub>();
        services.AddSingleton<TriggerKind, OrchestrationTriggerKind>();
        services.AddSingleton<TriggerKind, ActivityTriggerKind>();
        services.AddSingleton<InputKind, DurableClientKind>();
    }
}
