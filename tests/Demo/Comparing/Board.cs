using System.Globalization;
using System.Text.Json.Nodes;
using Serverless.Demo.Playing;
using Serverless.Demo.Scripting;

namespace Serverless.Demo.Comparing;

/// <summary>What the dashboard of the programme must say, number by number.</summary>
internal static class Board
{
    private static readonly Attendance[] Presence = Enum.GetValues<Attendance>();

    public static string Address(Venue venue) => $"api/programmes/{venue.ProgrammeId}/dashboard";

    public static IReadOnlyList<Row> Rows(Tally tally, Venue venue) =>
    [
        .. Enum.GetValues<ApplicationState>().Select(state => new Row(
            "applications", Words(state), tally.Applications.GetValueOrDefault(state), said => said.At("applications").At(Json.Word(state)).Number())),
        .. Enum.GetValues<EnrolmentState>().Select(state => new Row(
            "learners", Words(state), tally.Enrolments.GetValueOrDefault(state), said => said.At("learners").At(Json.Word(state)).Number())),
        new("learners", "at risk", tally.AtRisk, said => said.At("atRisk").At("count").Number()),
        .. Enumerable.Range(1, Programme.Weeks).Select(session => new Row(
            $"attendance: {string.Join(" · ", Presence.Select(Words))}",
            $"week {session}",
            [.. Presence.Select(status => (long)tally.Attendance.GetValueOrDefault((session, status)))],
            said => Presence.Select(status => WeekOf(said, venue.Sessions[session].Starts, status)))),
        .. Programme.Tasks.Select(task => new Row(
            "tasks: handed in · passed · failed · late",
            task.Title,
            [HandedIn(tally, task), Count(tally, task, TaskState.Passed), Count(tally, task, TaskState.Failed), venue.IsLate(task) ? HandedIn(tally, task) : 0],
            said => new[] { "handedIn", "passed", "failed", "late" }.Select(name => TaskOf(said, venue.Tasks[task.Number]).At(name).Number()))),
        .. Enum.GetValues<CertificateState>().Select(state => new Row(
            "certificates", Words(state), tally.Certificates.GetValueOrDefault(state), said => said.At("certificates").At(Json.Word(state)).Number())),
    ];

    /// <summary>A week in which nothing is known is missing.</summary>
    private static long? WeekOf(JsonNode said, DateTimeOffset session, Attendance status)
    {
        var day = session.UtcDateTime;
        var name = string.Create(CultureInfo.InvariantCulture, $"{ISOWeek.GetYear(day):0000}-W{ISOWeek.GetWeekOfYear(day):00}");
        var weeks = said.At("attendance") as JsonArray;
        return weeks.Items().FirstOrDefault(week => week.At("week").Text() == name) is { } found ? found.At(Json.Word(status)).Number() : weeks is null ? null : 0;
    }

    private static JsonNode? TaskOf(JsonNode said, Guid task) => said.At("tasks").Items().FirstOrDefault(one => one.At("taskId").Id() == task);

    private static int Count(Tally tally, TaskPlan task, TaskState state) => tally.Tasks.GetValueOrDefault((task.Number, state));

    private static int HandedIn(Tally tally, TaskPlan task) => Enum.GetValues<TaskState>().Sum(state => Count(tally, task, state));

    private static string Words<T>(T value)
        where T : struct, Enum =>
        string.Concat(Json.Word(value).Select(letter => char.IsUpper(letter) ? $" {char.ToLowerInvariant(letter)}" : $"{letter}"));
}
