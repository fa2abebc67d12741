using System.Globalization;
using System.Text.Json.Nodes;
using Serverless.Acceptance.Payments;
using Serverless.Acceptance.Writing;

namespace Serverless.Acceptance.Privacy;

/// <summary>What people need to live through everything: three programmes that are held now, two ledgers, and somebody who works there.</summary>
internal sealed class Campus
{
    /// <summary>In titles, which anybody may read: where it is not found, nothing would be.</summary>
    public const string Control = "Sonnenblumenfeld";

    private readonly List<string> _programmes = [];

    private Campus(Client staff) => Staff = staff;

    public Client Staff { get; }

    /// <summary>Applications for it are rejected.</summary>
    public string Refusing => _programmes[0];

    /// <summary>It is completed.</summary>
    public string Held => _programmes[1];

    /// <summary>People leave it.</summary>
    public string Left => _programmes[2];

    /// <summary>Of the programme that is held; both are on.</summary>
    public IReadOnlyList<string> Sessions { get; } = [$"{Guid.NewGuid()}", $"{Guid.NewGuid()}"];

    /// <summary>It takes the first to complete the programme.</summary>
    public IReadOnlyList<string> Tasks { get; } = [$"{Guid.NewGuid()}", $"{Guid.NewGuid()}"];

    public (string Ledger, string Account) Fees { get; private set; }

    public (string Ledger, string Account) Bank { get; private set; }

    public (string Ledger, string Account) Branch { get; private set; }

    public static async Task<Campus> OpenAsync(Site site)
    {
        var campus = new Campus(await site.ClientAsync("staff", "reviewer", "operator"));
        foreach (var title in new[] { "Refusing", "Held", "Left" })
        {
            var programme = (await campus.Staff.PostAsync("programmes", campus.Programme($"{Control}: {title}", isHeld: title == "Held"))).Is(201).Id;
            (await campus.Staff.PostAsync($"programmes/{programme}/publish")).Is(200);
            campus._programmes.Add(programme);
        }

        var books = new Books(campus.Staff);
        var (school, branch) = (await books.LedgerAsync("School"), await books.LedgerAsync("Branch"));
        campus.Fees = (school, await books.AccountAsync(school, "equity"));
        campus.Bank = (school, await books.AccountAsync(school, "asset"));
        campus.Branch = (branch, await books.AccountAsync(branch, "asset"));
        return campus;
    }

    private JsonObject Programme(string title, bool isHeld)
    {
        var now = TimeProvider.System.GetUtcNow();
        var (sessions, tasks) = isHeld ? (Sessions, Tasks) : ([$"{Guid.NewGuid()}"], []);
        return new JsonObject
        {
            ["title"] = title,
            ["description"] = "For beginners.",
            ["language"] = "en",
            ["starts"] = Day(now.AddDays(-1)),
            ["ends"] = Day(now.AddDays(30)),
            ["capacity"] = 20,
            ["sessions"] = new JsonArray([.. sessions.Select(id => new JsonObject { ["id"] = id, ["title"] = "A day", ["format"] = "online", ["starts"] = Time(now), ["ends"] = Time(now.AddHours(4)) })]),
            ["tasks"] = new JsonArray([.. tasks.Select(id => new JsonObject { ["id"] = id, ["title"] = "An essay", ["due"] = Day(now.AddDays(20)), ["points"] = 50 })]),
            ["completion"] = new JsonObject { ["minimumAttendance"] = 100, ["minimumPoints"] = isHeld ? 50 : 0, ["requiredTasks"] = new JsonArray([.. tasks.Take(1).Select(id => JsonValue.Create(id))]) },
        };
    }

    private static string Day(DateTimeOffset at) => at.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Time(DateTimeOffset at) => at.UtcDateTime.ToString("O", CultureInfo.InvariantCulture);
}
