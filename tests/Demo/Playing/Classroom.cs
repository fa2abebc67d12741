using System.Text.Json.Nodes;
using Serverless.Demo.Scripting;

namespace Serverless.Demo.Playing;

/// <summary>Where people are, or are not, and hand in what they have made.</summary>
internal sealed class Classroom(Venue venue)
{
    public async Task CheckInAsync(Turn turn, CheckIn step) => Keep(turn, step.Session, await turn.PostAsync(turn.Member.Token, List(turn, "attendance"), Session(step.Session)));

    public async Task AttendAsync(Turn turn, Attend step)
    {
        var body = Session(step.Session);
        body["status"] = Json.Word(step.Status);
        Keep(turn, step.Session, await turn.PostAsync(venue.Crew.StaffOf(turn.Member), List(turn, "attendance"), body));
    }

    public async Task CorrectAsync(Turn turn, CorrectAttendance step)
    {
        var (staff, list) = (venue.Crew.StaffOf(turn.Member), List(turn, "attendance"));
        if (turn.Member.Attendance[step.Session] == Guid.Empty) turn.Member.Attendance[step.Session] = await FindAsync(turn, staff, list, venue.Sessions[step.Session].Id);
        await turn.PostAsync(staff, $"{list}/{turn.Member.Attendance[step.Session]}/correct", new JsonObject { ["status"] = Json.Word(step.Status), ["note"] = "As the minutes say." });
    }

    public async Task HandInAsync(Turn turn, HandIn step)
    {
        var handedIn = await turn.PostAsync(turn.Member.Token, List(turn, "submissions"), new JsonObject
        {
            ["programmeId"] = venue.ProgrammeId,
            ["taskId"] = venue.Tasks[step.Task],
            ["text"] = "This is what I have found.",
        });
        if (handedIn is not null) turn.Member.Submissions[step.Task] = handedIn.Id;
    }

    public Task ResubmitAsync(Turn turn, Resubmit step) =>
        turn.PostAsync(turn.Member.Token, $"{List(turn, "submissions")}/{turn.Member.Submissions[step.Task]}/resubmit", new JsonObject { ["text"] = "This is what I have found since." });

    public Task ReviewAsync(Turn turn, Review step) => turn.PostAsync(
        venue.Crew.Reviewer,
        $"{List(turn, "submissions")}/{turn.Member.Submissions[step.Task]}/review",
        new JsonObject { ["outcome"] = Json.Word(step.Outcome), ["score"] = step.Score, ["feedback"] = "See the notes in the margin." });

    private JsonObject Session(int number) => new() { ["programmeId"] = venue.ProgrammeId, ["sessionId"] = venue.Sessions[number].Id };

    private static string List(Turn turn, string records) => $"api/people/{turn.Member.PersonId}/{records}";

    private static void Keep(Turn turn, int session, ApiReply? recorded)
    {
        if (recorded is not null) turn.Member.Attendance[session] = recorded.Id;
    }

    /// <summary>What a file has brought, nobody was told the id of.</summary>
    private static async Task<Guid> FindAsync(Turn turn, string staff, string list, Guid session)
    {
        var recorded = await turn.GetAsync(staff, $"{list}?pageSize=100");
        return recorded.Items.FirstOrDefault(one => one.At("sessionId").Id() == session).At("id").Id() ?? throw new Mishap($"{turn.Name}: nothing is recorded to be corrected");
    }
}
