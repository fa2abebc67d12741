using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Serverless.Cloud.Http;
using Serverless.Cloud.Identity;
using Serverless.Cloud.Projections;
using Serverless.Kernel.Access;
using Serverless.Kernel.Declarations;
using Serverless.Kernel.Results;

namespace Serverless.Functions.Projections.ProgrammeDashboard.Reports;

/// <summary>What happened from day to day, in one programme or in all of a tenant; as JSON, or as CSV where the client wants it.</summary>
public sealed class ReportFunctions(PlacedModel model, Reporting reporting, TimeProvider time)
{
    private const string Programme = "Only this programme.";
    private const string From = "The first day, such as 2026-12-01.";
    private const string To = "The last day; at most 366 days by day, or 366 weeks by week.";
    private const string By = "What a row is of.";
    private const string Format = "Without it, what Accept says: text/csv or JSON.";

    [Function("ReportAttendance")]
    [Allow(Role.Staff, Role.Reviewer, Role.Operator)]
    [Query("programme", Programme, Type = typeof(Guid))]
    [Query("from", From, Type = typeof(DateOnly), IsRequired = true)]
    [Query("to", To, Type = typeof(DateOnly), IsRequired = true)]
    [Query("by", By, Type = typeof(ReportPeriod))]
    [Query("format", Format, Type = typeof(ReportFormat))]
    [Operation("Report how sessions were attended, by their days", Answer = typeof(Report),
        Errors = ["report-invalid", "programme-not-found", "write-not-yet-folded", "write-parked", "malformed-consistency-token"])]
    public Task<IResult> AttendanceAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "reports/attendance")] HttpRequest request, CancellationToken cancellation) =>
        ReportAsync(request, DayTally.Attendance, cancellation);

    [Function("ReportSubmissions")]
    [Allow(Role.Staff, Role.Reviewer, Role.Operator)]
    [Query("programme", Programme, Type = typeof(Guid))]
    [Query("from", From, Type = typeof(DateOnly), IsRequired = true)]
    [Query("to", To, Type = typeof(DateOnly), IsRequired = true)]
    [Query("by", By, Type = typeof(ReportPeriod))]
    [Query("format", Format, Type = typeof(ReportFormat))]
    [Operation("Report what was handed in and reviewed on which days", Answer = typeof(Report),
        Errors = ["report-invalid", "programme-not-found", "write-not-yet-folded", "write-parked", "malformed-consistency-token"])]
    public Task<IResult> SubmissionsAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "reports/submissions")] HttpRequest request, CancellationToken cancellation) =>
        ReportAsync(request, DayTally.Submissions, cancellation);

    [Function("ReportApplications")]
    [Allow(Role.Staff, Role.Reviewer, Role.Operator)]
    [Query("programme", Programme, Type = typeof(Guid))]
    [Query("from", From, Type = typeof(DateOnly), IsRequired = true)]
    [Query("to", To, Type = typeof(DateOnly), IsRequired = true)]
    [Query("by", By, Type = typeof(ReportPeriod))]
    [Query("format", Format, Type = typeof(ReportFormat))]
    [Operation("Report what became of applications on which days", Answer = typeof(Report),
        Errors = ["report-invalid", "programme-not-found", "write-not-yet-folded", "write-parked", "malformed-consistency-token"])]
    public Task<IResult> ApplicationsAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "reports/applications")] HttpRequest request, CancellationToken cancellation) =>
        ReportAsync(request, DayTally.Applications, cancellation);

    private async Task<IResult> ReportAsync(HttpRequest request, DayTally tally, CancellationToken cancellation)
    {
        var read = ReportRequest.Read(request);
        if (!read.IsSuccess) return Problems.Of(read.Error);
        if (!ConsistentWith.TryRead(request, out var token)) return Problems.Of(ConsistentWith.Malformed);
        var (projection, tenantId, wanted) = (ProgrammeDashboardProjection.Declared, request.Caller().TenantId, read.Value);
        var state = await model.StateAsync(projection, tenantId, token, ProgrammeDashboardProjection.HolderOf(token, wanted.ProgrammeId), cancellation);
        if (!state.IsSuccess) return Problems.Of(state.Error);
        if (wanted.ProgrammeId is { } programmeId && !await IsKnownAsync(tenantId, programmeId, state.Value, cancellation)) return Problems.Of(ProgrammeDashboardQuery.NotFound);
        var report = Report.Of(wanted, await reporting.RowsAsync(tally, tenantId, wanted, state.Value, cancellation), state.Value, time.GetUtcNow());
        return wanted.Format == ReportFormat.Csv ? new ReportCsv(CounterNames.Of(tally), report) : Results.Json(report, DocumentJson.Options);
    }

    private async Task<bool> IsKnownAsync(string tenantId, Guid programmeId, ModelState state, CancellationToken cancellation) => (await model.ReadAsync(
        ProgrammeDashboardProjection.Declared, ProgrammeDashboardProjection.Programmes, new DocumentPlace(ProgrammeDashboardProjection.PartitionOf(tenantId, programmeId)), state, cancellation))
        .Content is not null;
}
