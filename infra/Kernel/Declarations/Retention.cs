namespace Serverless.Kernel.Declarations;

/// <summary>How long a record stays in reach after a field took one of some values, and what becomes of it then: it is deleted, or archived.</summary>
/// <param name="Basis">The law or the interest by which it is kept so long, and no longer.</param>
public sealed record Retention(int YearsKept, string Field, IReadOnlyList<string> Values, string Basis)
{
    /// <summary>Null where the record is deleted.</summary>
    public ArchiveTerms? Archive { get; init; }

    public static Retention Years(int years, string after, string becomes, string basis) => Years(years, after, [becomes], basis);

    public static Retention Years(int years, string after, IReadOnlyList<string> becomes, string basis) => new(years, after, becomes, basis);

    /// <summary>It is moved to an archive, where it can still be read.</summary>
    /// <param name="offlineAfterDays">Until it takes hours to read; null: never.</param>
    /// <param name="deletedAfterDays">Until the archive is deleted.</param>
    public Retention ThenArchived(int? offlineAfterDays, int deletedAfterDays) => this with { Archive = new ArchiveTerms(offlineAfterDays, deletedAfterDays) };

    /// <summary>What took its value by then has been in reach for long enough.</summary>
    public DateTimeOffset DueAt(DateTimeOffset now) => now.AddYears(-YearsKept);

    internal IEnumerable<string> Problems()
    {
        if (YearsKept < 1) yield return "what is kept must be kept for a year at least";
        if (Values.Count == 0) yield return "retention follows no value";
        if (string.IsNullOrWhiteSpace(Basis)) yield return "retention has no legal basis";
        if (Archive is { OfflineAfterDays: < 1 } or { DeletedAfterDays: < 1 }) yield return "an archive must be kept for a day at least";
        if (Archive is { } terms && terms.OfflineAfterDays >= terms.DeletedAfterDays) yield return "an archive that goes offline must not be deleted by then";
    }
}

/// <summary>How long archives are kept, in days after they are made.</summary>
/// <param name="OfflineAfterDays">Until they are moved to where they cost least, and take hours to read; null: never.</param>
public sealed record ArchiveTerms(int? OfflineAfterDays, int DeletedAfterDays);

/// <summary>What erasure of the subject does to a record.</summary>
/// <param name="Reason">The legal basis for what stays; empty where nothing does.</param>
public sealed record Erasure(ErasureKind Kind, string Reason)
{
    public static Erasure Delete { get; } = new(ErasureKind.Delete, "");

    /// <summary>The records hold no personal data.</summary>
    public static Erasure NotPersonal { get; } = new(ErasureKind.NotPersonal, "");

    public static Erasure Anonymise(string why) => new(ErasureKind.Anonymise, why);

    public static Erasure Retain(string legalBasis) => new(ErasureKind.Retain, legalBasis);
}

public enum ErasureKind
{
    Delete,
    Anonymise,
    Retain,
    NotPersonal,
}

/// <summary>A query that the domain really asks; only these are indexed.</summary>
/// <param name="Fields">Of the record, or <c>createdAt</c> or <c>changedAt</c>; in the order of filter, then sort.</param>
public sealed record QueryPattern(string Purpose, params IReadOnlyList<string> Fields);
