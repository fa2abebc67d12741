using Serverless.Kernel.Declarations;

namespace Serverless.Functions.Domains.Applications;

/// <summary>
/// <list type="table">
/// <item><term>process</term><description>A person drafts an application for a programme and submits it; staff and reviewers decide; either side may end it.</description></item>
/// <item><term>change</term><description>Freely while it is a draft; afterwards only along <see cref="ApplicationSteps"/>.</description></item>
/// <item><term>truth, owner</term><description>This container; the team admissions. Whether a seat is left is Programmes' to say.</description></item>
/// <item><term>debug</term><description>The events of the application say who decided what, when and why.</description></item>
/// <item><term>retry</term><description>By Idempotency-Key. An acceptance that broke off leaves a claimed seat, which the next attempt uses and
/// whatever else ends the application frees.</description></item>
/// <item><term>not stored</term><description>Name and address: the person's. Files, scores and the reviewers' own notes: nothing here needs them.</description></item>
/// <item><term>consumers, future reads</term><description>The overview of a person; enrolments, which begin with an acceptance; counts of rejections by reason.</description></item>
/// <item><term>recovery</term><description>Freeing seats is repeated from the events; a lost container, from its backup; read models, from the events.</description></item>
/// </list>
/// </summary>
public static class ApplicationsDomain
{
    public static Domain<Application, ApplicationEvent> Applications { get; } = new("applications", "application")
    {
        Owner = "admissions",
        Erasure = Erasure.Delete,
        Retention = Retention.Years(1, after: "status", becomes: "rejected", "Sections 15(4) and 21(5) AGG, with time for a claim to be served: so long a rejection can be contested"),
        Events =
        [
            EventType.Of<ApplicationDrafted>("application-drafted"),
            EventType.Of<ApplicationChanged>("application-changed"),
            EventType.Of<ApplicationSubmitted>("application-submitted"),
            EventType.Of<ApplicationReviewStarted>("application-review-started"),
            EventType.Of<ApplicationAccepted>("application-accepted"),
            EventType.Of<ApplicationRejected>("application-rejected"),
            EventType.Of<ApplicationWithdrawn>("application-withdrawn"),
        ],
        Queries = [new QueryPattern("A person's applications, the newest first", "createdAt")],
        MaxDocumentBytes = 256 * 1024,
        Evolve = ApplicationDecisions.Evolve,
    };
}
