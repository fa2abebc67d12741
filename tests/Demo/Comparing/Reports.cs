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
        yield return (Address("applications", venue), [Totals(
            "drafted · submitted · accepted · rejected · withdrawn",
            ("drafted", tally.Moves.GetValueOrDefault(ApplicationMove.Draft)),
            ("submitted", tally.Moves.GetValueOrDefault(ApplicationMove.Submit)),
            ("accepted", tally.Moves.GetValueOrDefault(ApplicationMove.Accept)),
            ("rejected", tally.Moves.GetValueOrDefault(ApplicationMove.Reject)),
            ("withdrawn", tally.Moves.GetValueOrDefault(ApplicationMove.Withdraw)))]);
        yield return (Address("attendance", venue), [Totals(
            "present · late · absent · excused",
            [.. Enum.GetValues<Attendance>().Select(status => (Json.Word(status), tally.Attendance.Where(one => one.Key.Status == status).Sum(one => one.Value)))])]);
        yield return (Address("submissions", venue), [Totals(
            "handed in · again · returned · passed · failed",
            ("handedIn", tally.HandIns),
            ("resubmitted", tally.Resubmissions),
            ("returned", tally.Reviews.GetValueOrDefault(ReviewOutcome.Returned)),
            ("passed", tally.Reviews.GetValueOrDefault(ReviewOutcome.Passed)),
            ("failed", tally.Reviews.GetValueOrDefault(ReviewOutcome.Failed)))]);
    }

    private static Row Totals(string name, params (string Counter, int Expected)[] counters) =>
        new(Group, name, [.. counters.Select(one => (long)one.Expected)], said => counters.Select(one => said.At("totals").At(one.Counter).Number()));

    private static string Address(string report, Venue venue) =>
        string.Create(CultureInfo.InvariantCulture, $"api/reports/{report}?programme={venue.ProgrammeId}&from={venue.Starts.AddDays(-1):yyyy-MM-dd}&to={venue.Ends.AddDays(1):yyyy-MM-dd}&by=week");
}
