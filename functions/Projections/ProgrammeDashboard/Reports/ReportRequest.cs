using System.Globalization;
using Microsoft.AspNetCore.Http;
using Serverless.Kernel.Results;

namespace Serverless.Functions.Projections.ProgrammeDashboard.Reports;

/// <summary>How long a row of a report is.</summary>
public enum ReportPeriod
{
    Day,

    /// <summary>An ISO week; of the first and the last, only the days that are asked for.</summary>
    Week,
}

/// <summary>In which form a report is answered.</summary>
public enum ReportFormat
{
    Json,

    /// <summary>RFC 4180, with a header line.</summary>
    Csv,
}

/// <summary>What is reported.</summary>
/// <param name="ProgrammeId">Null for all programmes of the tenant.</param>
/// <param name="To">Included, as <paramref name="From"/> is.</param>
public sealed record ReportRequest(Guid? ProgrammeId, DateOnly From, DateOnly To, ReportPeriod By, ReportFormat Format)
{
    /// <summary>As many rows as a year has days.</summary>
    public const int MostPeriods = 366;

    private const string DateForm = "yyyy-MM-dd";
    private const string CsvType = "text/csv";
    private const int DaysOfWeek = 7;

    /// <summary>The periods of the report in their order, by their names.</summary>
    public IEnumerable<string> Periods => Days.Select(PeriodOf).Distinct(StringComparer.Ordinal);

    private IEnumerable<DateOnly> Days => Enumerable.Range(0, To.DayNumber - From.DayNumber + 1).Select(From.AddDays);

    /// <summary>2026-12-07, or 2026-W50.</summary>
    public string PeriodOf(DateOnly day) => By == ReportPeriod.Week ? CounterNames.WeekOf(day) : day.ToString(DateForm, CultureInfo.InvariantCulture);

    /// <returns>The error names every parameter that is wrong.</returns>
    public static Result<ReportRequest> Read(HttpRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        var violations = new List<Violation>();
        var programmeId = Programme(request, violations);
        var (from, to) = (Day(request, "from", violations), Day(request, "to", violations));
        var by = Choice(request, "by", ReportPeriod.Day, violations);
        var format = Choice(request, "format", Wanted(request), violations);
        if (violations.Count == 0 && to < from) violations.Add(new Violation("/to", "is before from"));
        var most = by == ReportPeriod.Week ? MostPeriods * DaysOfWeek : MostPeriods;
        if (violations.Count == 0 && to.DayNumber - from.DayNumber >= most)
            violations.Add(new Violation("/to", $"is too far from from: a report by {CounterNames.Of(by)} is of {most} days at most"));
        return violations.Count > 0 ? ReportErrors.Invalid(violations) : new ReportRequest(programmeId, from, to, by, format);
    }

    private static Guid? Programme(HttpRequest request, List<Violation> violations)
    {
        if (request.Query["programme"].ToString() is not { Length: > 0 } text) return null;
        if (Guid.TryParseExact(text, "D", out var programmeId)) return programmeId;
        violations.Add(new Violation("/programme", "is not a UUID"));
        return null;
    }

    private static DateOnly Day(HttpRequest request, string name, List<Violation> violations)
    {
        var text = request.Query[name].ToString();
        if (DateOnly.TryParseExact(text, DateForm, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)) return day;
        violations.Add(new Violation($"/{name}", text.Length == 0 ? "is missing" : "is not a day such as 2026-12-07"));
        return default;
    }

    private static T Choice<T>(HttpRequest request, string name, T usual, List<Violation> violations)
        where T : struct, Enum
    {
        if (request.Query[name].ToString() is not { Length: > 0 } text) return usual;
        foreach (var one in Enum.GetValues<T>().Where(one => CounterNames.Of(one) == text)) return one;
        violations.Add(new Violation($"/{name}", $"is not one of {string.Join(", ", Enum.GetValues<T>().Select(CounterNames.Of))}"));
        return usual;
    }

    /// <summary>What the client would rather have, if it says so.</summary>
    private static ReportFormat Wanted(HttpRequest request)
    {
        var accepted = request.GetTypedHeaders().Accept.OrderByDescending(type => type.Quality ?? 1).FirstOrDefault();
        return accepted is not null && accepted.MediaType.Equals(CsvType, StringComparison.OrdinalIgnoreCase) ? ReportFormat.Csv : ReportFormat.Json;
    }
}
