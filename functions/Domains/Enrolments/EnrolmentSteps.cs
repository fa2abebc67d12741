namespace Serverless.Functions.Domains.Enrolments;

public enum EnrolmentStep
{
    Start,
    Progress,
    Complete,
    Drop,
}

/// <summary>Every way that an enrolment can go. What is not in this table does not happen.</summary>
public static class EnrolmentSteps
{
    public static IReadOnlyDictionary<(EnrolmentStatus From, EnrolmentStep Step), EnrolmentStatus> Table { get; } =
        new Dictionary<(EnrolmentStatus, EnrolmentStep), EnrolmentStatus>
        {
            [(EnrolmentStatus.Active, EnrolmentStep.Progress)] = EnrolmentStatus.Active,
            [(EnrolmentStatus.Active, EnrolmentStep.Complete)] = EnrolmentStatus.Completed,
            [(EnrolmentStatus.Active, EnrolmentStep.Drop)] = EnrolmentStatus.Dropped,
            [(EnrolmentStatus.Dropped, EnrolmentStep.Start)] = EnrolmentStatus.Active,
        };

    public static bool IsPossible(EnrolmentStatus from, EnrolmentStep step) => Table.ContainsKey((from, step));
}
