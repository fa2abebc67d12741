using System.Collections.Concurrent;

namespace Serverless.Benchmarks.App;

/// <summary>A command over HTTP, the same requests by the SDK alone, and the command's batch alone, where it makes more requests than that.</summary>
internal sealed record CommandWorkload(string Name, Func<Random, Task> OverHttp, Func<Random, Task> SameRequests, Func<Random, Task>? BatchAlone);

internal static class CommandWorkloads
{
    /// <summary>Enough that callers seldom meet, few enough that each person's key stays known.</summary>
    private const int People = 256;

    public static async Task<IReadOnlyList<CommandWorkload>> PrepareAsync(AppSystem system)
    {
        var (api, samples) = (system.Api, await Samples.MakeAsync(system));
        var bare = await BareSdk.CreateAsync(system, samples);
        string[] theirs = [.. await ManyAsync(api.RegisterAsync)];
        string[] ours = [.. await ManyAsync(() => bare.StorePersonAsync())];
        // Whoever changes a person has them alone: a version that another has changed would be refused.
        ConcurrentQueue<(string Person, string Version)> changing = new((await ManyAsync(api.RegisterAsync)).Select(person => (person, "\"1\"")));
        ConcurrentQueue<string> changingBare = new(await ManyAsync(() => bare.StorePersonAsync()));
        return
        [
            new("register a person", _ => api.RegisterAsync(), _ => bare.RegisterAsync(), _ => bare.StorePersonAsync()),
            new(
                "draft an application",
                random => api.DraftAsync(AnyOf(theirs, random), samples.Programme),
                random => bare.DraftAsync(AnyOf(ours, random)),
                random => bare.StoreDraftAsync(AnyOf(ours, random))),
            new("change a person", _ => ChangeAsync(api, changing), _ => ChangeAsync(bare, changingBare), BatchAlone: null),
            new("read a person", random => api.ReadAsync(AnyOf(theirs, random)), random => bare.ReadAsync(AnyOf(ours, random)), BatchAlone: null),
        ];
    }

    private static async Task ChangeAsync(Api api, ConcurrentQueue<(string Person, string Version)> people)
    {
        if (!people.TryDequeue(out var one)) throw new InvalidOperationException("There are more callers than people.");
        people.Enqueue((one.Person, await api.ChangeAsync(one.Person, one.Version)));
    }

    private static async Task ChangeAsync(BareSdk bare, ConcurrentQueue<string> people)
    {
        if (!people.TryDequeue(out var person)) throw new InvalidOperationException("There are more callers than people.");
        await bare.ChangeAsync(person);
        people.Enqueue(person);
    }

    private static string AnyOf(string[] people, Random random) => people[random.Next(people.Length)];

    private static async Task<IReadOnlyList<string>> ManyAsync(Func<Task<string>> makeAsync)
    {
        List<string> made = [];
        for (var i = 0; i < People; i++) made.Add(await makeAsync());
        return made;
    }
}
