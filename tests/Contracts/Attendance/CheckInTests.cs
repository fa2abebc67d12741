using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Serverless.Contracts.Domains;
using Serverless.Functions.Domains.Attendance;
using Serverless.Functions.Seams;
using Serverless.Kernel.Access;
using static Serverless.Contracts.Attendance.AttendanceApp;

namespace Serverless.Contracts.Attendance;

public sealed class CheckInTests(AttendanceApp app) : IClassFixture<AttendanceApp>
{
    private static readonly Guid Today = Sessions[0].Id;

    [Fact]
    [Trait("Requirement", "S46")]
    public async Task Who_checks_in_is_recorded_and_the_clock_says_how()
    {
        var person = app.Enrolled();
        var recorded = await app.CheckInAsync(Learner(person), person, Today);
        Assert.Equal((StatusCodes.Status201Created, "present", "2027-03-02"), (recorded.Status, recorded.Field("status"), recorded.Field("sessionDate")));
        Assert.Equal(AttendanceRecord.IdOf(Programme, Today, person), recorded.Id);
        Assert.EndsWith($"/{recorded.Id}", recorded.Headers.Location.ToString(), StringComparison.Ordinal);

        var read = await app.CallAsync(Learner(person), (f, request) => f.GetAsync(request, person, recorded.Id, CancellationToken.None));
        Assert.True(JsonNode.DeepEquals(recorded.Body, read.Body));
        Assert.Equal("session-over", (await app.CheckInAsync(Learner(person), person, Sessions[1].Id)).Code);
    }

    [Fact]
    [Trait("Requirement", "S95")]
    [Trait("Requirement", "S122")]
    public async Task The_same_is_recorded_once_however_often_and_however_fast_it_is_sent()
    {
        var person = app.Enrolled();
        var replies = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => Task.Run(() =>
            i % 2 == 0 ? app.CheckInAsync(Staff, person, Today, "present", key: $"k{i}") : app.CheckInAsync(Learner(person), person, Today))));

        Assert.All(replies, reply => Assert.Equal((StatusCodes.Status201Created, "present"), (reply.Status, reply.Field("status"))));
        Assert.Single(replies.Select(reply => reply.Id).Distinct());
        Assert.Single(await EventsAsync(person));
    }

    [Fact]
    public async Task Another_status_is_for_a_correction()
    {
        var person = app.Enrolled();
        var recorded = await app.CheckInAsync(Staff, person, Sessions[3].Id, "absent");
        var refused = await app.CheckInAsync(Staff, person, Sessions[3].Id, "present");
        Assert.Equal((StatusCodes.Status409Conflict, "attendance-recorded"), (refused.Status, refused.Code));

        var corrected = await CorrectAsync(Staff, person, recorded.Id, "excused", "Canary: ill.");
        Assert.Equal(("excused", "2", "Canary: ill."), (corrected.Field("status"), corrected.Field("version"), corrected.Field("note")));
        Assert.Equal(["attendance-recorded", "attendance-corrected"], (await EventsAsync(person)).Select(fact => (string?)fact["kind"]));
        Assert.DoesNotContain("Canary", string.Concat((await app.DocumentsAsync("attendance")).Select(document => document.ToJsonString())), StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Requirement", "S46")]
    public async Task Who_does_not_take_part_is_not_recorded()
    {
        foreach (var standing in new[] { EnrolmentStanding.None, EnrolmentStanding.Dropped })
        {
            var refused = await app.CheckInAsync(Staff, app.Enrolled(standing), Today, "present");
            Assert.Equal((StatusCodes.Status409Conflict, "not-enrolled"), (refused.Status, refused.Code));
        }

        var unplanned = await app.CheckInAsync(Staff, app.Enrolled(), Guid.NewGuid(), "present");
        Assert.Equal((StatusCodes.Status409Conflict, "session-not-planned"), (unplanned.Status, unplanned.Code));
        Assert.Equal("session-not-open", (await app.CheckInAsync(Staff, app.Enrolled(), Sessions[^1].Id, "excused")).Code);
    }

    [Fact]
    public async Task Nobody_decides_on_their_own_attendance_whatever_else_they_are()
    {
        var person = app.Enrolled();
        var self = Staff with { PersonId = person };
        var excuse = await app.CheckInAsync(self, person, Today, "excused");
        Assert.Equal((StatusCodes.Status400BadRequest, "attendance-invalid"), (excuse.Status, excuse.Code));
        var recorded = await app.CheckInAsync(self, person, Today, "present");
        var correction = await CorrectAsync(self, person, recorded.Id, "late");
        Assert.Equal((StatusCodes.Status403Forbidden, "own-attendance"), (correction.Status, correction.Code));
    }

    [Fact]
    public async Task A_list_holds_the_persons_own_attendance_and_is_narrowed_by_programme()
    {
        var person = app.Enrolled();
        foreach (var session in Sessions.Take(3)) await app.CheckInAsync(Staff, person, session.Id, "present");
        Assert.Equal(3, await CountAsync(person, $"?programmeId={Programme}"));
        Assert.Equal(0, await CountAsync(person, $"?programmeId={Guid.NewGuid()}"));
        Assert.Equal(0, await CountAsync(app.Enrolled(), query: null));
    }

    [Fact]
    [Trait("Requirement", "S46")]
    [Trait("Requirement", "S75")]
    public async Task Enrolments_are_told_what_counts_as_attended_with_the_version_that_says_so()
    {
        var person = app.Enrolled();
        var recorded = await app.CheckInAsync(Staff, person, Today, "late");
        await CorrectAsync(Staff, person, recorded.Id, "absent");
        var feed = (await app.DocumentsAsync("attendance")).Where(document => (string?)document["subjectId"] == person.ToString()).Select(document => JsonSerializer.SerializeToElement(document)).ToList();

        await app.Services.GetRequiredService<AttendedSessions>().TellAsync(feed, CancellationToken.None);

        Assert.Equal([(person, Today, true, 1), (person, Today, false, 2)], app.Told.Where(told => told.PersonId == person));
    }

    private Task<Reply> CorrectAsync(Caller caller, Guid person, Guid attendance, string status, string? note = null) =>
        app.CallAsync(caller, (f, request) => f.CorrectAsync(request, person, attendance, CancellationToken.None), new JsonObject { ["status"] = status, ["note"] = note });

    private async Task<int> CountAsync(Guid person, string? query) =>
        (await app.CallAsync(Staff, (f, request) => f.ListAsync(request, person, CancellationToken.None), query: query)).Body["items"]!.AsArray().Count;

    private async Task<IReadOnlyList<JsonObject>> EventsAsync(Guid person) =>
    [
        .. (await app.DocumentsAsync("attendance"))
            .Where(document => (string?)document["subjectId"] == person.ToString() && document["recordId"] is not null && ((string?)document["kind"])!.StartsWith("attendance-", StringComparison.Ordinal))
            .OrderBy(document => (long)document["version"]!),
    ];
}
