using Serverless.Kernel.Declarations;

namespace Serverless.Functions.Domains.Submissions;

/// <summary>
/// <list type="table">
/// <item><term>process</term><description>A person who is active in a programme hands in for a task of it; somebody else passes, fails or returns it.</description></item>
/// <item><term>change</term><description>Only along <see cref="SubmissionSteps"/>: what was handed in stays as it is until it is returned.</description></item>
/// <item><term>truth, owner</term><description>This container; the team learning. What there is to hand in, until when and for how many points is Programmes' to say.</description></item>
/// <item><term>debug</term><description>The events of the submission hold every attempt and every review, who made them and when.</description></item>
/// <item><term>retry</term><description>By Idempotency-Key; without one, a task that is handed in again is found to be there.</description></item>
/// <item><term>not stored</term><description>Files: what is handed in is a text or the address of it. Who reviewed, beside the event that says it.</description></item>
/// <item><term>consumers, future reads</term><description>Enrolments, which count what was passed; pass rates and reports of a programme; export of the person's work.</description></item>
/// <item><term>recovery</term><description>Telling Enrolments is repeated from the events; a lost container, from its backup; read models, from the events.</description></item>
/// </list>
/// </summary>
public static class SubmissionsDomain
{
    public static Domain<Submission, SubmissionEvent> Submissions { get; } = new("submissions", "submission")
    {
        Owner = "learning",
        Erasure = Erasure.Delete,
        Retention = Retention
            .Years(1, after: "status", becomes: ["passed", "failed"], "Sections 195 and 199 BGB: an assessment can be contested for three years; the certificate says what was passed after that")
            .ThenArchived(offlineAfterDays: null, deletedAfterDays: 3 * 365),
        Events =
        [
            EventType.Of<SubmissionHandedIn>("submission-handed-in"),
            EventType.Of<SubmissionReturned>("submission-returned"),
            EventType.Of<SubmissionResubmitted>("submission-resubmitted"),
            EventType.Of<SubmissionPassed>("submission-passed"),
            EventType.Of<SubmissionFailed>("submission-failed"),
        ],
        Queries = [new QueryPattern("A person's submissions, the newest first", "createdAt")],
        MaxDocumentBytes = 128 * 1024,
        Evolve = SubmissionDecisions.Evolve,
    };
}
