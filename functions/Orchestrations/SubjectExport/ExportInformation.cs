using Serverless.Cloud.Identity;
using Serverless.Functions.Orchestrations.SubjectExport.Collecting;
using Serverless.Functions.Orchestrations.SubjectExport.Keeping;
using Serverless.Kernel.Declarations;

namespace Serverless.Functions.Orchestrations.SubjectExport;

/// <summary>What a person is told beside their data (GDPR Art. 15(1) and (2)), from what the domains declare and the operator says.</summary>
public sealed class ExportInformation(ExportSections sections, Residency residency, SubjectExportOptions options)
{
    private static readonly IReadOnlyList<string> Rights =
    [
        "To have wrong data corrected (GDPR Art. 16)",
        "To have your data erased (Art. 17)",
        "To have its use restricted (Art. 18)",
        "To receive it and have it sent to somebody else (Art. 20)",
        "To object to its use (Art. 21)",
        "To withdraw a consent at any time, for the future (Art. 7(3))",
        "To complain to a supervisory authority, for example where you live (Art. 77)",
    ];

    internal InformationFile Of(ExportDocument export) => new()
    {
        ExportId = export.Id,
        PersonId = Guid.Parse(export.SubjectId),
        RequestedAt = export.RequestedAt,
        Controller = options.Controller,
        Contact = options.Contact,
        Region = residency.Region,
        Recipients = [.. options.Recipients.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)],
        Source = "You yourself, and the people who run your programme. The history of each record says who entered what.",
        AutomatedDecisions = options.AutomatedDecisions,
        Rights = Rights,
        Records = [.. sections.Domains.Select(Of)],
    };

    private static RecordInformation Of(Domain domain)
    {
        var fields = domain.Schema.Fields.SelectMany(field => Flat(field, field.Name)).ToList();
        return new RecordInformation
        {
            Record = $"{domain.Container}/{domain.RecordType}",
            Title = Wording.Phrase(domain.RecordType),
            Purposes = [.. fields.Select(field => field.Field.Purpose).Distinct().Order().Select(purpose => new PurposeInformation(SchemaJson.Name(purpose), LegalBases.Of(purpose)))],
            Categories = [.. fields.Select(field => field.Field.Personal).Where(personal => personal != Personal.None).Distinct().Order().Select(SchemaJson.Name)],
            KeptFor = domain.Retention is { } retention
                ? $"{Wording.Count(retention.YearsKept, "year", "years")} after {Wording.Phrase(retention.Field).ToLowerInvariant()} became {string.Join(" or ", retention.Values.Select(value => Wording.Phrase(value).ToLowerInvariant()))}{(retention.Archive is { } terms ? $", then in an archive for {Wording.Count(terms.DeletedAfterDays, "day", "days")}" : "")}, then deleted"
                : "As long as you take part, or until you ask for erasure",
            OnErasure = domain.Erasure.Kind switch
            {
                ErasureKind.Delete => "Deleted",
                ErasureKind.Anonymise => "Kept as statistics that name nobody",
                ErasureKind.Retain => "Kept, because it must be",
                _ => "Kept; it says nothing personal",
            },
            Basis = domain.Erasure.Reason.Length > 0 ? domain.Erasure.Reason : null,
            Fields = [.. fields.Select(field => new FieldInformation(field.Path, field.Field.Meaning, SchemaJson.Name(field.Field.Purpose), field.Field.IsPersonal ? SchemaJson.Name(field.Field.Personal) : null))],
        };
    }

    private static IEnumerable<(string Path, FieldSchema Field)> Flat(FieldSchema field, string path)
    {
        var nested = field.Value.Record ?? field.Value.Element?.Record;
        return nested is null ? [(path, field)] : [(path, field), .. nested.Fields.SelectMany(inner => Flat(inner, $"{path}.{inner.Name}"))];
    }
}

/// <summary>The file <c>information.json</c>.</summary>
internal sealed record InformationFile
{
    public required Guid ExportId { get; init; }

    public required Guid PersonId { get; init; }

    public required DateTimeOffset RequestedAt { get; init; }

    public required string Controller { get; init; }

    public required string Contact { get; init; }

    /// <summary>In which the data is kept; null where the deployment names none.</summary>
    public required string? Region { get; init; }

    public required IReadOnlyList<string> Recipients { get; init; }

    public required string Source { get; init; }

    public required string AutomatedDecisions { get; init; }

    public required IReadOnlyList<string> Rights { get; init; }

    public required IReadOnlyList<RecordInformation> Records { get; init; }
}

internal sealed record RecordInformation
{
    public required string Record { get; init; }

    public required string Title { get; init; }

    public required IReadOnlyList<PurposeInformation> Purposes { get; init; }

    public required IReadOnlyList<string> Categories { get; init; }

    public required string KeptFor { get; init; }

    public required string OnErasure { get; init; }

    /// <summary>The law by which it stays, where it does.</summary>
    public required string? Basis { get; init; }

    public required IReadOnlyList<FieldInformation> Fields { get; init; }
}

internal sealed record PurposeInformation(string Purpose, string Basis);

internal sealed record FieldInformation(string Field, string Meaning, string Purpose, string? Personal);
