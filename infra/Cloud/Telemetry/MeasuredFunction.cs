using System.Collections.Frozen;
using System.Reflection;
using Microsoft.Azure.Functions.Worker;
using Serverless.Cloud.Http;

namespace Serverless.Cloud.Telemetry;

/// <summary>What is known of a function before it runs: what starts it, and how fast it has to be.</summary>
/// <param name="Trigger">As OpenTelemetry names it: http, timer, pubsub, datasource, other.</param>
/// <param name="Route">Of an HTTP function, with its parameters' names and not their values; empty for any other.</param>
/// <param name="Objective">Within which 95 of 100 requests have to be answered; null where nobody waits.</param>
public sealed record MeasuredFunction(string Name, string Trigger, string Route, TimeSpan? Objective)
{
    /// <summary>One point read.</summary>
    public static readonly TimeSpan Read = TimeSpan.FromMilliseconds(100);

    /// <summary>A read and a batch.</summary>
    public static readonly TimeSpan Command = TimeSpan.FromMilliseconds(250);

    /// <summary>A query.</summary>
    public static readonly TimeSpan List = TimeSpan.FromMilliseconds(500);

    public const string Http = "http";

    private const BindingFlags Declared = BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    public static FrozenDictionary<string, MeasuredFunction> In(IEnumerable<Type> types) => (
        from type in types
        from method in type.GetMethods(Declared)
        let function = method.GetCustomAttribute<FunctionAttribute>()
        where function is not null
        select Of(function.Name, method)).ToFrozenDictionary(function => function.Name, StringComparer.OrdinalIgnoreCase);

    private static MeasuredFunction Of(string name, MethodInfo method)
    {
        var attributes = method.GetParameters().SelectMany(parameter => parameter.GetCustomAttributes()).ToList();
        if (attributes.OfType<HttpTriggerAttribute>().FirstOrDefault() is { } http)
            return new(name, Http, $"/api/{http.Route ?? name}", ObjectiveOf(method, http));
        var trigger = attributes.Select(attribute => attribute.GetType().Name).FirstOrDefault(type => type.EndsWith("TriggerAttribute", StringComparison.Ordinal));
        return new(name, TriggerOf(trigger), Route: "", Objective: null);
    }

    private static string TriggerOf(string? attribute) => attribute switch
    {
        nameof(TimerTriggerAttribute) => "timer",
        nameof(CosmosDBTriggerAttribute) => "datasource",
        nameof(ServiceBusTriggerAttribute) => "pubsub",
        _ => "other",
    };

    private static TimeSpan ObjectiveOf(MethodInfo method, HttpTriggerAttribute trigger)
    {
        if (method.GetCustomAttribute<ObjectiveAttribute>() is { } own) return TimeSpan.FromMilliseconds(own.Milliseconds);
        if (!(trigger.Methods ?? []).All(one => one.Equals("get", StringComparison.OrdinalIgnoreCase))) return Command;
        return method.GetCustomAttribute<OperationAttribute>() is { IsPaged: true } ? List : Read;
    }
}
