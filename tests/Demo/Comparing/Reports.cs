using System.Globalization;
using Serverless.Demo.Playing;
using Serverless.Demo.Scripting;

namespace Serverless.Demo.Comparing;

/// <summary>What the reports of the programme must add up to: not how things stand, but how often each was done.</summary>
internal static class Reports
{
    private const string Group = "reports";

    public static IEnumerable<(string Address, IReadOnlyList<Row> Rows)> Of(Tally tally, Venue venue)
    {
        yield return (Address("applications", venue), [
            Totals("drafted · submitted", ("drafted", Moves(ApplicationMove.Draft)), ("submitted", Moves(ApplicationMove.Submit))),
            Totals("accepted · rejected", ("accepted", Moves(ApplicationMove.Accept)), ("rejected", Moves(ApplicationMove.Reject))),
            Totals("withdrawn", ("withdrawn", Moves(ApplicationMove.Withdraw)))]);
        yield return (Address("attendance", venue), [
            Totals("present · late", ("present", Present(Attendance.Present)), ("late", Present(Attendance.Late))),
            Totals("absent · excused", ("absent", Present(Attendance.Absent)), ("excused", Present(Attendance.Excused)))]);
        yield return (Address("submissions", venue), [
            Totals("handed in · again", ("handedIn", tally.HandIns), ("resubmitted", tally.Resubmissions)),
            Totals("passed · failed", ("passed", Reviews(ReviewOutcome.Passed)), ("failed", Reviews(ReviewOutcome.Failed))),
            Totals("returned", ("returned", Reviews(ReviewOutcome.Returned)))]);

        int Moves(ApplicationMove move) => tally.Moves.GetValueOrDefault(move);

        int Present(Attendance status) => tally.Attendance.Where(one => one.Key.Status == status).Sum(one => one.Value);

        int Reviews(ReviewOutcome outcome) => tally.Reviews.GetValueOrDefault(outcome);
    }

    private static Row Totals(string name, params (string Counter, int Expected)[] counters) =>
        new(Group, name, [.. counters.Select(one => (long)one.Expected)], said => counters.Select(one => said.At("totals").At(one.Counter).Number()));

    private static string Address(string report, Venue venue) =>
        string.Create(CultureInfo.InvariantCulture, $"api/reports/{report}?programme={venue.ProgrammeId}&from={venue.Starts.AddDays(-1):yyyy-MM-dd}&to={venue.Ends.AddDays(1):yyyy-MM-dd}&by=week");
}
