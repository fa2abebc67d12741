using System.Text.Json;
using System.Text.Json.Nodes;
using Serverless.Kernel.Declarations;

namespace Serverless.Unit.Domains;

/// <summary>Events on their way through their stored form.</summary>
internal static class Stored
{
    public static TState? Fold<TState, TEvent>(Domain<TState, TEvent> domain, IEnumerable<TEvent> events)
        where TState : class
        where TEvent : class => events.Select(fact => Read(domain, fact)).Aggregate((TState?)null, domain.Evolve);

    private static TEvent Read<TState, TEvent>(Domain<TState, TEvent> domain, TEvent fact)
        where TState : class
        where TEvent : class
    {
        var text = DocumentJson.Write(fact).ToJsonString();
        return (TEvent)JsonNode.Parse(text).Deserialize(domain.TypeOf(fact).Type, DocumentJson.Options)!;
    }
}
