using System.Text.Json.Nodes;

namespace Serverless.Benchmarks.App;

/// <summary>What one learner's client asks, one request after the other.</summary>
internal sealed class LoadLearner(Api api, string person, LoadCourse course)
{
    private static readonly string[] Lists = ["attendance", "enrolments", "applications", "submissions"];

    private int _attended;
    private int _handedIn;
    private string _version = "\"1\"";

    public string Person => person;

    public async Task<bool> IsEnrolledAsync() =>
        JsonNode.Parse((await api.SendAsync(HttpMethod.Get, $"people/{person}/enrolments")).Body)!["items"]!.AsArray().Count > 0;

    /// <summary>Mostly reads, as people do; what has come to its end is read instead.</summary>
    /// <returns>What is asked, and asking it, which answers the new version of the person where it is changed.</returns>
    public (string Kind, Func<Task<string?>> AskAsync) Next(Random random) => random.Next(100) switch
    {
        < 40 => ("read their own records", () => ReadAsync($"people/{person}/{Lists[random.Next(Lists.Length)]}")),
        < 60 => ("read their overview", () => ReadAsync($"people/{person}/overview")),
        < 65 => ("read the programme", () => ReadAsync($"programmes/{course.Id}")),
        < 82 when _attended < course.Sessions.Count => ("check in", () => PostAsync("attendance", $$"""{"programmeId":"{{course.Id}}","sessionId":"{{course.Sessions[_attended++]}}"}""")),
        < 92 when _handedIn < course.Tasks.Count => ("hand in", () => PostAsync("submissions", $$"""{"programmeId":"{{course.Id}}","taskId":"{{course.Tasks[_handedIn++]}}","text":"This is what I have made."}""")),
        _ => ("change their details", async () => _version = await api.ChangeAsync(person, _version)),
    };

    private async Task<string?> ReadAsync(string address)
    {
        await api.SendAsync(HttpMethod.Get, address);
        return null;
    }

    private async Task<string?> PostAsync(string records, string body)
    {
        await api.SendAsync(HttpMethod.Post, $"people/{person}/{records}", body);
        return null;
    }
}
