namespace Serverless.Functions.Domains.Submissions;

public enum SubmissionStep
{
    Return,
    Pass,
    Fail,
    Resubmit,
}

/// <summary>Every way that a submission can go. What is not in this table does not happen.</summary>
public static class SubmissionSteps
{
    public static IReadOnlyDictionary<(SubmissionStatus From, SubmissionStep Step), SubmissionStatus> Table { get; } =
        new Dictionary<(SubmissionStatus, SubmissionStep), SubmissionStatus>
        {
            [(SubmissionStatus.Submitted, SubmissionStep.Return)] = SubmissionStatus.Returned,
            [(SubmissionStatus.Submitted, SubmissionStep.Pass)] = SubmissionStatus.Passed,
            [(SubmissionStatus.Submitted, SubmissionStep.Fail)] = SubmissionStatus.Failed,
            [(SubmissionStatus.Returned, SubmissionStep.Resubmit)] = SubmissionStatus.Submitted,
        };

    public static bool IsPossible(SubmissionStatus from, SubmissionStep step) => Table.ContainsKey((from, step));

    /// <summary>What can still be done; nothing once the submission has come to its end.</summary>
    public static IEnumerable<SubmissionStep> Possible(SubmissionStatus from) => Enum.GetValues<SubmissionStep>().Where(step => IsPossible(from, step));
}
