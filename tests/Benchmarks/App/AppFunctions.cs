using System.Reflection;
using Microsoft.Azure.Functions.Worker;

namespace Serverless.Benchmarks.App;

/// <summary>Functions of the app that work without being asked.</summary>
internal static class AppFunctions
{
    /// <summary>Those that read the change feeds of the store.</summary>
    public static string[] OfFeeds { get; } =
    [
        .. from type in Assembly.Load("Serverless.Functions").GetTypes()
           from method in type.GetMethods()
           where method.GetCustomAttribute<FunctionAttribute>() is not null && method.GetParameters().Any(parameter => parameter.GetCustomAttribute<CosmosDBTriggerAttribute>() is not null)
           select method.GetCustomAttribute<FunctionAttribute>()!.Name,
    ];
}
