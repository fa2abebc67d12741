using Serverless.Kernel.Access;
using Serverless.Kernel.Results;

namespace Serverless.Functions.Seams;

/// <summary>Tells Enrolments that an application was accepted. Told again, it changes nothing.</summary>
/// <returns>Null when the person is enrolled, or was; else why they are not.</returns>
public delegate Task<Error?> StartEnrolment(Caller caller, Guid personId, Guid programmeId, Guid applicationId, CancellationToken cancellation);

/// <summary>Tells Enrolments that an accepted application was withdrawn after all. Told again, it changes nothing.</summary>
public delegate Task<Error?> EndEnrolment(Caller caller, Guid personId, Guid programmeId, Guid applicationId, CancellationToken cancellation);

/// <summary>Tells Enrolments whether a session counts as attended. Told again, or later than something newer, it changes nothing.</summary>
/// <param name="version">Of the attendance that says so; the highest one counts.</param>
/// <returns>Null when it is known, or does not matter any more; else why it is not.</returns>
public delegate Task<Error?> RecordAttendedSession(
    Caller caller, Guid personId, Guid programmeId, Guid sessionId, bool isAttended, long version, CancellationToken cancellation);

/// <summary>Tells Enrolments that a task was passed. Told again, it changes nothing.</summary>
public delegate Task<Error?> RecordPassedTask(Caller caller, Guid personId, Guid programmeId, Guid taskId, int points, CancellationToken cancellation);
