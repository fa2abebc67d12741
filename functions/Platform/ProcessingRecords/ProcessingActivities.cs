using Serverless.Cloud.Projections;
using Serverless.Kernel.Declarations;

namespace Serverless.Functions.Platform.ProcessingRecords;

/// <summary>Activities, made of declarations: what a domain or a read model does not declare, it does not keep.</summary>
internal static class ProcessingActivities
{
    /// <summary>All that is about people is about these: they are the partitions.</summary>
    private static readonly string[] People = ["applicants", "learners"];

    public static bool IsAboutPeople(Domain domain) => domain.Erasure.Kind != ErasureKind.NotPersonal;

    public static bool IsAboutPeople(Projection projection) => projection.Documents.SelectMany(document => document.Domains).Any(IsAboutPeople);

    public static ProcessingActivity Of(Domain domain) => Of(
        domain.RecordType,
        ActivityKind.Record,
        domain.Container,
        domain.Owner,
        madeOf: [],
        Kept(domain),
        Erased(domain),
        [domain.Schema, .. domain.Events.Select(type => type.Schema)]);

    public static ProcessingActivity Of(Projection projection)
    {
        IReadOnlyList<Domain> domains = [.. projection.Documents.SelectMany(document => document.Domains).OrderBy(domain => domain.RecordType, StringComparer.Ordinal)];
        return Of(
            projection.Name,
            ActivityKind.ReadModel,
            projection.Name,
            string.Join(", ", domains.Select(domain => domain.Owner).Distinct().Order(StringComparer.Ordinal)),
            [.. domains.Select(domain => domain.RecordType)],
            "As long as the records that it is made of; it can be made again of them.",
            "Made again of what is left of those records.",
            [.. projection.Documents.Select(document => document.Schema)]);
    }

    /// <summary>What no rule ever ends.</summary>
    public static string KeptOtherwise(Domain domain) =>
        domain.Erasure.Kind is ErasureKind.Retain or ErasureKind.NotPersonal ? "for good" : "as long as the person is here";

    public static string Erased(Domain domain) => domain.Erasure.Kind switch
    {
        ErasureKind.Delete => "Deleted.",
        ErasureKind.Anonymise => $"Anonymised. {Sentence.Of(domain.Erasure.Reason)}",
        ErasureKind.NotPersonal => "Stays: it is about nobody.",
        ErasureKind.Retain => $"Kept, what is sealed unreadable. {Sentence.Of(domain.Erasure.Reason)}",
        _ => throw new ArgumentOutOfRangeException(nameof(domain)),
    };

    private static ProcessingActivity Of(
        string name, ActivityKind kind, string container, string owner, IReadOnlyList<string> madeOf, string kept, string erased, IReadOnlyList<RecordSchema> schemas)
    {
        IReadOnlyList<ProcessedField> fields = [.. schemas.SelectMany(schema => Fields(schema, prefix: "")).Distinct()];
        return new ProcessingActivity(
            name,
            kind,
            container,
            owner,
            madeOf,
            People,
            [.. fields.Select(field => field.Purpose).Distinct().Order().Select(purpose => new PurposeBasis(purpose, LegalBases.Of(purpose)))],
            [.. fields.Select(field => field.Class).Where(personal => personal != Personal.None).Distinct().Order()],
            kept,
            erased,
            fields);
    }

    private static IEnumerable<ProcessedField> Fields(RecordSchema schema, string prefix)
    {
        foreach (var field in schema.Fields)
        {
            var name = $"{prefix}{field.Name}";
            yield return new ProcessedField(name, field.Meaning, field.Purpose, field.Personal);
            if (Within(field.Value) is not { } nested) continue;
            foreach (var inner in Fields(nested, $"{name}.")) yield return inner;
        }
    }

    private static RecordSchema? Within(ValueSchema value) => value.Record ?? (value.Element is { } element ? Within(element) : null);

    private static string Kept(Domain domain)
    {
        var otherwise = KeptOtherwise(domain);
        return domain.Retention is { } retention
            ? $"{Years(retention)} after {retention.Field} became {string.Join(" or ", retention.Values)}{Afterwards(retention)}; else {otherwise}. {Sentence.Of(retention.Basis)}"
            : Sentence.Of(otherwise);
    }

    private static string Years(Retention retention) => $"{retention.YearsKept} {(retention.YearsKept == 1 ? "year" : "years")}";

    private static string Afterwards(Retention retention) =>
        retention.Archive is { } terms ? $", then {terms.DeletedAfterDays} days in an archive, sealed as it was, and deleted" : ", then deleted";
}
