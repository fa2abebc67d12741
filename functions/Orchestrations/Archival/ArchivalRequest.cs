using Serverless.Kernel.Declarations;
using Serverless.Kernel.Results;

namespace Serverless.Functions.Orchestrations.Archival;

/// <summary>A wish to take records out of reach now, and not with the next sweep.</summary>
public sealed record ArchivalRequest
{
    [Field("The container of the records", Purpose.Administration, MaxLength = 63)]
    public required string Domain { get; init; }

    [Field("Only records that were changed last before this moment; without it, all that the rule takes", Purpose.Administration)]
    public DateTimeOffset? Before { get; init; }

    [Field("Whether only to say what would go", Purpose.Administration)]
    public bool? DryRun { get; init; }

    internal IReadOnlyList<Violation> Check(RetirementRules rules, DateTimeOffset now)
    {
        if (!rules.Containers.Contains(Domain, StringComparer.Ordinal)) return [new Violation("/domain", $"must be one that says how long its records stay in reach: {string.Join(", ", rules.Containers)}")];
        return Before > rules.DueAt(Domain, now) ? [new Violation("/before", $"must not be after {rules.DueAt(Domain, now):O}: what was changed since stays in reach by the domain's rule")] : [];
    }
}
