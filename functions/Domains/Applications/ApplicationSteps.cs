namespace Serverless.Functions.Domains.Applications;

public enum ApplicationStep
{
    Change,
    Submit,
    StartReview,
    Accept,
    Reject,
    Withdraw,
}

/// <summary>Every way that an application can go. What is not in this table does not happen.</summary>
public static class ApplicationSteps
{
    public static IReadOnlyDictionary<(ApplicationStatus From, ApplicationStep Step), ApplicationStatus> Table { get; } =
        new Dictionary<(ApplicationStatus, ApplicationStep), ApplicationStatus>
        {
            [(ApplicationStatus.Draft, ApplicationStep.Change)] = ApplicationStatus.Draft,
            [(ApplicationStatus.Draft, ApplicationStep.Submit)] = ApplicationStatus.Submitted,
            [(ApplicationStatus.Draft, ApplicationStep.Withdraw)] = ApplicationStatus.Withdrawn,
            [(ApplicationStatus.Submitted, ApplicationStep.StartReview)] = ApplicationStatus.UnderReview,
            [(ApplicationStatus.Submitted, ApplicationStep.Withdraw)] = ApplicationStatus.Withdrawn,
            [(ApplicationStatus.UnderReview, ApplicationStep.Accept)] = ApplicationStatus.Accepted,
            [(ApplicationStatus.UnderReview, ApplicationStep.Reject)] = ApplicationStatus.Rejected,
            [(ApplicationStatus.UnderReview, ApplicationStep.Withdraw)] = ApplicationStatus.Withdrawn,
            [(ApplicationStatus.Accepted, ApplicationStep.Withdraw)] = ApplicationStatus.Withdrawn,
        };

    public static bool IsPossible(ApplicationStatus from, ApplicationStep step) => Table.ContainsKey((from, step));

    /// <summary>What can still be done; nothing once the application has come to its end.</summary>
    public static IEnumerable<ApplicationStep> Possible(ApplicationStatus from) => Enum.GetValues<ApplicationStep>().Where(step => IsPossible(from, step));

    /// <summary>A seat is claimed from a review, before the acceptance is stored.</summary>
    public static bool MayHoldSeat(ApplicationStatus status) => status is ApplicationStatus.UnderReview or ApplicationStatus.Accepted;
}
