using System.Globalization;
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
        var crew = new Crew(staff, await tokens.OfPersonAsync(Guid.NewGuid(), cancellation, "reviewer"));

        var now = time.GetUtcNow();
        var venue = new Venue(run, DateOnly.FromDateTime(now.UtcDateTime), ProgrammeId: default, Sessions(now + UntilLastSession), Tasks(), LedgerId: default, FeesId: default, BankId: default, crew);
        venue = venue with { ProgrammeId = await MakeAsync("programmes", "programme", Details(script, venue)) };
        await MakeAsync($"programmes/{venue.ProgrammeId}/publish", "publish", body: null);
        venue = venue with { LedgerId = await MakeAsync("ledgers", "ledger", new JsonObject { ["name"] = $"Demo {run}" }) };
        var accounts = $"ledgers/{venue.LedgerId}/accounts";
        return venue with { FeesId = await MakeAsync(accounts, "fees", Account("Fees", "income")), BankId = await MakeAsync(accounts, "bank", Account("Bank", "asset")) };

        async Task<Guid> MakeAsync(string address, string key, JsonObject? body)
        {
            var reply = await client.SendAsync(ApiRequest.Post($"api/{address}", crew.Staff[0], $"{run}-{key}", body), cancellation);
            return reply.IsSuccess ? reply.Id : throw new Mishap($"the opening, POST {address}: {reply.Words}");
        }
    }

    /// <summary>Weekly. What stands at 0 is nothing: numbers begin at 1.</summary>
    private static Sitting[] Sessions(DateTimeOffset last) =>
        [.. Enumerable.Range(0, Programme.Weeks + 1).Select(number => new Sitting(Guid.NewGuid(), last.AddDays(7 * (number - Programme.Weeks))))];

    private static Guid[] Tasks() => [.. Enumerable.Range(0, Programme.Tasks.Count + 1).Select(_ => Guid.NewGuid())];

    private static JsonObject Account(string name, string kind) => new() { ["name"] = name, ["kind"] = kind, ["currency"] = Programme.Currency };

    private static JsonObject Details(Script script, Venue venue) => new()
    {
        ["title"] = "Data for everyone",
        ["description"] = "Twelve evenings on how to read, shape and question data.",
        ["language"] = "en",
        ["starts"] = Day(venue.Starts),
        ["ends"] = Day(venue.Ends),
        ["capacity"] = script.Capacity,
        ["sessions"] = new JsonArray([.. Enumerable.Range(1, Programme.Weeks).Select(number => new JsonObject
        {
            ["id"] = venue.Sessions[number].Id,
            ["title"] = $"Evening {number}",
            ["format"] = "online",
            ["starts"] = venue.Sessions[number].Starts,
            ["ends"] = venue.Sessions[number].Starts + SessionLength,
        })]),
        ["tasks"] = new JsonArray([.. Programme.Tasks.Select(task => new JsonObject
        {
            ["id"] = venue.Tasks[task.Number],
            ["title"] = task.Title,
            ["points"] = task.Points,
            ["due"] = Day(venue.Due(task)),
        })]),
        ["completion"] = new JsonObject
        {
            ["minimumAttendance"] = Programme.MinimumAttendance,
            ["minimumPoints"] = Programme.MinimumPoints,
            ["requiredTasks"] = new JsonArray(venue.Tasks[Programme.Project.Number]),
        },
    };

    private static string Day(DateOnly day) => day.ToString("O", CultureInfo.InvariantCulture);
}
