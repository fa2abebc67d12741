using System.Reflection;
using System.Text.Json.Nodes;
using Microsoft.Azure.Functions.Worker;
using Serverless.Cloud.Cosmos;
using Serverless.Kernel.Declarations;

namespace Serverless.Cloud.Subjects;

/// <summary>Everything in which the app stores something, found where it is declared.</summary>
public static class StoredPlaces
{
    private const string Topology = "servicebus.json";

    public static IEnumerable<StoredPlace> OfContainers(IEnumerable<Domain> domains, IEnumerable<ContainerDeclaration> others)
    {
        ArgumentNullException.ThrowIfNull(domains);
        ArgumentNullException.ThrowIfNull(others);
        return domains.Select(domain => domain.Container).Concat(others.Select(container => container.Name)).Distinct(StringComparer.Ordinal)
            .Select(name => new StoredPlace(StoredPlaceKind.Container, name));
    }

    /// <summary>Queues and topics, as the file declares them that is deployed with the app and so lies beside it.</summary>
    public static string MessagingDeclared() => File.ReadAllText(Path.Combine(AppContext.BaseDirectory, Topology));

    public static IEnumerable<StoredPlace> OfMessaging() => OfMessaging(MessagingDeclared());

    public static IEnumerable<StoredPlace> OfMessaging(string topology)
    {
        var spaces = JsonNode.Parse(topology)?["UserConfig"]?["Namespaces"]?.AsArray() ?? [];
        return spaces.SelectMany(space => Named(space!, "Queues", StoredPlaceKind.Queue).Concat(Named(space!, "Topics", StoredPlaceKind.Topic)));
    }

    /// <summary>Orchestrations keep what they are given, and their activities answer, for as long as their history is kept.</summary>
    public static IEnumerable<StoredPlace> OfOrchestrations(Assembly functions)
    {
        ArgumentNullException.ThrowIfNull(functions);
        return from type in functions.GetTypes()
               from method in type.GetMethods()
               where method.GetParameters().Any(parameter => parameter.IsDefined(typeof(OrchestrationTriggerAttribute)))
               let function = method.GetCustomAttribute<FunctionAttribute>()
               where function is not null
               select new StoredPlace(StoredPlaceKind.Orchestration, function.Name);
    }

    private static IEnumerable<StoredPlace> Named(JsonNode space, string list, StoredPlaceKind kind) =>
        (space[list]?.AsArray() ?? []).Select(one => new StoredPlace(kind, (string)one!["Name"]!));
}
