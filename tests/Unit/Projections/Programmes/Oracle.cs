using System.Globalization;
using System.Text.Json.Nodes;

namespace Serverless.Unit.Projections.Programmes;

/// <summary>
/// What a dashboard must say, counted from the stored events in the plainest way, and with nothing of the read model's own: for
/// each record, what its last events say.
/// </summary>
internal sealed class Oracle(IEnumerable<JsonObject> events)
{
    private static readonly Dictionary<string, string> Statuses = new(StringComparer.Ordinal)
    {
        ["application-drafted"] = "draft", ["application-submitted"] = "submitted", ["application-review-started"] = "underReview",
        ["application-accepted"] = "accepted", ["application-rejected"] = "rejected", ["application-withdrawn"] = "withdrawn",
        ["enrolment-started"] = "active", ["enrolment-completed"] = "completed", ["enrolment-dropped"] = "dropped",
        ["submission-handed-in"] = "submitted", ["submission-returned"] = "returned", ["submission-resubmitted"] = "submitted",
        ["submission-passed"] = "passed", ["submission-failed"] = "failed",
        ["certificate-issued"] = "issued", ["certificate-revoked"] = "revoked",
    };

    private static readonly Dictionary<string, string> Steps = new(StringComparer.Ordinal)
    {
        ["application-drafted"] = "drafted", ["application-submitted"] = "submitted", ["application-review-started"] = "reviewStarted",
        ["application-accepted"] = "accepted", ["application-rejected"] = "rejected", ["application-withdrawn"] = "withdrawn",
        ["submission-handed-in"] = "handedIn", ["submission-returned"] = "returned", ["submission-resubmitted"] = "resubmitted",
        ["submission-passed"] = "passed", ["submission-failed"] = "failed",
    };

    private readonly List<JsonObject> _events = [.. events.OrderBy(fact => (long)fact["version"]!).ThenBy(fact => (int)fact["index"]!)];

    /// <summary>Records of a type by how they stand.</summary>
    public IReadOnlyDictionary<string, long> ByStatus(string type) => Count(Latest(type).Select(fact => Statuses[(string)fact["kind"]!]));

    /// <summary>Attendance by week and status: "2026-W50 late".</summary>
    public IReadOnlyDictionary<string, long> Attendance => Count(Sessions.Select(session => $"{Week(session.Day)} {session.Status}"));

    /// <summary>Submissions by task and status, and late ones: "(task) passed".</summary>
    public IReadOnlyDictionary<string, long> Tasks => Count(Latest("submission").Select(fact => $"{fact["data"]!["taskId"]} {Statuses[(string)fact["kind"]!]}")
        .Concat(Latest("submission", fact => fact["data"]!["isLate"] is not null).Where(fact => (bool)fact["data"]!["isLate"]!).Select(fact => $"{fact["data"]!["taskId"]} late")));

    /// <summary>Reasons, by the people who are at risk.</summary>
    public IReadOnlyDictionary<string, string> Risks
    {
        get
        {
            var active = Latest("enrolment").Where(fact => Statuses[(string)fact["kind"]!] == "active").Select(SubjectOf).ToHashSet(StringComparer.Ordinal);
            return active.Select(person => (Person: person, Reasons: string.Join(' ', ReasonsOf(person)))).Where(one => one.Reasons.Length > 0).ToDictionary(one => one.Person, one => one.Reasons);
        }
    }

    /// <summary>Steps of a type of record by day: "2026-12-07 passed"; of attendance, how sessions of the day were attended.</summary>
    public IReadOnlyDictionary<string, long> Days(string type) => type == "attendance"
        ? Count(Sessions.Select(session => $"{session.Day:O} {session.Status}"))
        : Count(_events.Where(fact => (string?)fact["recordType"] == type && Steps.ContainsKey((string)fact["kind"]!)).SelectMany(StepsOf));

    private IEnumerable<(string Person, DateOnly Day, string Status, string Id)> Sessions => Latest("attendance").Select(fact =>
        (SubjectOf(fact), DateOnly.Parse((string)fact["data"]!["sessionDate"]!, CultureInfo.InvariantCulture), (string)fact["data"]!["status"]!, (string)fact["data"]!["sessionId"]!));

    private static string Week(DateOnly day)
    {
        // The week belongs to the year of its Thursday.
        var thursday = day.AddDays(3 - (((int)day.DayOfWeek + 6) % 7));
        return string.Create(CultureInfo.InvariantCulture, $"{thursday.Year}-W{((thursday.DayOfYear - 1) / 7) + 1:00}");
    }

    private static string SubjectOf(JsonObject fact) => (string)fact["subjectId"]!;

    private static IEnumerable<string> StepsOf(JsonObject fact)
    {
        var day = ((string)fact["at"]!)[..10];
        yield return $"{day} {Steps[(string)fact["kind"]!]}";
        if ((bool?)fact["data"]!["isLate"] == true) yield return $"{day} late";
    }

    private static Dictionary<string, long> Count(IEnumerable<string> names) => names.CountBy(name => name).ToDictionary(one => one.Key, one => (long)one.Value);

    private IEnumerable<string> ReasonsOf(string person)
    {
        var sessions = Sessions.Where(session => session.Person == person && session.Status != "excused").OrderBy(session => session.Day).ThenBy(session => Guid.Parse(session.Id)).ToList();
        if (sessions.TakeLast(3).Count(session => session.Status == "absent") >= 2) yield return "absences";
        if (Latest("submission").Any(fact => SubjectOf(fact) == person && (string?)fact["kind"] == "submission-failed")) yield return "failedTask";
        if (sessions.Count >= 4 && sessions.Count(session => session.Status != "absent") < sessions.Count / 2.0) yield return "lowAttendance";
    }

    /// <summary>Of each record the last event that says how it stands.</summary>
    private IEnumerable<JsonObject> Latest(string type, Func<JsonObject, bool>? says = null) => _events
        .Where(fact => (string?)fact["recordType"] == type && (says?.Invoke(fact) ?? (type == "attendance" || Statuses.ContainsKey((string)fact["kind"]!))))
        .GroupBy(fact => (string)fact["recordId"]!).Select(record => record.Last());
}
