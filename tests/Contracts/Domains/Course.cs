using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Serverless.Functions.Domains.Applications;
using Serverless.Functions.Domains.Programmes;
using Serverless.Kernel.Access;
using static Serverless.Contracts.Domains.DomainApp;

namespace Serverless.Contracts.Domains;

/// <summary>A programme that people apply for.</summary>
internal sealed class Course(DomainApp app, Guid id)
{
    private static readonly CancellationToken Never = CancellationToken.None;

    public Guid Id => id;

    public static JsonObject Details(int capacity) => JsonNode.Parse($$"""
        {
          "title": "Welding", "description": "For beginners.", "language": "en", "starts": "2027-03-01", "ends": "2027-03-31", "capacity": {{capacity}},
          "sessions": [{ "id": "00000001-0000-4000-8000-000000000000", "title": "First", "format": "online", "starts": "2027-03-02T09:00:00Z", "ends": "2027-03-02T17:00:00Z" }],
          "tasks": [{ "id": "00000002-0000-4000-8000-000000000000", "title": "Essay", "due": "2027-03-20", "points": 60 }],
          "completion": { "minimumAttendance": 80, "minimumPoints": 50, "requiredTasks": [] }
        }
        """)!.AsObject();

    public static async Task<Course> PublishedAsync(DomainApp app, int capacity)
    {
        var drafted = await DraftedAsync(app, Details(capacity));
        var published = await app.CallAsync<ProgrammeFunctions>(Staff, (f, request) => f.PublishAsync(request, drafted.Id, Never));
        Assert.Equal("published", published.Field("status"));
        return drafted;
    }

    public static async Task<Course> DraftedAsync(DomainApp app, JsonObject details)
    {
        var drafted = await app.CallAsync<ProgrammeFunctions>(Staff, (f, request) => f.DraftAsync(request, Never), details);
        Assert.Equal(StatusCodes.Status201Created, drafted.Status);
        return new Course(app, drafted.Id);
    }

    /// <summary>The applications that hold a seat.</summary>
    public async Task<IReadOnlySet<Guid>> HoldersAsync() => (await app.DocumentsAsync("programmes"))
        .Where(document => (string?)document["subjectId"] == id.ToString() && (string?)document["kind"] == "seat" && (string?)document["data"]!["status"] == "held")
        .Select(document => (Guid)document["data"]!["applicationId"]!)
        .ToHashSet();

    public Task<Reply> ReadAsync(Caller? caller = null) => app.CallAsync<ProgrammeFunctions>(caller ?? Staff, (f, request) => f.GetAsync(request, id, Never));

    public Task<Reply> PublishAsync() => app.CallAsync<ProgrammeFunctions>(Staff, (f, request) => f.PublishAsync(request, id, Never));

    public Task<Reply> ChangeAsync(JsonObject patch, string version) =>
        app.CallAsync<ProgrammeFunctions>(Staff, (f, request) => f.ChangeAsync(request, id, Never), patch, match: version);

    /// <summary>An application, drafted.</summary>
    /// <param name="personId">Null for somebody who is registered first.</param>
    public async Task<Applicant> ApplyAsync(Guid? personId = null)
    {
        var applicant = personId ?? await app.RegisterAsync();
        var body = new JsonObject { ["programmeId"] = id, ["motivation"] = "I like metal." };
        var drafted = await app.CallAsync<ApplicationFunctions>(Staff, (f, request) => f.DraftAsync(request, applicant, Never), body);
        Assert.Equal(StatusCodes.Status201Created, drafted.Status);
        return new Applicant(app, applicant, drafted.Id);
    }

    public async Task<Applicant> UnderReviewAsync(Guid? personId = null)
    {
        var applicant = await ApplyAsync(personId);
        await applicant.SubmitAsync();
        Assert.Equal("underReview", (await applicant.ReviewAsync()).Field("status"));
        return applicant;
    }
}

internal sealed class Applicant(DomainApp app, Guid personId, Guid applicationId)
{
    private static readonly CancellationToken Never = CancellationToken.None;

    public Guid PersonId => personId;

    public Guid ApplicationId => applicationId;

    public Task<Reply> SubmitAsync() => app.CallAsync<ApplicationFunctions>(Staff, (f, request) => f.SubmitAsync(request, personId, applicationId, Never));

    public Task<Reply> ReviewAsync() => app.CallAsync<ReviewFunctions>(Staff, (f, request) => f.ReviewAsync(request, personId, applicationId, Never));

    public Task<Reply> AcceptAsync(string? key = null) =>
        app.CallAsync<ReviewFunctions>(Staff, (f, request) => f.AcceptAsync(request, personId, applicationId, Never), key: key);

    public Task<Reply> RejectAsync() => app.CallAsync<ReviewFunctions>(
        Staff, (f, request) => f.RejectAsync(request, personId, applicationId, Never), new JsonObject { ["reason"] = "othersWerePreferred" });

    public Task<Reply> DecideAsync(string step, Caller caller) => app.CallAsync<ReviewFunctions>(
        caller,
        (f, request) => step switch
        {
            "review" => f.ReviewAsync(request, personId, applicationId, Never),
            "accept" => f.AcceptAsync(request, personId, applicationId, Never),
            "reject" => f.RejectAsync(request, personId, applicationId, Never),
            _ => throw new ArgumentOutOfRangeException(nameof(step)),
        },
        step == "reject" ? new JsonObject { ["reason"] = "othersWerePreferred" } : null);

    public Task<Reply> WithdrawAsync() => app.CallAsync<ApplicationFunctions>(Staff, (f, request) => f.WithdrawAsync(request, personId, applicationId, Never));

    public Task<Reply> ChangeAsync(JsonObject patch, string version) =>
        app.CallAsync<ApplicationFunctions>(Staff, (f, request) => f.ChangeAsync(request, personId, applicationId, Never), patch, match: version);

    public Task<Reply> ReadAsync() => app.CallAsync<ApplicationFunctions>(Staff, (f, request) => f.GetAsync(request, personId, applicationId, Never));

    public Task<Reply> ListAsync() => app.CallAsync<ApplicationFunctions>(Staff, (f, request) => f.ListAsync(request, personId, Never));
}
