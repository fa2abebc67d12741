namespace Serverless.Functions.Seams;

/// <summary>How somebody stands in a programme.</summary>
public enum EnrolmentStanding
{
    None,
    Active,
    Completed,
    Dropped,
}

/// <summary>Asks Enrolments, on behalf of who attends or hands in. An acceptance becomes an enrolment a moment later.</summary>
public delegate Task<EnrolmentStanding> FindEnrolmentStanding(string tenantId, Guid personId, Guid programmeId, CancellationToken cancellation);
