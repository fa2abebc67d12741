using System.Text.Json;
using Serverless.Cloud.Projections;
using Serverless.Kernel.Declarations;

namespace Serverless.Cloud.Automation;

/// <summary>Something that follows, by itself, from events of a domain.</summary>
public sealed class Reaction : FeedReader
{
    private readonly HashSet<string> _kinds;
    private readonly HashSet<string> _others;

    /// <exception cref="DeclarationException">The domain has no such event.</exception>
    internal Reaction(string name, Domain domain, IReadOnlyList<Type> events)
        : base(name)
    {
        Domain = domain;
        var unknown = events.Where(type => domain.Events.All(known => known.Type != type)).ToList();
        if (unknown.Count > 0 || events.Count == 0)
            throw new DeclarationException($"The reaction '{name}'", unknown.Count == 0 ? ["it follows from no event"] : [.. unknown.Select(type => $"'{domain.RecordType}' has no event {type.Name}")]);
        var declared = domain.Events.ToLookup(type => events.Contains(type.Type), type => type.Name);
        (_kinds, _others) = (declared[true].ToHashSet(StringComparer.Ordinal), declared[false].ToHashSet(StringComparer.Ordinal));
    }

    /// <summary>Whose feed it reads.</summary>
    public Domain Domain { get; }

    /// <summary>
    /// An event that nobody declared may be one that this reaction waits for, so it is not passed over. What has become statistics
    /// happened long ago, and nothing follows from it.
    /// </summary>
    internal bool Concerns(FeedEvent fact) =>
        !fact.IsAnonymised && !fact.IsRehydrated && !(fact.Document.TryGetProperty("kind", out var kind) && kind.ValueKind == JsonValueKind.String && _others.Contains(kind.GetString()!));

    internal Type TypeOf(string kind) => _kinds.Contains(kind)
        ? Domain.Events.Single(type => type.Name == kind).Type
        : throw new DeclarationException($"The domain '{Domain.Container}'", [$"the event '{kind}' is not declared"]);
}
