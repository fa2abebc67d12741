using System.Globalization;
using Serverless.Cloud.Projections;
using Serverless.Functions.Seams;

namespace Serverless.Functions.Projections.ProgrammeDashboard.Reports;

/// <summary>
/// Adds up the counters of days. They are read page by page and kept only in the rows of the report, of which there are 366 at
/// most, however many programmes and learners a tenant has.
/// </summary>
public sealed class Reporting(PlacedModel model)
{
    private static readonly Dictionary<DayTally, IReadOnlyList<string>> Columns = new()
    {
        [DayTally.Attendance] = [.. Enum.GetValues<AttendanceStatus>().Select(CounterNames.Of)],
        [DayTally.Applications] = [.. Enum.GetValues<LearnerStep>().Where(step => LearnerTally.TallyOf(step) == DayTally.Applications).Select(CounterNames.Of)],
        [DayTally.Submissions] = [.. Enum.GetValues<LearnerStep>().Where(step => LearnerTally.TallyOf(step) == DayTally.Submissions).Select(CounterNames.Of)],
    };

    /// <summary>In the order of the days.</summary>
    public async Task<IReadOnlyList<ReportRow>> RowsAsync(DayTally tally, string tenantId, ReportRequest request, ModelState state, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(request);
        var columns = Columns[tally];
        var periods = request.Periods.ToList();
        var counts = periods.ToDictionary(period => period, _ => columns.ToDictionary(column => column, _ => 0L, StringComparer.Ordinal), StringComparer.Ordinal);
        var (first, last) = (LearnerTally.DayOf(tally, request.From), LearnerTally.DayOf(tally, request.To));
        await foreach (var day in model.TalliesAsync(ProgrammeDashboardProjection.Declared, tenantId, request.ProgrammeId?.ToString(), first, last, state, cancellation))
        {
            var row = counts[request.PeriodOf(DateOnly.ParseExact(day.Tally[(day.Tally.IndexOf(':', StringComparison.Ordinal) + 1)..], "O", CultureInfo.InvariantCulture))];
            foreach (var (counter, number) in day.Counters) row[counter] += number;
        }

        return [.. periods.Select(period => new ReportRow(period, counts[period]))];
    }
}
