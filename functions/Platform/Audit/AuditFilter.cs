using System.Globalization;
using Microsoft.AspNetCore.Http;
using Serverless.Cloud.Audit;
using Serverless.Cloud.Identity;
using Serverless.Kernel.Access;
using Serverless.Kernel.Results;

namespace Serverless.Functions.Platform.Audit;

/// <summary>What the address of a search says.</summary>
internal static class AuditFilter
{
    private const int LongestName = 200;

    public static Result<AuditQuery> Read(HttpRequest request)
    {
        var violations = new List<Violation>();
        var (person, caller, function, kind) = (Value("personId"), Value("callerId"), Value("function"), Value("kind"));
        var personId = Guid.Empty;
        if (person is not null && !Guid.TryParseExact(person, "D", out personId)) violations.Add(new Violation("/personId", "is not a UUID"));
        if (caller is not null && !Caller.IsId(caller)) violations.Add(new Violation("/callerId", "is no id of an account"));
        if (function is { Length: > LongestName }) violations.Add(new Violation("/function", $"is longer than {LongestName} characters"));
        var known = default(AccessKind);
        if (kind is not null && !(char.IsAsciiLetterLower(kind[0]) && Enum.TryParse(kind, ignoreCase: true, out known) && Enum.IsDefined(known)))
            violations.Add(new Violation("/kind", "is none of read, auditRead, export and write"));
        var query = new AuditQuery(request.Caller().TenantId, person is null ? null : personId.ToString())
        {
            CallerId = caller, Function = function, Kind = kind is null ? null : known, From = Time("from"), To = Time("to"),
        };
        return violations.Count > 0 ? AuditErrors.InvalidFilter(violations) : query;

        string? Value(string name) => request.Query[name].ToString() is { Length: > 0 } value ? value : null;

        DateTimeOffset? Time(string name)
        {
            if (Value(name) is not { } text) return null;
            if (DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)) return time;
            violations.Add(new Violation($"/{name}", "is not a time such as 2035-03-01T09:00:00Z"));
            return null;
        }
    }
}
