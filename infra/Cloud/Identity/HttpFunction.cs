using System.Reflection;
using Microsoft.Azure.Functions.Worker;

namespace Serverless.Cloud.Identity;

/// <summary>What a function that answers HTTP requests says of itself.</summary>
/// <param name="Name">As the host knows it; no two functions of an app have the same.</param>
/// <param name="Methods">In upper case; none are all.</param>
/// <param name="Route">Below the host's prefix.</param>
/// <param name="OwnLimit">Calls per minute; null where the limit for all holds.</param>
public sealed record HttpFunction(string Name, IReadOnlyList<string> Methods, string Route, Admission Admission, int? OwnLimit)
{
    private const BindingFlags Declared = BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    /// <exception cref="InvalidOperationException">A function contradicts itself; the message names it.</exception>
    public static IReadOnlyList<HttpFunction> In(IEnumerable<Type> types) =>
    [
        .. from type in types
           from method in type.GetMethods(Declared)
           let function = method.GetCustomAttribute<FunctionAttribute>()
           where function is not null
           from parameter in method.GetParameters()
           let trigger = parameter.GetCustomAttribute<HttpTriggerAttribute>()
           where trigger is not null
           select Of(method, function.Name, trigger),
    ];

    private static HttpFunction Of(MethodInfo method, string name, HttpTriggerAttribute trigger)
    {
        var limit = method.GetCustomAttribute<RateLimitAttribute>()?.PerMinute;
        if (limit is < 1 or > RateLimits.Most)
            throw new InvalidOperationException($"The function '{name}' has a rate limit of {limit} per minute, and must have one from 1 to {RateLimits.Most}.");
        return new(
            name,
            [.. (trigger.Methods ?? []).Select(one => one.ToUpperInvariant())],
            trigger.Route ?? name,
            Admission.Of(method, name),
            limit);
    }
}
