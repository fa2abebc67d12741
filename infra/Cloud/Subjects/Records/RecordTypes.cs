using Serverless.Kernel.Declarations;

namespace Serverless.Cloud.Subjects.Records;

/// <summary>What the domains of a container say of erasure, by the type of what lies there.</summary>
internal sealed class RecordTypes(IReadOnlyList<Domain> domains)
{
    /// <summary>Everything that does not stay: also what was kept of requests, and what nobody has declared.</summary>
    public static string Leaving => $"NOT ARRAY_CONTAINS(@types, {SubjectPartition.TypeOf})";

    public static string Of => $"ARRAY_CONTAINS(@types, {SubjectPartition.TypeOf})";

    public IReadOnlyList<Domain> Anonymised { get; } = [.. domains.Where(domain => domain.Erasure.Kind == ErasureKind.Anonymise)];

    public IReadOnlyList<Domain> Retained { get; } = [.. domains.Where(domain => domain.Erasure.Kind == ErasureKind.Retain)];

    public IReadOnlyList<Domain> Staying { get; } = [.. domains.Where(domain => domain.Erasure.Kind is ErasureKind.Retain or ErasureKind.NotPersonal)];

    public ErasureRule Rule { get; } = RuleOf([.. domains.Where(domain => domain.Erasure.Kind != ErasureKind.NotPersonal)]);

    public static Domain? Find(IReadOnlyList<Domain> among, string? type) => among.FirstOrDefault(domain => domain.RecordType == type);

    public static IReadOnlyDictionary<string, object> Parameters(IEnumerable<Domain> domains) =>
        new Dictionary<string, object>(StringComparer.Ordinal) { ["@types"] = domains.Select(domain => domain.RecordType).ToArray() };

    private static ErasureRule RuleOf(IReadOnlyList<Domain> personal)
    {
        var effect = personal.Select(domain => domain.Erasure.Kind).ToHashSet() switch
        {
            { Count: 0 } => ErasureEffect.NotPersonal,
            var kinds when kinds.Contains(ErasureKind.Anonymise) => ErasureEffect.Anonymised,
            var kinds when kinds.Contains(ErasureKind.Retain) => ErasureEffect.Retained,
            _ => ErasureEffect.Deleted,
        };
        return effect == ErasureEffect.NotPersonal
            ? new ErasureRule(effect, "Its records are about no person.")
            : new ErasureRule(effect, string.Join(' ', personal.Select(domain => domain.Erasure.Reason).Where(reason => reason.Length > 0).Distinct().Select(Sentence)));
    }

    private static string Sentence(string reason) => $"{char.ToUpperInvariant(reason[0])}{reason[1..].TrimEnd('.')}.";
}
