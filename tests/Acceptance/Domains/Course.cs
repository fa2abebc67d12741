using System.Text.Json.Nodes;

namespace Serverless.Acceptance.Domains;

/// <summary>A programme that is held now: one session, which is on, and one task, which must be passed.</summary>
internal sealed record Course(Office Office, string Programme, string Session, string Task)
{
    public static async Task<Course> OpenAsync(Office office)
    {
        var (session, task, now) = ($"{Guid.NewGuid()}", $"{Guid.NewGuid()}", TimeProvider.System.GetUtcNow());
        var day = $"{now.AddDays(1):yyyy-MM-dd}";
        var drafted = await office.PostAsync("programmes", JsonNode.Parse($$"""
            {
              "title": "Welding", "description": "For beginners.", "language": "en", "starts": "{{now.AddDays(-1):yyyy-MM-dd}}", "ends": "{{day}}", "capacity": 10,
              "sessions": [{ "id": "{{session}}", "title": "First", "format": "online", "starts": "{{now:O}}", "ends": "{{now.AddHours(2):O}}" }],
              "tasks": [{ "id": "{{task}}", "title": "A seam", "due": "{{day}}", "points": 10 }],
              "completion": { "minimumAttendance": 100, "minimumPoints": 10, "requiredTasks": ["{{task}}"] }
            }
            """)!.AsObject());
        await office.PostAsync($"programmes/{drafted["id"]}/publish");
        return new Course(office, (string)drafted["id"]!, session, task);
    }

    /// <returns>The enrolment, which has followed the acceptance.</returns>
    public async Task<string> EnrolAsync(string person)
    {
        var application = await Office.ApplyAsync(person, Programme);
        await Office.PostAsync($"{application}/accept");
        return (string)(await Office.UntilAsync("the person is enrolled", $"people/{person}/enrolments", page => page["items"]!.AsArray().FirstOrDefault()))["id"]!;
    }

    public Task AttendAsync(string person) => Office.PostAsync($"people/{person}/attendance", Attendance);

    public JsonObject Attendance => new() { ["programmeId"] = Programme, ["sessionId"] = Session, ["status"] = "present" };

    public async Task PassAsync(string person)
    {
        var submissions = $"people/{person}/submissions";
        var handedIn = await Office.PostAsync(submissions, new JsonObject { ["programmeId"] = Programme, ["taskId"] = Task, ["text"] = "Done." });
        await Office.PostAsync($"{submissions}/{handedIn["id"]}/review", new JsonObject { ["outcome"] = "passed", ["score"] = 90 });
    }
}
