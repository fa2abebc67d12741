using Serverless.Cloud.Cosmos;
using Serverless.Kernel.Access;

namespace Serverless.Functions.Orchestrations.AttendanceImport.Keeping;

/// <summary>An import: who sent it, and what came of it in the end.</summary>
public sealed record ImportDocument : IPlatformDocument
{
    public const string DocumentId = "import";
    public const string DocumentKind = "attendance-import";

    public string Id { get; init; } = DocumentId;

    public required string TenantId { get; init; }

    /// <summary>An import has a partition of its own.</summary>
    public required string SubjectId { get; init; }

    public string Kind { get; init; } = DocumentKind;

    public required Guid ImportId { get; init; }

    /// <summary>Of all that makes the request what it is.</summary>
    public required string RequestHash { get; init; }

    public required ImportSender Sender { get; init; }

    /// <summary>By which who sent it through the queue finds it; null where it came over HTTP.</summary>
    public string? MessageId { get; init; }

    public required int Rows { get; init; }

    public required int Parts { get; init; }

    public required DateTimeOffset AcceptedAt { get; init; }

    /// <summary>Null while rows are left to be worked off.</summary>
    public ImportEnd? End { get; init; }

    /// <summary>Seconds after the last change.</summary>
    public required int Ttl { get; init; }

    public static string SubjectOf(Guid importId) => $"attendance-import:{importId}";
}

/// <summary>On whose behalf rows are recorded.</summary>
public sealed record ImportSender(string CallerId, Guid? PersonId, IReadOnlyList<Role> Roles)
{
    public static ImportSender Of(Caller caller)
    {
        ArgumentNullException.ThrowIfNull(caller);
        return new ImportSender(caller.Id, caller.PersonId, [.. caller.Roles.Order()]);
    }

    public Caller Caller(string tenantId) => new(tenantId, CallerId, PersonId, Roles.ToHashSet());
}

public sealed record ImportEnd(ImportCounts Counts, DateTimeOffset StartedAt, DateTimeOffset FinishedAt);
