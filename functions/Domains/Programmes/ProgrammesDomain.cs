using Serverless.Kernel.Declarations;

namespace Serverless.Functions.Domains.Programmes;

/// <summary>
/// <list type="table">
/// <item><term>process</term><description>Staff write a programme, publish it, and let it grow; accepted applications take its seats.</description></item>
/// <item><term>change</term><description>Details often while it is a draft, seldom afterwards; the count of seats with every acceptance.</description></item>
/// <item><term>truth, owner</term><description>This container; the team programme-office. Sessions, tasks and rules are part of the programme: few, read
/// and changed with it. Seats are documents of their own beside it, for there may be thousands.</description></item>
/// <item><term>debug</term><description>The events of the programme and of its seats; held seats number what the programme counts.</description></item>
/// <item><term>retry</term><description>By Idempotency-Key; publishing also by what it asks for, seats by application.</description></item>
/// <item><term>not stored</term><description>Anything about people: a seat names an application, which only Applications can resolve.</description></item>
/// <item><term>consumers, future reads</term><description>Applications (open? a seat?), enrolments, attendance, submissions, certificates, catalogues.</description></item>
/// <item><term>recovery</term><description>A wrong count is told by the seats; a lost container, from its backup; read models, from the events.</description></item>
/// </list>
/// </summary>
public static class ProgrammesDomain
{
    internal const string OnlineAddress = "online-address";

    private const string Container = "programmes";
    private const string Team = "programme-office";

    public static Domain<Programme, ProgrammeEvent> Programmes { get; } = new(Container, "programme")
    {
        Owner = Team,
        Erasure = Erasure.NotPersonal,
        Events =
        [
            EventType.Of<ProgrammeDrafted>("programme-drafted"),
            EventType.Of<ProgrammeRevised>("programme-revised"),
            EventType.Of<ProgrammePublished>("programme-published"),
            EventType.Of<ProgrammeSessionsAdded>("programme-sessions-added"),
            EventType.Of<ProgrammeTasksAdded>("programme-tasks-added"),
            EventType.Of<ProgrammeCapacityRaised>("programme-capacity-raised"),
            EventType.Of<ProgrammeExtended>("programme-extended"),
            EventType.Of<ProgrammeJoinAtChanged>("programme-join-at-changed"),
            EventType.Of<ProgrammeSeatTaken>("programme-seat-taken"),
            EventType.Of<ProgrammeSeatFreed>("programme-seat-freed"),
        ],
        Queries = [new QueryPattern("The programmes of a tenant that are published, or drafts, the newest first", "status", "createdAt")],
        Features = [new Feature(OnlineAddress, "A programme says where people join what is held online")],
        MaxDocumentBytes = 128 * 1024,
        Evolve = ProgrammeDecisions.Evolve,
    };

    public static Domain<Seat, SeatEvent> Seats { get; } = new(Container, "seat")
    {
        Owner = Team,
        Erasure = Erasure.NotPersonal,
        Events = [EventType.Of<SeatClaimed>("seat-claimed"), EventType.Of<SeatReleased>("seat-released")],
        Evolve = SeatDecisions.Evolve,
    };
}
