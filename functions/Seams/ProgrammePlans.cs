namespace Serverless.Functions.Seams;

/// <summary>Asks Programmes what a published programme consists of. What it answers only grows.</summary>
/// <returns>Null where there is no such programme, or it is still a draft.</returns>
public delegate Task<ProgrammePlan?> FindProgrammePlan(string tenantId, Guid programmeId, CancellationToken cancellation);

/// <summary>What there is to attend and to hand in, and what completing it takes.</summary>
/// <param name="MinimumAttendance">Of the sessions, in percent.</param>
/// <param name="RequiredTasks">By their ids.</param>
public sealed record ProgrammePlan(
    string Title,
    IReadOnlyList<PlannedSession> Sessions,
    IReadOnlyList<PlannedTask> Tasks,
    int MinimumAttendance,
    int MinimumPoints,
    IReadOnlyList<Guid> RequiredTasks);

public sealed record PlannedSession(Guid Id, DateTimeOffset Starts, DateTimeOffset Ends);

public sealed record PlannedTask(Guid Id, DateOnly? Due, int Points);
