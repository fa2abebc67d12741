namespace Serverless.Demo.Scripting;

/// <summary>As a client writes it: the system's own types are nothing that a client has.</summary>
public enum ApplicationMove
{
    Draft,
    Change,
    Submit,
    StartReview,
    Accept,
    Reject,
    Withdraw,
}

public enum Attendance
{
    Present,
    Late,
    Absent,
    Excused,
}

public enum ReviewOutcome
{
    Returned,
    Passed,
    Failed,
}

public enum DropReason
{
    OwnWish,
    Absence,
    Unreachable,
    Conduct,
}

public enum ConsentPurpose
{
    ProgressAnalysis,
    Directory,
    Newsletter,
    Research,
}

public enum ApplicationState
{
    Draft,
    Submitted,
    UnderReview,
    Accepted,
    Rejected,
    Withdrawn,
}

public enum EnrolmentState
{
    Active,
    Completed,
    Dropped,
}

public enum TaskState
{
    Submitted,
    Returned,
    Passed,
    Failed,
}

public enum CertificateState
{
    Issued,
    Revoked,
}
