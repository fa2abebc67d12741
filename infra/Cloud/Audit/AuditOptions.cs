using System.ComponentModel.DataAnnotations;

namespace Serverless.Cloud.Audit;

public sealed class AuditOptions
{
    public const string Section = "Audit";

    /// <summary>Subjects whose last entry is kept in memory, so that the next one needs no look for it.</summary>
    [Range(1, 1_000_000)]
    public int CacheSize { get; init; } = 20_000;

    /// <summary>Entries of different subjects that one run stores at the same time, as a list needs it.</summary>
    [Range(1, 128)]
    public int Concurrency { get; init; } = 16;

    /// <summary>How often an entry is put to the end of a chain that others continue at the same moment, before the answer is 503.</summary>
    [Range(1, 1_000)]
    public int MaxAttempts { get; init; } = 50;

    /// <summary>After so many entries a check of a whole tenant answers how far it is, at the end of a chain.</summary>
    [Range(1, 1_000_000)]
    public int VerifyEntries { get; init; } = 10_000;
}
