using Serverless.Kernel.Access;
using Serverless.Kernel.Ids;

namespace Serverless.Functions.Orchestrations.AttendanceImport.Keeping;

/// <summary>An import: who sent it, and what came of it in the end.</summary>
public sealed record ImportDocument
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

/// <summary>Some of an import's rows: as they were sent, and then, in their place, what became of them.</summary>
public sealed record ImportPart
{
    public required string Id { get; init; }

    public required string TenantId { get; init; }

    public required string SubjectId { get; init; }

    public string Kind { get; init; } = "attendance-import-rows";

    public required Guid ImportId { get; init; }

    public required IReadOnlyList<KeptRow> Rows { get; init; }

    public required int Ttl { get; init; }

    /// <summary>Of the document as it was read; not part of it.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public string ETag { get; init; } = "";

    public bool IsDone => Rows.All(row => row.Result is not null);

    public ImportCounts Counts => new(Count(RowOutcome.Recorded), Count(RowOutcome.Repeated), Count(RowOutcome.Rejected));

    public static string IdOf(int number) => $"rows-{number}";

    private int Count(RowOutcome outcome) => Rows.Count(row => row.Result?.Outcome == outcome);
}

/// <param name="Waiting">Null once there is a result.</param>
public sealed record KeptRow(int Number, int Line, WaitingRow? Waiting, RowResult? Result)
{
    /// <summary>The same for this row of this import, always.</summary>
    public Guid CommandId(Guid importId) => Uuid.Derived("attendance-import-row", importId.ToString(), $"{Number}");
}

/// <param name="Details">What is personal of it, sealed: see <see cref="RowDetails"/>.</param>
public sealed record WaitingRow(Guid PersonId, Guid ProgrammeId, Guid SessionId, Seams.AttendanceStatus Status, string? Details);

public sealed record RowResult(RowOutcome Outcome, Guid? AttendanceId, string? Code, string? Field, string? Message);
