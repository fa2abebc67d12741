using FsCheck;
using FsCheck.Fluent;
using Serverless.Functions.Domains.Enrolments;
using Serverless.Kernel.Declarations;
using Serverless.Kernel.Results;
using static Serverless.Unit.Domains.Told;

namespace Serverless.Unit.Domains;

using Telling = Func<Enrolment?, Decision<EnrolmentEvent>>;

/// <summary>What other domains tell, in whatever order and however often.</summary>
public sealed class EnrolmentProperties
{
    private static readonly Telling Acceptance = e => EnrolmentDecisions.Start(e, Programme, FirstApplication);
    private static readonly Telling Withdrawal = e => EnrolmentDecisions.End(e, Programme, FirstApplication);

    /// <summary>Attendances that are corrected back and forth, and tasks: not enough for completion, which would end the counting.</summary>
    private static readonly Gen<Telling[]> Facts =
        from sessions in Gen.SubListOf(Enumerable.Range(0, Sessions.Count))
        from attended in Gen.Elements(true, false).ArrayOf(Sessions.Count * 3)
        from tasks in Gen.SubListOf(new[] { Essay })
        select (Telling[])
        [
            .. sessions.SelectMany(index => Enumerable.Range(0, 3).Select(version => Attendance(Session(index, attended[(index * 3) + version], version + 1)))),
            .. tasks.Select(task => Pass(Task(task))),
        ];

    [Fact]
    [Trait("Requirement", "S75")]
    public void Any_order_and_repetition_of_tellings_gives_the_same_enrolment() => Prop.ForAll(
        Mixed(Facts).ToArbitrary(),
        told => DocumentJson.AreSame(Tell([Acceptance, .. told.Facts]), Tell([Acceptance, .. told.Mixed]))).Check(Config.QuickThrowOnFailure.WithMaxTest(300));

    [Fact]
    [Trait("Requirement", "S75")]
    public void An_application_that_was_withdrawn_leaves_nobody_enrolled_whatever_is_told_first_or_again() => Prop.ForAll(
        Mixed(Gen.Constant<Telling[]>([Acceptance, Withdrawal])).ToArbitrary(),
        told => Tell(told.Mixed)!.Status == EnrolmentStatus.Dropped).Check(Config.QuickThrowOnFailure.WithMaxTest(100));

    /// <summary>Of all that fulfils the rules, nothing may be left out, and nothing that is told twice may stand for it.</summary>
    [Fact]
    [Trait("Requirement", "S86")]
    public void The_rules_are_fulfilled_by_the_last_of_what_they_ask_for_in_whatever_order_it_comes()
    {
        Telling[] needed = [.. Enumerable.Range(0, 4).Select(index => Attendance(Session(index))), Pass(Task(Essay)), Pass(Task(Weld))];
        var mixed =
            from order in Gen.Shuffle(needed)
            from again in Gen.Elements(order[..^1]).ListOf()
            from prefix in Gen.Shuffle(order[..^1].Concat(again).ToArray())
            select (Before: prefix, Last: order[^1]);
        Prop.ForAll(mixed.ToArbitrary(), told =>
        {
            var before = Tell([Acceptance, .. told.Before])!;
            var last = told.Last(before).Events;
            return before.Status == EnrolmentStatus.Active && last is [_, EnrolmentCompleted] && Tell([Acceptance, .. told.Before, told.Last, .. told.Before])!.Status == EnrolmentStatus.Completed;
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(200));
    }

    [Fact]
    [Trait("Requirement", "S124")]
    public void An_enrolment_goes_along_the_table_only_and_its_events_tell_its_state()
    {
        var light = Plan with { MinimumAttendance = 20, MinimumPoints = 30, RequiredTasks = [] };
        var anything = Gen.Elements<Telling>(
            Acceptance,
            e => EnrolmentDecisions.Start(e, Programme, SecondApplication),
            Withdrawal,
            e => EnrolmentDecisions.End(e, Programme, SecondApplication),
            e => EnrolmentDecisions.RecordSession(e, light, Session(0), Today),
            e => EnrolmentDecisions.RecordSession(e, light, Session(0, isAttended: false, version: 2), Today),
            e => EnrolmentDecisions.RecordSession(e, light, Session(1), Today),
            e => EnrolmentDecisions.RecordTask(e, light, Task(Essay), Today),
            e => EnrolmentDecisions.RecordTask(e, light, Task(Weld), Today),
            e => EnrolmentDecisions.Drop(e, new DropOut { Reason = DropReason.Absence }));
        var seen = new HashSet<EnrolmentStatus>();
        Prop.ForAll(anything.ListOf().ToArbitrary(), tellings =>
        {
            Enrolment? state = null;
            var events = new List<EnrolmentEvent>();
            foreach (var fact in tellings.SelectMany(telling => Follow(telling)))
            {
                var before = state?.Status;
                state = EnrolmentDecisions.Evolve(state, fact);
                events.Add(fact);
                seen.Add(state.Status);
                if (!IsStep(before, state.Status)) return false;
            }

            return DocumentJson.AreSame(state, Stored.Fold(EnrolmentsDomain.Enrolments, events))
                && (state is null || EnrolmentsDomain.Enrolments.Schema.Check(DocumentJson.Write(state)).Count == 0);

            IReadOnlyList<EnrolmentEvent> Follow(Telling telling) => telling(state).Events;
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(500).WithEndSize(60));
        Assert.Equal(Enum.GetValues<EnrolmentStatus>(), seen.Order());
    }

    private static Telling Attendance(RecordedSession told) => e => EnrolmentDecisions.RecordSession(e, Plan, told, Today);

    private static Telling Pass(PassedTask told) => e => EnrolmentDecisions.RecordTask(e, Plan, told, Today);

    /// <summary>Every fact at least once.</summary>
    private static Gen<(Telling[] Facts, Telling[] Mixed)> Mixed(Gen<Telling[]> all) =>
        from facts in all
        from again in Gen.SubListOf(facts)
        from mixed in Gen.Shuffle(facts.Concat(again).ToArray())
        select (facts, mixed);

    private static Enrolment? Tell(IEnumerable<Telling> tellings) =>
        tellings.Aggregate((Enrolment?)null, (state, telling) => telling(state).Events.Aggregate(state, EnrolmentDecisions.Evolve));

    private static bool IsStep(EnrolmentStatus? from, EnrolmentStatus to) =>
        from is null ? to == EnrolmentStatus.Active : EnrolmentSteps.Table.Any(way => way.Key.From == from && way.Value == to);
}
