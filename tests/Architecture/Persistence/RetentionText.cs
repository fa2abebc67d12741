using Serverless.Cloud.Cosmos;
using Serverless.Cloud.Projections;
using static Serverless.Architecture.Persistence.Markdown;

namespace Serverless.Architecture.Persistence;

/// <summary>How long everything is kept, and what erasure of its subject does to it.</summary>
internal static class RetentionText
{
    public static IEnumerable<string> Lines() =>
    [
        "## Retention",
        "",
        .. Table(
            ["what", "kept", "on erasure of its subject"],
            [
                .. AsBuilt.Domains.Select(domain => new[] { $"{Code(domain.RecordType)} and its events", DomainText.Kept(domain), DomainText.Erasure(domain) }),
                ["answers to requests with an Idempotency-Key", $"{new RecordOptions().IdempotencyLife.TotalDays} days (`Records__IdempotencyLife`)", "what is sealed unreadable"],
                .. AsBuilt.Projections.Select(projection => new[] { $"read model {Code(projection.Name)}", "as long as it is wanted: it can be made again", Erased(projection) }),
                .. Platform().Select(container => new[] { Code(container), Words.Containers[container].Kept, container == "keys" ? "the key is destroyed" : "holds nothing personal in clear" }),
                .. MessagingText.Kept(),
            ]),
    ];

    private static string Erased(Projection projection) =>
        projection.Documents.Any(document => document.Schema.HasPersonal) ? "what is sealed unreadable" : "stays; holds nothing personal";

    /// <summary>Containers of no domain and no read model.</summary>
    public static IEnumerable<string> Platform() => AsBuilt.Containers.Select(container => container.Name)
        .Except(AsBuilt.Domains.Select(domain => domain.Container), StringComparer.Ordinal)
        .Except(AsBuilt.Projections.Select(projection => projection.Name), StringComparer.Ordinal);
}
