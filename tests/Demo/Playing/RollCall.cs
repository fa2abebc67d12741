using System.Text.Json.Nodes;
using Serverless.Demo.Scripting;

namespace Serverless.Demo.Playing;

/// <summary>Brings the attendance of a session as a file, in which some lines stand twice and some are of people who have left.</summary>
internal sealed class RollCall(Venue venue, ApiClient client, Waiting waiting)
{
    private const int MostLines = 8_000;

    public async Task ImportAsync(IReadOnlyList<Member> members, int session, IProgress<PlayProgress> progress, CancellationToken cancellation)
    {
        var lines = members.SelectMany(member => member.Learner.Steps.OfType<Attend>().Where(step => step.IsImported && step.Session == session).Select(step => (member.PersonId, Step: step))).ToList();
        foreach (var (index, part) in lines.Chunk(MostLines / 2).Index())
        {
            await ImportAsync(part, session, $"{venue.Run}-session-{session}-{index}", cancellation);
            progress.Report(new PlayProgress(session, part.Length));
        }
    }

    private async Task ImportAsync((Guid PersonId, Attend Step)[] lines, int session, string key, CancellationToken cancellation)
    {
        var request = new ApiRequest(HttpMethod.Post, $"api/attendance/imports?programme={venue.ProgrammeId}&session={venue.Sessions[session].Id}")
        {
            Token = venue.Crew.Staff[0],
            Key = key,
            Content = FileOf(lines),
            MediaType = "text/csv",
        };
        var started = await client.SendAsync(request, cancellation);
        if (!started.IsSuccess) throw new Mishap($"week {session}, the file of attendance: {started.Words}");
        var import = await waiting.UntilAsync<JsonNode>(
            $"week {session}, the file of attendance is done",
            async () =>
            {
                var looked = await client.SendAsync(ApiRequest.Get($"api/attendance/imports/{started.Id}", venue.Crew.Staff[0]), cancellation);
                return looked.Body.At("status").Text() is "finished" or "failed" ? looked.Body : null;
            },
            cancellation);
        Expect("recorded", lines.Count(line => line.Step.HasEffect));
        Expect("rejected", lines.Count(line => !line.Step.HasEffect));
        Expect("repeated", lines.Count(line => line.Step.IsRepeated));

        void Expect(string count, int expected)
        {
            var actual = import.At(count).Number();
            if (actual != expected) throw new Mishap($"week {session}, the file of attendance: {expected} lines are to be {count}, and {actual} are");
        }
    }

    /// <summary>Ids and words: nothing in it needs quotes.</summary>
    private static string FileOf((Guid PersonId, Attend Step)[] lines) => string.Join('\n', lines
        .SelectMany(line => Enumerable.Repeat($"{line.PersonId},{Json.Word(line.Step.Status)}", line.Step.IsRepeated ? 2 : 1))
        .Prepend("personId,status"));
}
