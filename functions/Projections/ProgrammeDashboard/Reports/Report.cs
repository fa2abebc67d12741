using System.ComponentModel;
using Serverless.Cloud.Projections;

namespace Serverless.Functions.Projections.ProgrammeDashboard.Reports;

/// <summary>What was counted in a span of days, one row for each day or week, also where nothing was.</summary>
public sealed record Report(
    [property: Description("Missing where all programmes are reported.")] Guid? ProgrammeId,
    DateOnly From,
    DateOnly To,
    ReportPeriod By,
    IReadOnlyList<ReportRow> Rows,
    [property: Description("Of all rows.")] IReadOnlyDictionary<string, long> Totals,
    [property: Description("Everything that was written until then is contained, but for dead letters; missing where that is not known.")] DateTimeOffset? AsOf,
    [property: Description("How long ago that was (ISO 8601).")] string? Lag,
    DashboardSource Projection)
{
    internal static Report Of(ReportRequest request, IReadOnlyList<ReportRow> rows, ModelState state, DateTimeOffset now) => new(
        request.ProgrammeId,
        request.From,
        request.To,
        request.By,
        rows,
        rows[0].Counts.Keys.ToDictionary(name => name, name => rows.Sum(row => row.Counts[name])),
        state.AsOf,
        Dashboard.LagOf(state, now),
        new DashboardSource(ProgrammeDashboardProjection.Name, state.Build));
}

/// <param name="Counts">The same names in every row.</param>
public sealed record ReportRow([property: Description("2026-12-07, or the ISO week 2026-W50.")] string Period, IReadOnlyDictionary<string, long> Counts);
