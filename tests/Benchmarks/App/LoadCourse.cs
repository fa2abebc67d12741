using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Serverless.Benchmarks.App;

/// <summary>A programme that is held now, of as many sessions and tasks as one may have, and learners who are enrolled in it.</summary>
internal sealed class LoadCourse(AppSystem system) : IDisposable
{
    /// <summary>As many as a programme may have.</summary>
    private const int Parts = 100;

    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly SocketsHttpHandler _handler = new();

    public string Id { get; private set; } = "";

    public IReadOnlyList<string> Sessions { get; } = [.. Enumerable.Range(0, Parts).Select(_ => $"{Guid.NewGuid()}")];

    public IReadOnlyList<string> Tasks { get; } = [.. Enumerable.Range(0, Parts).Select(_ => $"{Guid.NewGuid()}")];

    public async Task<IReadOnlyList<LoadLearner>> EnrolAsync(int learners, CancellationToken cancellation)
    {
        Id = IdOf(await system.Api.SendAsync(HttpMethod.Post, "programmes", Programme().ToJsonString()));
        await system.Api.SendAsync(HttpMethod.Post, $"programmes/{Id}/publish");
        List<LoadLearner> enrolled = [];
        for (var i = 0; i < learners; i++) enrolled.Add(await AcceptAsync(cancellation));
        foreach (var learner in enrolled) await UntilEnrolledAsync(learner, cancellation);
        return enrolled;
    }

    public void Dispose() => _handler.Dispose();

    private async Task<LoadLearner> AcceptAsync(CancellationToken cancellation)
    {
        var person = await system.Api.RegisterAsync();
        HttpClient http = new(_handler, disposeHandler: false) { BaseAddress = system.Http.BaseAddress };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", await TokenAsync(person, cancellation));
        Api api = new(http);
        var application = $"people/{person}/applications/{await api.DraftAsync(person, Id)}";
        await api.SendAsync(HttpMethod.Post, $"{application}/submit");
        await system.Api.SendAsync(HttpMethod.Post, $"{application}/review");
        await system.Api.SendAsync(HttpMethod.Post, $"{application}/accept");
        return new LoadLearner(api, person, this);
    }

    private async Task<string> TokenAsync(string personId, CancellationToken cancellation)
    {
        string[] roles = ["learner"];
        using var answer = await system.Http.PostAsJsonAsync(new Uri(".auth/dev/token", UriKind.Relative), new { tenantId = AppSystem.Tenant, personId, roles }, cancellation);
        answer.EnsureSuccessStatusCode();
        return (await answer.Content.ReadFromJsonAsync<JsonElement>(cancellation)).GetProperty("token").GetString()!;
    }

    private static async Task UntilEnrolledAsync(LoadLearner learner, CancellationToken cancellation)
    {
        using CancellationTokenSource patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(Patience);
        using PeriodicTimer timer = new(Look);
        while (!await learner.IsEnrolledAsync()) await timer.WaitForNextTickAsync(patience.Token);
    }

    private JsonObject Programme()
    {
        var now = TimeProvider.System.GetUtcNow();
        return new JsonObject
        {
            ["title"] = "Welding",
            ["description"] = "For beginners.",
            ["language"] = "en",
            ["starts"] = $"{now.AddDays(-1):yyyy-MM-dd}",
            ["ends"] = $"{now.AddDays(1):yyyy-MM-dd}",
            ["capacity"] = 10_000,
            ["sessions"] = new JsonArray([.. Sessions.Select(id => new JsonObject { ["id"] = id, ["title"] = "On", ["format"] = "online", ["starts"] = now, ["ends"] = now.AddHours(12) })]),
            ["tasks"] = new JsonArray([.. Tasks.Select(id => new JsonObject { ["id"] = id, ["title"] = "A seam", ["points"] = 1, ["due"] = $"{now.AddDays(1):yyyy-MM-dd}" })]),
            ["completion"] = new JsonObject { ["minimumAttendance"] = 100, ["minimumPoints"] = Parts, ["requiredTasks"] = new JsonArray() },
        };
    }

    private static string IdOf((byte[] Body, string Tag) answer) => (string)JsonNode.Parse(answer.Body)!["id"]!;
}
