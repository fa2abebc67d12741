using System.Globalization;
using CsvHelper;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Serverless.Functions.Projections.ProgrammeDashboard.Reports;

/// <summary>A report as CSV (RFC 4180), row by row. How current it is stands in headers, for rows have no place for it.</summary>
internal sealed class ReportCsv(string name, Report report) : IResult
{
    private const string AsOf = "As-Of";
    private const string Lag = "Lag";

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        ArgumentNullException.ThrowIfNull(httpContext);
        var headers = httpContext.Response.Headers;
        headers.ContentType = "text/csv; charset=utf-8; header=present";
        headers.ContentDisposition = new ContentDispositionHeaderValue("attachment") { FileName = $"{name}-{report.From:O}-{report.To:O}.csv" }.ToString();
        if (report.AsOf is { } asOf) headers[AsOf] = asOf.UtcDateTime.ToString("O", CultureInfo.InvariantCulture);
        if (report.Lag is { } lag) headers[Lag] = lag;
        await using var csv = CsvWriter.Create(httpContext.Response.Body, options: null, leaveOpen: true);
        await csv.WriteRecordAsync(["period", .. report.Totals.Keys], httpContext.RequestAborted);
        foreach (var row in report.Rows)
            await csv.WriteRecordAsync([row.Period, .. report.Totals.Keys.Select(column => row.Counts[column].ToString(CultureInfo.InvariantCulture))], httpContext.RequestAborted);
    }
}
