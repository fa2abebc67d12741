using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Serverless.Contracts.Domains;
using Serverless.Functions.Domains.Attendance;
using Serverless.Functions.Orchestrations.AttendanceImport;
using Serverless.Functions.Seams;
using Serverless.Kernel.Access;
using static Serverless.Contracts.Attendance.AttendanceApp;
using static Serverless.Contracts.Attendance.SentImport;

namespace Serverless.Contracts.Attendance;

public sealed class ImportTests(AttendanceApp app) : IClassFixture<AttendanceApp>
{
    private static readonly Guid Today = Sessions[0].Id;

    [Fact]
    [Trait("Requirement", "S46")]
    public async Task Every_row_has_its_result_and_a_wrong_one_stops_no_other()
    {
        var (first, second, stranger) = (app.Enrolled(), app.Enrolled(), app.Enrolled(EnrolmentStanding.None));
        var import = await app.FinishedAsync([Row(first, Today), Row(stranger, Today), "Ada Example,,,here", Row(second, Guid.NewGuid()), "", Row(second, Today, "late"), Row(first, Today)]);

        Assert.Equal((6, 2, 1, 3), import.Counts());
        Assert.Equal(
            [
                (1, 2, "recorded", null, null), (2, 3, "rejected", "not-enrolled", null), (3, 4, "rejected", "import-row-invalid", "personId"),
                (4, 5, "rejected", "session-not-planned", "sessionId"), (5, 7, "recorded", null, null), (6, 8, "repeated", null, null),
            ],
            (await app.RowsAsync(import.Id, pageSize: 4)).Select(row => ((int)row["row"]!, (int)row["line"]!, (string?)row["outcome"], (string?)row["code"], (string?)row["field"])));
        Assert.Equal([2, 3, 4], (await app.RowsAsync(import.Id, "rejected", pageSize: 2)).Select(row => (int)row["row"]!));

        var recorded = (await app.RowsAsync(import.Id, "recorded")).Select(row => (Guid)row["attendanceId"]!);
        Assert.Equal([AttendanceRecord.IdOf(Programme, Today, first), AttendanceRecord.IdOf(Programme, Today, second)], recorded);
        Assert.DoesNotContain("Ada Example", string.Concat((await app.DocumentsAsync("imports")).Select(document => document.ToJsonString())), StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Requirement", "S130")]
    public async Task An_import_goes_after_its_time_with_all_of_its_rows_and_what_it_recorded_stays()
    {
        var person = app.Enrolled();
        var import = await app.FinishedAsync([Row(person, Today)]);
        app.StoreTime.Advance(new AttendanceImportOptions().Life - TimeSpan.FromMinutes(1));
        Assert.Single(await app.RowsAsync(import.Id));

        app.StoreTime.Advance(TimeSpan.FromMinutes(2));
        var read = await app.Services.CallAsync<AttendanceImportFunctions>(Staff, (f, request) => f.GetAsync(request, import.Id, app.Durable, CancellationToken.None));
        Assert.Equal(StatusCodes.Status404NotFound, read.Status);
        Assert.DoesNotContain(await app.DocumentsAsync("imports"), document => (Guid?)document["importId"] == import.Id);
        Assert.Contains(await app.DocumentsAsync("attendance"), document => (string?)document["subjectId"] == person.ToString());
    }

    [Fact]
    [Trait("Requirement", "S95")]
    [Trait("Requirement", "S122")]
    public async Task A_row_counts_once_whichever_way_and_however_often_it_is_sent()
    {
        var people = Enumerable.Range(0, 20).Select(_ => app.Enrolled()).ToList();
        string[] rows = [.. people.Select(person => Row(person, Today))];
        await app.CheckInAsync(Staff, people[0], Today, "present");

        var imports = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => Task.Run(() => app.FinishedAsync(rows))));

        Assert.Equal(19, imports.Sum(import => import.Counts().Recorded));
        Assert.Equal((5 * 20) - 19, imports.Sum(import => import.Counts().Repeated));
        var events = (await app.DocumentsAsync("attendance")).Where(document => (string?)document["kind"] == "attendance-recorded").Select(document => (Guid)document["subjectId"]!);
        Assert.All(people, person => Assert.Single(events, id => id == person));
    }

    [Fact]
    [Trait("Requirement", "S122")]
    public async Task The_same_list_under_the_same_key_is_the_same_import()
    {
        var person = app.Enrolled();
        var key = Guid.NewGuid().ToString();
        var replies = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => Task.Run(() => app.ImportAsync([Row(person, Today)], key))));

        Assert.All(replies, reply => Assert.Equal(StatusCodes.Status202Accepted, reply.Status));
        var id = Assert.Single(replies.Select(reply => reply.Id).Distinct());
        Assert.Equal($"/api/attendance/imports/{id}", replies[0].Headers.Location.ToString());
        Assert.Single(replies, reply => !reply.Headers.ContainsKey("Idempotent-Replayed"));
        Assert.Equal((1, 1, 0, 0), (await app.FinishedAsync(id)).Counts());
        Assert.Equal((1, 1, 0, 0), (await app.ImportAsync([Row(person, Today)], key)).Counts());

        var other = await app.ImportAsync([Row(person, Today, "late")], key);
        Assert.Equal((StatusCodes.Status422UnprocessableEntity, "idempotency-key-reused"), (other.Status, other.Code));
        Assert.NotEqual(id, (await app.ImportAsync([Row(person, Today)], key, Staff with { Id = "staff-2" })).Id);
    }

    [Fact]
    public async Task Of_rows_that_contradict_each_other_the_first_counts()
    {
        var people = Enumerable.Range(0, 40).Select(_ => app.Enrolled()).ToList();
        var rows = people.SelectMany(person => new[] { Row(person, Today, "absent"), Row(person, Today), Row(person, Today, "absent") });
        var import = await app.FinishedAsync(rows);
        Assert.Equal((120, 40, 40, 40), import.Counts());
        Assert.All(await app.RowsAsync(import.Id, "rejected"), row => Assert.Equal(("attendance-recorded", 2), ((string)row["code"]!, (int)row["row"]! % 3)));
    }

    [Fact]
    public async Task Staff_do_not_list_their_own_attendance()
    {
        var person = app.Enrolled();
        var accepted = await app.ImportAsync([Row(person, Today)], caller: Staff with { PersonId = person });
        Assert.Equal((1, 0, 0, 1), (await app.FinishedAsync(accepted.Id)).Counts());
        Assert.Equal("own-attendance", (string?)Assert.Single(await app.RowsAsync(accepted.Id))["code"]);
    }

    [Fact]
    [Trait("Requirement", "S129")]
    public async Task Notes_are_sealed_while_they_wait_and_no_key_is_made_for_strangers()
    {
        var (person, stranger) = (app.Enrolled(), app.Enrolled());
        await app.CheckInAsync(Staff, person, Sessions[1].Id, "present");
        var import = await app.FinishedAsync([Row(person, Today, "excused", "Canary's mother died."), Row(stranger, Today, "excused", "Canary")]);

        Assert.Equal((2, 1, 0, 1), import.Counts());
        var rejected = Assert.Single(await app.RowsAsync(import.Id, "rejected"));
        Assert.Equal(("not-enrolled", "personId"), ((string?)rejected["code"], (string?)rejected["field"]));
        var read = await app.CallAsync(Staff, (f, request) => f.GetAsync(request, person, AttendanceRecord.IdOf(Programme, Today, person), CancellationToken.None));
        Assert.Equal("Canary's mother died.", read.Field("note"));
        foreach (var container in new[] { "imports", "attendance", "keys" })
            Assert.DoesNotContain("Canary", string.Concat((await app.DocumentsAsync(container)).Select(document => document.ToJsonString())), StringComparison.Ordinal);
        Assert.DoesNotContain(await app.DocumentsAsync("keys"), document => (string?)document["subjectId"] == stranger.ToString());
    }

    [Fact]
    public async Task Imports_are_their_tenants_own()
    {
        var import = await app.FinishedAsync([Row(app.Enrolled(), Today)]);
        var foreign = Staff with { TenantId = "umbrella" };
        Assert.Equal(StatusCodes.Status404NotFound, (await Call(foreign, (f, request) => f.GetAsync(request, import.Id, app.Durable, CancellationToken.None))).Status);
        Assert.Equal(StatusCodes.Status404NotFound, (await Call(foreign, (f, request) => f.RowsAsync(request, import.Id, CancellationToken.None))).Status);
        Assert.Empty((await Call(foreign, (f, request) => f.ListAsync(request, app.Durable, CancellationToken.None))).Body["items"]!.AsArray());
        var own = (await Call(Staff, (f, request) => f.ListAsync(request, app.Durable, CancellationToken.None))).Body["items"]!.AsArray();
        Assert.Contains(own, item => (Guid)item!["id"]! == import.Id);
    }

    [Fact]
    public async Task What_is_asked_for_wrongly_is_said()
    {
        var import = await app.FinishedAsync([Row(app.Enrolled(), Today)]);
        foreach (var (query, code) in new[] { ("?outcome=lost", "import-query"), ("?continuation=xyz", "invalid-continuation"), ("?pageSize=0", "invalid-page-size") })
        {
            var refused = await app.Services.CallAsync<AttendanceImportFunctions>(Staff, (f, request) => f.RowsAsync(request, import.Id, CancellationToken.None), query: query);
            Assert.Equal((StatusCodes.Status400BadRequest, code), (refused.Status, refused.Code));
        }

        var misplaced = await app.Services.CallAsync<AttendanceImportFunctions>(Staff, (f, request) => f.ImportAsync(request, app.Durable, CancellationToken.None), new JsonObject(), query: "?programme=7");
        Assert.Equal((StatusCodes.Status400BadRequest, "import-query"), (misplaced.Status, misplaced.Code));
        var typed = await app.Services.CallAsync<AttendanceImportFunctions>(Staff, (f, request) => f.ImportAsync(request, app.Durable, CancellationToken.None), new JsonObject());
        Assert.Equal((StatusCodes.Status415UnsupportedMediaType, "import-type"), (typed.Status, typed.Code));
    }

    private Task<Reply> Call(Caller caller, Func<AttendanceImportFunctions, HttpRequest, Task<IResult>> function) => app.Services.CallAsync(caller, function);
}
