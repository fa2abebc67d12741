using Serverless.Cloud.Archives;
using Serverless.Functions.Orchestrations.Archival.Keeping;
using Serverless.Kernel.Declarations;

namespace Serverless.Functions.Orchestrations.Archival;

/// <summary>What domains say of how long their records stay in reach.</summary>
public sealed class RetirementRules(IEnumerable<Domain> domains, LifecycleOptions options)
{
    private readonly ILookup<string, Domain> _domains = domains.Where(domain => domain.Retention is not null).ToLookup(domain => domain.Container, StringComparer.Ordinal);

    /// <summary>Containers of which records are taken out of reach.</summary>
    public IReadOnlyList<string> Containers => [.. _domains.Select(container => container.Key).Order(StringComparer.Ordinal)];

    /// <summary>None where the container has no rule.</summary>
    public IReadOnlyList<Domain> Of(string container) => [.. _domains[container].OrderBy(domain => domain.RecordType, StringComparer.Ordinal)];

    /// <summary>The latest that something of the container may have been changed to be due.</summary>
    public DateTimeOffset DueAt(string container, DateTimeOffset now) => _domains[container].Max(domain => options.DueAt(domain, now));

    /// <summary>Of the tenants that have something due, and what.</summary>
    public DateTimeOffset DueAt(Domain domain, DateTimeOffset now) => options.DueAt(domain, now);

    /// <returns>Null where there is no such rule any more.</returns>
    public RetirementScope? ScopeOf(ArchivalDocument archival, string recordType)
    {
        ArgumentNullException.ThrowIfNull(archival);
        if (_domains[archival.Domain].FirstOrDefault(domain => domain.RecordType == recordType) is not { } domain) return null;
        var due = options.DueAt(domain, archival.RequestedAt);
        return new RetirementScope(archival.TenantId, Guid.Parse(archival.Id), domain, archival.Before < due ? archival.Before : due);
    }
}
