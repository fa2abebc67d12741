namespace Serverless.Functions.Seams;

/// <summary>Whether a programme takes applications, and if not, why.</summary>
public enum ProgrammeOpenness
{
    Open,
    Unknown,
    Draft,
    Ended,
}

/// <summary>Asks Programmes, on behalf of who wants to apply.</summary>
public delegate Task<ProgrammeOpenness> IsProgrammeOpen(string tenantId, Guid programmeId, CancellationToken cancellation);
