using Serverless.Kernel.Declarations;
using Serverless.Kernel.Results;

namespace Serverless.Functions.Domains.Breaches;

/// <summary>What is wrong with what somebody says about a breach, and what is still to be done about it.</summary>
internal static class BreachChecks
{
    public static IEnumerable<Violation> Of(BreachReport report, DateTimeOffset awareAt, DateTimeOffset now)
    {
        if (string.IsNullOrWhiteSpace(report.Description)) yield return new("/description", "is empty");
        if (awareAt > now) yield return new("/awareAt", "is in the future");
        if (report.OccurredAt > awareAt) yield return new("/occurredAt", "is after somebody became aware of it");
    }

    public static IEnumerable<Violation> Of(BreachAssessment assessment)
    {
        if (assessment.Risk == BreachRisk.NotAssessed) yield return new("/risk", "is what an assessment says");
        if (assessment.DataClasses.Contains(Personal.None)) yield return new("/dataClasses", "must name classes of personal data");
        if (assessment.ApproximatePeople < 0) yield return new("/approximatePeople", "is negative");
        if (assessment.ApproximateRecords < 0) yield return new("/approximateRecords", "is negative");
    }

    public static IEnumerable<Violation> Of(AuthorityNotice notice, Breach breach, DateTimeOffset at, DateTimeOffset now)
    {
        if (at > now) yield return new("/authorityNotifiedAt", "is in the future");
        if (at < breach.AwareAt) yield return new("/authorityNotifiedAt", "is before somebody became aware of it");
        if (at > breach.NotifyBy && string.IsNullOrWhiteSpace(notice.LateReason)) yield return new("/lateReason", "is missing, and the notification is late (GDPR Art. 33(1))");
    }

    public static IEnumerable<Violation> Of(PeopleNotice notice, Breach breach, DateTimeOffset now)
    {
        if ((notice.PeopleNotifiedAt is null) == (notice.Exemption is null)) yield return new("/peopleNotifiedAt", "or exemption must be there, and not both");
        if (notice.PeopleNotifiedAt > now) yield return new("/peopleNotifiedAt", "is in the future");
        if (notice.PeopleNotifiedAt < breach.AwareAt) yield return new("/peopleNotifiedAt", "is before somebody became aware of it");
    }

    public static IEnumerable<Violation> Missing(Breach breach)
    {
        if (breach.Risk == BreachRisk.NotAssessed) yield return new("/risk", "is not assessed");
        if (breach.Containment is null) yield return new("/containment", "is missing");
        if (breach is { Risk: BreachRisk.Likely or BreachRisk.High, AuthorityNotifiedAt: null }) yield return new("/authorityNotifiedAt", "is missing (GDPR Art. 33)");
        if (breach is { Risk: BreachRisk.High, PeopleNotifiedAt: null, Exemption: null }) yield return new("/peopleNotifiedAt", "is missing (GDPR Art. 34)");
    }
}
