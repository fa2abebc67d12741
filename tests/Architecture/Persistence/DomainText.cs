using System.Globalization;
using Serverless.Cloud.Archives;
using Serverless.Kernel.Declarations;
using static Serverless.Architecture.Persistence.Markdown;

namespace Serverless.Architecture.Persistence;

/// <summary>Each domain: its record, its events, what becomes of them.</summary>
internal static class DomainText
{
    public static IEnumerable<string> Lines() =>
    [
        "## Domains",
        "",
        "A domain's container holds, in the partition of the subject that they are about: the **record**, which is its current state",
        "(`id`, `tenantId`, `subjectId`, `kind`, `version`, `createdAt`, `changedAt`, `data`); its **events**, one document each, which are only",
        "ever added (besides: `recordId`, `recordType`, `index`, `final`, `at`, `by`, `why`, `changes` with the values before and after); and, for a",
        "while, the **answers** to requests that had an Idempotency-Key. One transactional batch writes what one command changes. Fields that are",
        "sealed are so wherever they occur: AES-256-GCM with the subject's key.",
        "",
        .. AsBuilt.Domains.SelectMany(Lines),
    ];

    public static string Erasure(Domain domain) => domain.Erasure.Kind switch
    {
        ErasureKind.Delete => "deleted",
        ErasureKind.Anonymise => $"anonymised: {domain.Erasure.Reason}",
        ErasureKind.Retain => $"retained, what is sealed unreadable: {domain.Erasure.Reason}",
        ErasureKind.NotPersonal => "stays; holds nothing personal",
        _ => throw new ArgumentOutOfRangeException(nameof(domain)),
    };

    public static string Kept(Domain domain)
    {
        var otherwise = domain.Erasure.Kind is ErasureKind.Retain or ErasureKind.NotPersonal ? "for good" : "as long as the subject is here";
        return domain.Retention is { } retention
            ? $"{retention.YearsKept} year{(retention.YearsKept == 1 ? "" : "s")} after `{retention.Field}` became {string.Join(" or ", retention.Values.Select(Code))}{(retention.Archive is { } terms ? $", then {terms.DeletedAfterDays} days in {Code(ArchiveBlobs.ContainerOf(domain).Name)}" : "")}, then deleted; else {otherwise}; {retention.Basis}"
            : otherwise;
    }

    private static IEnumerable<string> Lines(Domain domain) =>
    [
        $"### {domain.RecordType} (container `{domain.Container}`)",
        "",
        $"- team: {domain.Owner}",
        $"- on erasure of the subject: {Erasure(domain)}",
        $"- kept: {Kept(domain)}",
        $"- a record has up to {(domain.MaxDocumentBytes / 1024).ToString(CultureInfo.InvariantCulture)} KiB",
        .. domain.Queries.Select(query => $"- asked: {query.Purpose} (by {Codes(query.Fields)})"),
        $"- read by: {Readers(domain.Container)}",
        "",
        .. FieldText.Table(domain.Schema.Fields),
        .. Table(["event", "says"], domain.Events.Select(type => new[] { Code(type.Name), Codes(type.Schema.Fields.Select(field => field.Name)) })),
        .. OfEventsAlone(domain) is { Count: > 0 } fields ? ["What events say besides:", "", .. FieldText.Table(fields)] : Array.Empty<string>(),
    ];

    /// <summary>Fields that the record does not have.</summary>
    private static List<FieldSchema> OfEventsAlone(Domain domain) =>
        [.. domain.Events.SelectMany(type => type.Schema.Fields).Where(field => domain.Schema.Find(field.Name) is null).DistinctBy(field => field.Name)];

    private static string Readers(string container) => Codes(AsBuilt.Feeds.Where(feed => feed.Trigger.ContainerName == container).Select(feed => feed.Function));
}
