using Serverless.Kernel.Declarations;

namespace Serverless.Cloud.Cosmos;

/// <summary>The containers that follow from domains: what they ask is indexed, and nothing else.</summary>
public static class DomainContainers
{
    /// <summary>Every query names its tenant and the type of record that it wants, and sorts by the time of creation, as <see cref="RecordQuery"/> does.</summary>
    private static readonly string[] InEveryQuery = [.. Partitions.Paths, "/kind", "/createdAt"];

    /// <exception cref="DeclarationException">Two domains have the same type of record in one container.</exception>
    public static IEnumerable<ContainerDeclaration> Of(IEnumerable<Domain> domains) =>
        domains.GroupBy(domain => domain.Container).Select(group => Of(group.Key, [.. group]));

    private static ContainerDeclaration Of(string container, IReadOnlyList<Domain> domains)
    {
        var twice = domains.CountBy(domain => domain.RecordType).Where(type => type.Value > 1).Select(type => $"its record type '{type.Key}' is declared twice").ToList();
        if (twice.Count > 0) throw new DeclarationException($"The container '{container}'", twice);
        return new ContainerDeclaration(container)
        {
            Indexed = [.. InEveryQuery.Concat(domains.SelectMany(Paths)).Distinct().Order(StringComparer.Ordinal).Select(path => $"{path}/?")],
            Composites = [.. domains.SelectMany(Queries).Where(query => query.Count > 1).DistinctBy(query => string.Join(' ', query))],
        };
    }

    /// <summary>The service always indexes ids.</summary>
    private static IEnumerable<string> Paths(Domain domain) => Queries(domain).SelectMany(query => query).Where(path => path != "/id")
        .Concat(domain.Schema.Fields.Where(field => field.IsBlindIndexed).Select(field => $"/blind/{field.Name}"))
        .Concat(domain.Reserves ? [Reservations.OwnerPath] : []);

    /// <summary>What has been kept for long enough is looked for as well.</summary>
    private static IEnumerable<IReadOnlyList<string>> Queries(Domain domain)
    {
        foreach (var query in domain.Queries) yield return [.. query.Fields.Select(PathOf)];
        if (domain.Retention is { } retention) yield return [PathOf(retention.Field), PathOf("changedAt"), "/id"];
    }

    private static string PathOf(string field) => Domain.StoreFields.Contains(field) ? $"/{field}" : $"/data/{field}";
}
