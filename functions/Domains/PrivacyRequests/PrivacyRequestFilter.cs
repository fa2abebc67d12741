using System.Globalization;
using Microsoft.AspNetCore.Http;
using Serverless.Cloud.Cosmos;
using Serverless.Cloud.Http;
using Serverless.Kernel.Results;

namespace Serverless.Functions.Domains.PrivacyRequests;

/// <summary>How the address narrows the register.</summary>
internal static class PrivacyRequestFilter
{
    private const string Due = "due";

    /// <param name="zone">In which the day ends by which requests are due.</param>
    public static Result<RecordQuery> Read(HttpRequest request, RecordQuery query, TimeZoneInfo zone)
    {
        var narrowed = RecordFilter.Read(request, PrivacyRequestsDomain.Requests, query, "status", "kind");
        if (request.Query[Due].ToString() is not { Length: > 0 } text) return narrowed;
        if (!DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
        {
            var violation = new Violation($"/{Due}", "is not a day such as 2026-12-07");
            return PrivacyRequestErrors.Invalid([.. narrowed.Error?.Fields ?? [], violation]);
        }

        return narrowed.IsSuccess ? narrowed.Value with { Due = new DueQuery("dueBy", EndOf(day, zone)) } : narrowed;
    }

    private static DateTimeOffset EndOf(DateOnly day, TimeZoneInfo zone)
    {
        var end = day.ToDateTime(TimeOnly.MaxValue);
        return new DateTimeOffset(end, zone.GetUtcOffset(end));
    }
}
