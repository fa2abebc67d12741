using System.Globalization;
using Serverless.Cloud.Cosmos;
using static Serverless.Architecture.Persistence.Markdown;

namespace Serverless.Architecture.Persistence;

/// <summary>Containers, with all that a container is made with.</summary>
internal static class ContainerText
{
    public static IEnumerable<string> Lines() =>
    [
        "## Containers",
        "",
        "All are in the Cosmos DB database `serverless`. Nothing is indexed but what stands here, `id` and `_ts`. A container that differs",
        "is named when the app starts and at `GET /api/operations/containers`.",
        "",
        .. Table(
            ["container", "of", "partition key", "unique keys", "expires", "indexed", "indexed together"],
            AsBuilt.Containers.Select(container => new[]
            {
                Code(container.Name),
                Of(container),
                Codes(container.PartitionKey),
                Together(container.UniqueKeys),
                Expires(container.TimeToLive),
                Codes(container.Indexed.Select(path => path.EndsWith("/?", StringComparison.Ordinal) ? path[..^2] : path)),
                Together(container.Composites),
            })),
    ];

    /// <summary>Of no domain and no read model.</summary>
    public static IEnumerable<string> Platform() => AsBuilt.Containers.Select(container => container.Name)
        .Except(AsBuilt.Domains.Select(domain => domain.Container), StringComparer.Ordinal)
        .Except(AsBuilt.Projections.Select(projection => projection.Name), StringComparer.Ordinal);

    public static string Expires(int? timeToLive) => timeToLive switch
    {
        null => "never",
        ContainerDeclaration.ExpiresByDocument => "by document",
        { } seconds => $"{seconds.ToString(CultureInfo.InvariantCulture)} s",
    };

    private static string Of(ContainerDeclaration container)
    {
        var teams = AsBuilt.Domains.Where(domain => domain.Container == container.Name).Select(domain => domain.Owner).Distinct().ToList();
        return teams.Count > 0 ? $"domain, team {string.Join(", ", teams)}"
            : AsBuilt.Projections.Any(projection => projection.Name == container.Name) ? "read model"
            : $"platform: {Words.Containers[container.Name]}";
    }

    private static string Together(IReadOnlyList<IReadOnlyList<string>> paths) =>
        paths.Count == 0 ? "-" : string.Join("; ", paths.Select(group => string.Join(" + ", group.Select(Code))));
}
