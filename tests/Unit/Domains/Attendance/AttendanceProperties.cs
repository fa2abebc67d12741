using FsCheck;
using FsCheck.Fluent;
using Serverless.Functions.Domains.Attendance;
using Serverless.Functions.Seams;
using Serverless.Kernel.Declarations;
using Serverless.Kernel.Results;

namespace Serverless.Unit.Domains;

/// <summary>Whatever is said of an attendance, by whom and in whatever order.</summary>
public sealed class AttendanceProperties
{
    private static readonly DateTimeOffset Starts = new(2027, 3, 2, 9, 0, 0, TimeSpan.Zero);
    private static readonly PlannedSession Session = new(Sample.Id(2), Starts, Starts.AddHours(8));

    private static readonly Gen<Occasion> Occasions =
        from minutes in Gen.Choose(-120, 600)
        from standing in Gen.Elements(Enum.GetValues<EnrolmentStanding>())
        from isPlanned in Gen.Elements(true, true, true, false)
        select new Occasion(isPlanned, isPlanned ? Session : null, standing, Starts.AddMinutes(minutes));

    private static readonly Gen<CheckIn> CheckIns =
        from status in Gen.Elements<AttendanceStatus?>(null, AttendanceStatus.Present, AttendanceStatus.Late, AttendanceStatus.Absent, AttendanceStatus.Excused)
        from cameAt in Gen.Elements<DateTimeOffset?>(null, null, Starts)
        from note in Gen.Elements(null, " ", "Rang.")
        select new CheckIn { ProgrammeId = Sample.Id(1), SessionId = Session.Id, Status = status, CameAt = cameAt, Note = note };

    private static readonly Gen<Func<AttendanceRecord?, Decision<AttendanceEvent>>> Commands =
        from occasion in Occasions
        from checkIn in CheckIns
        from command in Gen.Elements<Func<AttendanceRecord?, Decision<AttendanceEvent>>>(
            a => AttendanceDecisions.Record(a, checkIn, occasion),
            a => AttendanceDecisions.CheckIn(a, checkIn, occasion, TimeSpan.FromMinutes(10)),
            a => AttendanceDecisions.Correct(a, new Correction { Status = checkIn.Status ?? AttendanceStatus.Present, CameAt = checkIn.CameAt, Note = checkIn.Note }, occasion.Now))
        select command;

    [Fact]
    [Trait("Requirement", "S95")]
    [Trait("Requirement", "S124")]
    public void What_is_granted_changes_nothing_when_it_is_said_again_and_the_events_tell_the_state() =>
        Prop.ForAll(Commands.ListOf().ToArbitrary(), commands =>
        {
            AttendanceRecord? state = null;
            var events = new List<AttendanceEvent>();
            foreach (var command in commands)
            {
                var decision = command(state);
                if (decision.IsRefused) continue;
                foreach (var fact in decision.Events)
                {
                    state = AttendanceDecisions.Evolve(state, fact);
                    events.Add(fact);
                }

                if (command(state) is not { IsRefused: false, Events.Count: 0 }) return false;
            }

            return DocumentJson.AreSame(state, Stored.Fold(AttendanceDomain.Attendance, events))
                && (state is null || AttendanceDomain.Attendance.Schema.Check(DocumentJson.Write(state)).Count == 0)
                && events.Skip(1).All(fact => fact is AttendanceCorrected);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(500).WithEndSize(40));
}
