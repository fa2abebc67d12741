using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Playwright;
using Serverless.Acceptance.Projections;
using Serverless.Contracts.Running;

namespace Serverless.Browser;

/// <summary>An app with a programme in which something has happened, and a browser in which its staff look at it.</summary>
public sealed class CourseApp : IAsyncLifetime
{
    private const int Weeks = 5;

    private static readonly string[] Attended = ["present", "late", "absent", "excused", "present"];

    private readonly OverviewApp _app = new();
    private readonly Guid[] _sessions = [.. Enumerable.Range(0, Weeks).Select(_ => Guid.NewGuid())];
    private readonly Guid[] _tasks = [Guid.NewGuid(), Guid.NewGuid()];
    private Chromium? _browser;

    public Guid ProgrammeId { get; private set; }

    /// <summary>One to which nobody has applied.</summary>
    public Guid QuietId { get; private set; }

    public async Task InitializeAsync()
    {
        _browser = await Chromium.StartAsync();
        await _app.InitializeAsync();
        QuietId = await _app.PublishAsync("Nobody knows of it");
        ProgrammeId = await PublishAsync();
        for (var i = 0; i < 4; i++) await LearnAsync(i);
        var rejected = await ApplyAsync();
        await PostAsync($"{rejected}/reject", new { reason = "other", text = "The places were few." });
        await PostAsync($"people/{await RegisterAsync()}/applications", new { programmeId = ProgrammeId, motivation = "Not yet sure." });
        await Deadline.UntilAsync("the dashboard counts all", async () =>
        {
            var told = await GetAsync($"programmes/{ProgrammeId}/dashboard");
            return (long)told["learners"]!["active"]! == 4 && told["tasks"]!.AsArray().Sum(task => (long)task!["passed"]!) == 4 && (long)told["atRisk"]!["count"]! > 0 && told["asOf"] is not null
                && told["attendance"]!.AsArray().Sum(week => (long)week!["present"]! + (long)week["late"]! + (long)week["absent"]! + (long)week["excused"]!) == 4 * Weeks;
        });
    }

    public async Task DisposeAsync()
    {
        await _app.DisposeAsync();
        if (_browser is not null) await _browser.DisposeAsync();
    }

    internal async Task<LivePage> OpenAsync(Guid programme, int width = 1280, ColorScheme scheme = ColorScheme.Light) => await LivePage.OpenAsync(
        await _browser!.OpenAsync(new Uri(_app.Address, $"/api/programmes/{programme}/dashboard.html"), new() { Width = width, Height = 900 }, scheme),
        $"/api/programmes/{programme}/dashboard",
        OverviewApp.Tenant);

    private async Task<Guid> PublishAsync()
    {
        var last = TimeProvider.System.GetUtcNow().AddMinutes(30);
        var id = await PostAsync("programmes", new
        {
            title = "Data for everyone",
            description = "What there is to know.",
            language = "en",
            starts = Day(last.AddDays(-7 * Weeks)),
            ends = Day(last.AddDays(1)),
            capacity = 10,
            sessions = _sessions.Select((session, i) => Session(session, $"Evening {i + 1}", last.AddDays(7 * (i + 1 - Weeks)))),
            tasks = _tasks.Select((task, i) => new { id = task, title = $"Exercise {i + 1}", points = 50, due = Day(last) }),
            completion = new { minimumAttendance = 80, minimumPoints = 100, requiredTasks = _tasks },
        });
        await PostAsync($"programmes/{id}/publish");
        return id;

        static object Session(Guid id, string title, DateTimeOffset starts) => new { id, title, format = "online", starts, ends = starts.AddHours(2) };

        static string Day(DateTimeOffset time) => time.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
    }

    private async Task LearnAsync(int number)
    {
        var application = await ApplyAsync();
        var person = application.Split('/')[1];
        await PostAsync($"people/{person}/consents", new { purpose = "progressAnalysis", policyVersion = "1", decision = "granted" });
        await PostAsync($"{application}/accept");
        await Deadline.UntilAsync("who is accepted is enrolled", async () => (await GetAsync($"people/{person}/enrolments"))["items"]!.AsArray().Count == 1);
        for (var i = 0; i < Weeks; i++)
            await PostAsync($"people/{person}/attendance", new { programmeId = ProgrammeId, sessionId = _sessions[i], status = number == 3 && i > 1 ? "absent" : Attended[(number + i) % Attended.Length] });
        var first = await PostAsync($"people/{person}/submissions", new { programmeId = ProgrammeId, taskId = _tasks[0], text = "Here it is." });
        await PostAsync($"people/{person}/submissions/{first}/review", new { outcome = "passed", score = 80 });
        if (number > 1) return;
        var second = await PostAsync($"people/{person}/submissions", new { programmeId = ProgrammeId, taskId = _tasks[1], text = "And the other." });
        if (number == 1) await PostAsync($"people/{person}/submissions/{second}/review", new { outcome = "failed", score = 10, feedback = "It does not run." });
    }

    /// <returns>The address of an application under review.</returns>
    private async Task<string> ApplyAsync()
    {
        var list = $"people/{await RegisterAsync()}/applications";
        var application = $"{list}/{await PostAsync(list, new { programmeId = ProgrammeId, motivation = "I want to learn it." })}";
        await PostAsync($"{application}/submit");
        await PostAsync($"{application}/review");
        return application;
    }

    private async Task<Guid> RegisterAsync() => (await _app.RegisterAsync("Ada")).Id;

    private async Task<Guid> PostAsync(string address, object? body = null)
    {
        var (status, answer) = await _app.SendAsync(HttpMethod.Post, $"api/{address}", body);
        Assert.True(status is HttpStatusCode.OK or HttpStatusCode.Created, $"{address}: {status} {answer}");
        return (Guid)answer!["id"]!;
    }

    private async Task<JsonNode> GetAsync(string address) => (await _app.SendAsync(HttpMethod.Get, $"api/{address}")).Body!;
}
