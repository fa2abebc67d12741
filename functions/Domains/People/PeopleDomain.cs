using Serverless.Kernel.Declarations;

namespace Serverless.Functions.Domains.People;

/// <summary>
/// <list type="table">
/// <item><term>process</term><description>A person is registered by staff, keeps their details current, leaves and may come back.</description></item>
/// <item><term>change</term><description>Details seldom, by the person or staff; the status by staff.</description></item>
/// <item><term>truth, owner</term><description>This container; the team learner-records.</description></item>
/// <item><term>debug</term><description>The events of the record say who changed which field, when and why.</description></item>
/// <item><term>retry</term><description>By Idempotency-Key; deleting and restoring also by what they ask for.</description></item>
/// <item><term>not stored</term><description>Birthday, home, gender, nationality: nothing here needs them. No time zone: times carry their offset.</description></item>
/// <item><term>consumers, future reads</term><description>The overview of a person; certificates, for the name; whatever writes to people.</description></item>
/// <item><term>recovery</term><description>A deletion by mistake is restored; a lost container, from its backup; read models, from the events.</description></item>
/// </list>
/// </summary>
public static class PeopleDomain
{
    public static Domain<Person, PersonEvent> People { get; } = new("people", "person")
    {
        Owner = "learner-records",
        Erasure = Erasure.Delete,
        Retention = Retention.Years(2, after: "status", becomes: "deleted", "GDPR Art. 5(1)(e): a deletion by mistake can be undone for two years"),
        Events =
        [
            EventType.Of<PersonRegistered>("person-registered"),
            EventType.Of<PersonChanged>("person-changed"),
            EventType.Of<PersonDeleted>("person-deleted"),
            EventType.Of<PersonRestored>("person-restored"),
            EventType.Of<PersonRectified>("person-rectified"),
        ],
        Reserves = true,
        Queries = [new QueryPattern("The people of a tenant that are here, or that were deleted, the latest first", "status", "createdAt")],
        Evolve = PersonDecisions.Evolve,
    };
}
