namespace Serverless.Kernel.Declarations;

/// <summary>How long a record is kept after a field took a value.</summary>
public sealed record Retention(int YearsKept, string Field, string Value)
{
    public static Retention Years(int years, string after, string becomes) => new(years, after, becomes);
}

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
