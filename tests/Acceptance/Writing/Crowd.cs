using System.Text.Json.Nodes;
using Serverless.Functions.Domains.Applications;
using Serverless.Functions.Domains.People;
using Serverless.Functions.Domains.Programmes;

namespace Serverless.Acceptance.Writing;

/// <summary>
/// People who are registered, two with one address each time, and renamed by two hands at once, and who all want one of a
/// programme's few seats: whatever is lost, done twice or half done shows at the end.
/// </summary>
internal sealed class Crowd(Client staff)
{
    private const int Capacity = 3;
    private const int People = 5;
    private const int Renamings = 3;

    private static readonly string[] Hands = ["left", "right"];

    private readonly List<Member> _members = [];

    /// <summary>Roughly how many requests there are: for whoever wants to disturb them in the middle.</summary>
    public const int Requests = People * 12;

    public async Task RunAsync()
    {
        var programme = (await staff.PostAsync("programmes", Programme())).Is(201).Id;
        (await staff.PostAsync($"programmes/{programme}/publish")).Is(200);
        _members.AddRange(await Task.WhenAll(Enumerable.Range(0, People).Select(i => LiveAsync(programme, $"person{i}@example.org"))));
    }

    public async Task VerifyAsync(Ledger ledger)
    {
        var people = (await ledger.ReadAsync(PeopleDomain.People)).ToDictionary(person => person.Id);
        Assert.Equal(_members.Select(member => member.PersonId).Order(), people.Keys.Order());
        Assert.Equal(People, people.Values.Select(person => person.State.Email).Distinct(StringComparer.Ordinal).Count());
        foreach (var member in _members)
        {
            var person = people[member.PersonId];
            Assert.Equal(member.Names.Order(StringComparer.Ordinal), person.State.Name.Split(' ').Skip(1).Order(StringComparer.Ordinal));
            Assert.Equal(1 + member.Names.Count, person.Version);
        }

        var applications = (await ledger.ReadAsync(ApplicationsDomain.Applications)).ToDictionary(application => application.Id);
        Assert.Equal(_members.Select(member => member.ApplicationId).Order(), applications.Keys.Order());
        foreach (var member in _members)
        {
            var application = applications[member.ApplicationId];
            Assert.Equal(member.IsAccepted ? ApplicationStatus.Accepted : ApplicationStatus.UnderReview, application.State.Status);
            Assert.Equal(member.IsAccepted ? 4 : 3, application.Version);
        }

        var programme = Assert.Single(await ledger.ReadAsync(ProgrammesDomain.Programmes));
        var seats = await ledger.ReadAsync(ProgrammesDomain.Seats);
        Assert.Equal(Capacity, programme.State.SeatsTaken);
        Assert.Equal(2 + Capacity, programme.Version);
        Assert.Equal(_members.Where(member => member.IsAccepted).Select(member => member.ApplicationId).Order(), seats.Select(seat => seat.State.ApplicationId).Order());
    }

    private async Task<Member> LiveAsync(string programme, string email)
    {
        var registered = await Task.WhenAll(Hands.Select(_ => staff.PostAsync("people", Person(email))));
        var person = Assert.Single(registered, reply => reply.Status == 201).Id;
        Assert.Equal("person-email-taken", Assert.Single(registered, reply => reply.Status != 201).Is(409).Code);

        var renaming = Hands.Select(hand => RenameAsync(person, hand)).ToList();
        var applying = ApplyAsync(person, programme);
        var names = await Task.WhenAll(renaming);
        var (application, isAccepted) = await applying;
        return new Member(Guid.Parse(person), [.. names.SelectMany(name => name)], Guid.Parse(application), isAccepted);
    }

    /// <summary>Adds to the name what only one update may lose.</summary>
    private async Task<IEnumerable<string>> RenameAsync(string person, string hand)
    {
        var names = Enumerable.Range(0, Renamings).Select(i => $"{hand}{i}").ToList();
        foreach (var name in names)
        {
            Reply changed;
            do
            {
                var read = (await staff.GetAsync($"people/{person}")).Is(200);
                changed = await staff.PatchAsync($"people/{person}", new JsonObject { ["name"] = $"{read.Body["name"]} {name}" }, read.ETag);
            }
            while (changed.Status == 412);
            changed.Is(200);
        }

        return names;
    }

    private async Task<(string Id, bool IsAccepted)> ApplyAsync(string person, string programme)
    {
        var list = $"people/{person}/applications";
        var application = (await staff.PostAsync(list, new JsonObject { ["programmeId"] = programme, ["motivation"] = "I like metal." })).Is(201).Id;
        (await staff.PostAsync($"{list}/{application}/submit")).Is(200);
        (await staff.PostAsync($"{list}/{application}/review")).Is(200);
        var accepted = await staff.PostAsync($"{list}/{application}/accept");
        if (accepted.Status != 200) Assert.Equal("programme-full", accepted.Is(409).Code);
        return (application, accepted.Status == 200);
    }

    public static JsonObject Person(string email) => new() { ["name"] = "Ada", ["email"] = email, ["language"] = "en" };

    public static JsonObject Programme(string title = "Welding") => JsonNode.Parse($$"""
        {
          "title": "{{title}}", "description": "For beginners.", "language": "en", "starts": "2099-03-01", "ends": "2099-03-31", "capacity": {{Capacity}},
          "sessions": [{ "id": "{{Guid.NewGuid()}}", "title": "First", "format": "online", "starts": "2099-03-02T09:00:00Z", "ends": "2099-03-02T17:00:00Z" }],
          "tasks": [],
          "completion": { "minimumAttendance": 80, "minimumPoints": 0, "requiredTasks": [] }
        }
        """)!.AsObject();

    private sealed record Member(Guid PersonId, IReadOnlyList<string> Names, Guid ApplicationId, bool IsAccepted);
}
