using System.Reflection;
using Microsoft.Azure.Functions.Worker;

namespace Serverless.Benchmarks.App;

/// <summary>Functions of the app that work without being asked.</summary>
internal static class AppFunctions
{
    /// <summary>Those that read the change feeds of the store.</summary>
    public static string[] OfFeeds { get; } = [.. Feeds().Select(feed => feed.Function)];

    /// <summary>Those that read the feed of one container.</summary>
    public static string[] OfFeed(string container) => [.. Feeds().Where(feed => feed.Container == container).Select(feed => feed.Function)];

    private static IEnumerable<(string Function, string Container)> Feeds() =>
        from type in Assembly.Load("Serverless.Functions").GetTypes()
        from method in type.GetMethods()
        let function = method.GetCustomAttribute<FunctionAttribute>()
        where function is not null
        from parameter in method.GetParameters()
        let trigger = parameter.GetCustomAttribute<CosmosDBTriggerAttribute>()
        where trigger is not null
        select (function.Name, trigger.ContainerName);
}
