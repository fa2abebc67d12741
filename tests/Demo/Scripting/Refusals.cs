namespace Serverless.Demo.Scripting;

/// <summary>Codes by which the system refuses what comes twice, or at the wrong time.</summary>
public static class Refusals
{
    public const string EmailTaken = "person-email-taken";
    public const string ApplicationState = "application-state";
    public const string ApplicationDecided = "application-decided";
    public const string ProgrammeFull = "programme-full";
    public const string NotEnrolled = "not-enrolled";
    public const string SessionOver = "session-over";
    public const string AttendanceRecorded = "attendance-recorded";
    public const string SubmissionExists = "submission-exists";
    public const string SubmissionReviewed = "submission-reviewed";
    public const string SubmissionState = "submission-state";
    public const string RefundExceeds = "refund-exceeds-payment";
}
