using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Serverless.Functions.Domains.Submissions;
using Serverless.Functions.Seams;
using Serverless.Kernel.Access;
using Serverless.Kernel.Results;

namespace Serverless.Contracts.Domains;

/// <summary>The submissions to one programme, whose tasks are due today and were due yesterday.</summary>
public sealed class SubmissionApp : SoloApp
{
    public static readonly Guid Programme = Guid.NewGuid();
    public static readonly Guid DueToday = Guid.NewGuid();
    public static readonly Guid Overdue = Guid.NewGuid();

    public static Caller Staff { get; } = Caller("staff-1", personId: null, Role.Staff);

    public static Caller Reviewer { get; } = Caller("reviewer-1", personId: null, Role.Reviewer);

    /// <summary>Of those who are not active.</summary>
    public ConcurrentDictionary<Guid, EnrolmentStanding> Standings { get; } = new();

    /// <summary>What Enrolments were told, as often as they were.</summary>
    public ConcurrentQueue<(string CallerId, Guid PersonId, Guid TaskId, int Points)> Told { get; } = new();

    /// <summary>What Enrolments answer, where they do not take it.</summary>
    public ConcurrentDictionary<Guid, Error> Refusals { get; } = new();

    public Task<Reply> HandInAsync(Guid person, Guid? task = null, string? text = "A seam.", Guid? programme = null, string? key = null) => CallAsync<SubmissionFunctions>(
        Staff,
        (f, request) => f.HandInAsync(request, person, CancellationToken.None),
        new JsonObject { ["programmeId"] = programme ?? Programme, ["taskId"] = task ?? DueToday, ["text"] = text },
        key);

    public Task<Reply> ReviewAsync(Guid person, Guid submission, string outcome, int? score = 50, Caller? caller = null, string? key = null) => CallAsync<SubmissionFunctions>(
        caller ?? Reviewer,
        (f, request) => f.ReviewAsync(request, person, submission, CancellationToken.None),
        new JsonObject { ["outcome"] = outcome, ["score"] = score, ["feedback"] = "Show one." },
        key);

    public Task<Reply> ResubmitAsync(Guid person, Guid submission, string? key = null) => CallAsync<SubmissionFunctions>(
        Staff, (f, request) => f.ResubmitAsync(request, person, submission, CancellationToken.None), new JsonObject { ["link"] = "https://example.org/seam" }, key);

    /// <summary>The person's whole feed, once more.</summary>
    public async Task FeedAsync(Guid person) => await Get<PassedTaskFunctions>().RecordAsync(
        [.. (await DocumentsAsync("submissions", person)).Select(change => JsonSerializer.SerializeToElement(change))], CancellationToken.None);

    protected override void Add(IServiceCollection services)
    {
        var today = DateOnly.FromDateTime(Time.GetUtcNow().UtcDateTime);
        var plan = new ProgrammePlan(
            "Welding", [], [new PlannedTask(DueToday, today, Points: 60), new PlannedTask(Overdue, today.AddDays(-1), Points: 40)], MinimumAttendance: 0, MinimumPoints: 0, RequiredTasks: []);
        services
            .AddSubmissions()
            .AddSingleton<FindProgrammePlan>((_, programme, _) => Task.FromResult(programme == Programme ? plan : null))
            .AddSingleton<FindEnrolmentStanding>((_, person, _, _) => Task.FromResult(Standings.GetValueOrDefault(person, EnrolmentStanding.Active)))
            .AddSingleton<RecordPassedTask>((caller, person, _, task, points, _) =>
            {
                Told.Enqueue((caller.Id, person, task, points));
                return Task.FromResult(Refusals.GetValueOrDefault(person));
            })
            .AddSingleton<SubmissionFunctions>()
            .AddSingleton<PassedTaskFunctions>();
    }
}
