using System.Text.Json.Nodes;
using Serverless.Demo.Scripting;

namespace Serverless.Demo.Playing;

/// <summary>What there must be before the first learner comes: people who work there, a published programme, a ledger.</summary>
internal sealed class Opening(ApiClient client, Tokens tokens, TimeProvider time)
{
    private const int StaffMembers = 8;

    /// <summary>People check in from an hour before a session until it is over: so soon, all of them are in time, however long the play takes.</summary>
    private static readonly TimeSpan UntilLastSession = TimeSpan.FromMinutes(55);

    private static readonly TimeSpan SessionLength = TimeSpan.FromHours(2);

    public async Task<Venue> OpenAsync(Script script, CancellationToken cancellation)
    {
        var run = Guid.NewGuid().ToString("N")[..12];
        var staff = await Task.WhenAll(Enumerable.Range(0, StaffMembers).Select(_ => tokens.OfPersonAsync(Guid.NewGuid(), cancellation, "staff")));
        var crew = new Crew(staff, await tokens.OfPersonAsync(Guid.NewGuid(), cancellation, "reviewer"), await tokens.OfPersonAsync(Guid.NewGuid(), cancellation, "operator", "staff"));

        var (sessions, tasks) = (Ids(Programme.Weeks), Ids(Programme.Tasks.Count));
        var programme = await MakeAsync("programmes", "programme", Details(script, sessions, tasks));
        await MakeAsync($"programmes/{programme}/publish", "publish", body: null);
        var ledger = await MakeAsync("ledgers", "ledger", new JsonObject { ["name"] = $"Demo {run}" });
        var fees = await MakeAsync($"ledgers/{ledger}/accounts", "fees", Account("Fees", "income"));
        var bank = await MakeAsync($"ledgers/{ledger}/accounts", "bank", Account("Bank", "asset"));
        return new Venue(run, programme, sessions, tasks, ledger, fees, bank, crew);

        async Task<Guid> MakeAsync(string address, string key, JsonObject? body)
        {
            var reply = await client.SendAsync(ApiRequest.Post($"api/{address}", crew.Staff[0], $"{run}-{key}", body), cancellation);
            return reply.IsSuccess ? reply.Id : throw new Mishap($"the opening, POST {address}: {reply.Words}");
        }
    }

    /// <summary>The first one, which no number names, is nothing.</summary>
    private static Guid[] Ids(int count) => [Guid.Empty, .. Enumerable.Range(1, count).Select(_ => Guid.NewGuid())];

    private static JsonObject Account(string name, string kind) => new() { ["name"] = name, ["kind"] = kind, ["currency"] = Programme.Currency };

    private JsonObject Details(Script script, Guid[] sessions, Guid[] tasks)
    {
        var now = time.GetUtcNow();
        var last = now + UntilLastSession;
        var today = DateOnly.FromDateTime(now.UtcDateTime);
        var starts = today.AddDays(1 - (7 * Programme.Weeks));
        return new JsonObject
        {
            ["title"] = "Data for everyone",
            ["description"] = "Twelve evenings on how to read, shape and question data.",
            ["language"] = "en",
            ["starts"] = Day(starts),
            ["ends"] = Day(today.AddDays(1)),
            ["capacity"] = script.Capacity,
            ["sessions"] = new JsonArray([.. Enumerable.Range(1, Programme.Weeks).Select(Session)]),
            ["tasks"] = new JsonArray([.. Programme.Tasks.Select(Task)]),
            ["completion"] = new JsonObject
            {
                ["minimumAttendance"] = Programme.MinimumAttendance,
                ["minimumPoints"] = Programme.MinimumPoints,
                ["requiredTasks"] = new JsonArray(tasks[Programme.Project.Number]),
            },
        };

        JsonNode Session(int number) => new JsonObject
        {
            ["id"] = sessions[number],
            ["title"] = $"Evening {number}",
            ["format"] = "online",
            ["starts"] = last.AddDays(7 * (number - Programme.Weeks)),
            ["ends"] = last.AddDays(7 * (number - Programme.Weeks)) + SessionLength,
        };

        JsonNode Task(TaskPlan task) => new JsonObject
        {
            ["id"] = tasks[task.Number],
            ["title"] = task.Title,
            ["points"] = task.Points,
            // The first was due long ago, so that whoever hands it in now is late.
            ["due"] = Day(task == Programme.Tasks[0] ? starts.AddDays(7 * task.Week) : today.AddDays(1)),
        };
    }

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", provider: null);
}
