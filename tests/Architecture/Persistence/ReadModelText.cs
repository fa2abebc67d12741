using Serverless.Cloud.Projections;
using static Serverless.Architecture.Persistence.Markdown;

namespace Serverless.Architecture.Persistence;

/// <summary>Read models, and what they are made of.</summary>
internal static class ReadModelText
{
    public static IEnumerable<string> Lines() =>
    [
        "## Read models",
        "",
        "Each lies in a container of its own, is made of events only, and can be thrown away and made again from them",
        "(`POST /api/projections/{name}/rebuild`). Personal fields are sealed there too.",
        "",
        .. AsBuilt.Projections.SelectMany(Lines),
    ];

    private static IEnumerable<string> Lines(Projection projection) =>
    [
        $"### {projection.Name}",
        "",
        .. projection.Documents.SelectMany(document => Lines(document)),
    ];

    private static IEnumerable<string> Lines(ProjectedDocument document) =>
    [
        $"`{document.Kind}`, made of the events of {Codes(document.Domains.Select(domain => domain.RecordType))}; {Place(document)}:",
        "",
        .. FieldText.Table(document.Schema.Fields),
    ];

    private static string Place(ProjectedDocument document) =>
        $"{(document.PlaceOf is null ? "one for each subject, in its partition" : "placed by what its events say")}{(KeepsTally(document) ? ", and added up in counters beside it" : "")}";

    /// <summary>The property is of the document's own type.</summary>
    private static bool KeepsTally(ProjectedDocument document) =>
        document.GetType().GetProperty(nameof(ProjectedDocument<object>.TallyOf))!.GetValue(document) is not null;
}
