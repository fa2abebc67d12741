using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Serverless.Kernel.Declarations;

/// <summary>What a domain says once about its records; contract, indexes, sealing, erasure and archival follow from it.</summary>
public abstract partial class Domain(string container, string recordType, Type stateType)
{
    /// <summary>Fields that the store itself writes beside the record's own.</summary>
    public static IReadOnlyList<string> StoreFields { get; } = ["createdAt", "changedAt"];

    public string Container => container;

    public string RecordType => recordType;

    /// <summary>The team that answers for the domain.</summary>
    public required string Owner { get; init; }

    public required Erasure Erasure { get; init; }

    /// <summary>It serves the subject's rights, and so is written while their data is restricted (GDPR Art. 18(2)).</summary>
    public bool ServesRights { get; init; }

    /// <summary>Null: as long as the subject is here.</summary>
    public Retention? Retention { get; init; }

    public required IReadOnlyList<EventType> Events { get; init; }

    public IReadOnlyList<QueryPattern> Queries { get; init; } = [];

    /// <summary>What of it is switched on and off while the app runs.</summary>
    public IReadOnlyList<Feature> Features { get; init; } = [];

    /// <summary>Values of its records are reserved, so that each occurs once in a tenant; those of a subject are found by who has them.</summary>
    public bool Reserves { get; init; }

    /// <summary>The most bytes that one document may have, as JSON and before sealing.</summary>
    public int MaxDocumentBytes { get; init; } = 64 * 1024;

    /// <summary>Everything that may be stored, and is read.</summary>
    public RecordSchema Schema => RecordSchema.Of(stateType);

    /// <summary>A subject key is needed to store it.</summary>
    public bool HasPersonal => Schema.HasPersonal || Events.Any(e => e.Schema.HasPersonal);

    /// <summary>The last event of a record whose subject is erased, before it is anonymised.</summary>
    /// <param name="state">The record as JSON; what is personal in it is empty.</param>
    /// <returns>The event, and the state that it leads to; null where it can stay as it is.</returns>
    public abstract (EventType Type, JsonObject Fact, JsonObject State)? EndOf(JsonObject state);

    /// <summary>Nothing is done with it, and nothing follows from it, while the subject's data is restricted.</summary>
    public bool IsRestrictable => HasPersonal && !ServesRights;

    /// <summary>What clients write and see while these features are on, and no others.</summary>
    public RecordSchema SchemaInForce(IReadOnlySet<string> features) => Schema.InForce(features);

    /// <exception cref="DeclarationException">Something is missing or contradicts; every problem is named.</exception>
    public void Validate()
    {
        var problems = Problems().ToList();
        if (problems.Count > 0) throw new DeclarationException($"The domain '{container}'", problems);
    }

    internal static bool IsName(string text) => Name().IsMatch(text);

    private IEnumerable<string> Problems()
    {
        if (!IsName(container) || !IsName(recordType)) yield return "its names must be lower case with hyphens";
        if (string.IsNullOrWhiteSpace(Owner)) yield return "it has no owner";
        if (Events.Count == 0) yield return "it has no events";
        foreach (var name in Events.CountBy(e => e.Name).Where(n => n.Value > 1)) yield return $"the event '{name.Key}' is declared twice";
        foreach (var name in Events.Select(e => e.Name).Where(n => !IsName(n) || n == recordType)) yield return $"'{name}' is no name for an event";
        // What is about a person, and says nothing personal, may have to stay; nothing else may without a reason.
        if (HasPersonal ? Erasure.Kind == ErasureKind.NotPersonal : Erasure.Kind is not (ErasureKind.NotPersonal or ErasureKind.Retain)) yield return "what erasure does contradicts its fields";
        if (Erasure.Kind is ErasureKind.Anonymise or ErasureKind.Retain && string.IsNullOrWhiteSpace(Erasure.Reason)) yield return "what erasure leaves has no reason";
        foreach (var field in Schema.Fields.Where(field => field.IsPrefixIndexed)) yield return $"'{field.Name}' is found by how it begins, which only documents of read models are";
        if (Retention is { } retention && !IsQueryable(retention.Field)) yield return $"retention follows '{retention.Field}', which cannot be queried";
        foreach (var problem in Retention?.Problems() ?? []) yield return problem;
        foreach (var value in Retention?.Values ?? [])
        {
            if (Schema.Find(Retention!.Field) is { Value: { Kind: ValueKind.Enumeration } values } && !values.Names.Contains(value)) yield return $"retention follows '{value}', which '{Retention.Field}' never is";
        }

        foreach (var field in Queries.SelectMany(q => q.Fields).Where(f => !IsQueryable(f))) yield return $"a query uses '{field}', which cannot be queried";
        foreach (var problem in FeatureRules.Problems(this)) yield return problem;
    }

    /// <summary>A sealed value cannot be filtered or sorted by.</summary>
    private bool IsQueryable(string field) =>
        StoreFields.Contains(field) || Schema.Find(field) is { IsPersonal: false, Value.Kind: not (ValueKind.Record or ValueKind.List) };

    [GeneratedRegex("^[a-z][a-z0-9]*(-[a-z0-9]+)*$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Name();
}

/// <inheritdoc/>
/// <typeparam name="TState">The record: what is stored as its current state.</typeparam>
/// <typeparam name="TEvent">The base of its events.</typeparam>
public sealed class Domain<TState, TEvent>(string container, string recordType) : Domain(container, recordType, typeof(TState))
    where TState : class
    where TEvent : class
{
    /// <summary>Event -> state, pure; a null state is a record that does not exist yet.</summary>
    public required Func<TState?, TEvent, TState> Evolve { get; init; }

    /// <summary>How a record ends that is under way when its subject is erased, and stays as statistics; null where it has ended.</summary>
    public Func<TState, TEvent?>? OnErasure { get; init; }

    public override (EventType Type, JsonObject Fact, JsonObject State)? EndOf(JsonObject state)
    {
        var before = DocumentJson.Read<TState>(state);
        return OnErasure?.Invoke(before) is { } last ? (TypeOf(last), DocumentJson.Write(last), DocumentJson.Write(Evolve(before, last))) : null;
    }

    public EventType TypeOf(TEvent fact) => Events.FirstOrDefault(e => e.Type == fact.GetType())
        ?? throw new DeclarationException($"The domain '{Container}'", [$"the event {fact.GetType().Name} is not declared"]);
}
