namespace Serverless.Kernel.Access;

/// <summary>What a caller may be. Names stand in tokens and in the table of who may call what: add, never rename.</summary>
public enum Role
{
    /// <summary>A person in a programme, who sees and changes their own data only.</summary>
    Learner,

    /// <summary>Runs programmes and keeps the data of their people.</summary>
    Staff,

    /// <summary>Judges applications and submissions.</summary>
    Reviewer,

    /// <summary>Data-protection officer: erasure, export, holds.</summary>
    Dpo,

    /// <summary>Reads what was done, not whom it was about.</summary>
    Auditor,

    /// <summary>Keeps the system running: projections, dead letters, drills. Sees no personal data.</summary>
    Operator,
}
