using Microsoft.Azure.Cosmos;
using Serverless.Contracts.Running;
using Serverless.Functions.Orchestrations.AttendanceImport;
using Serverless.LocalCosmos;
using static Serverless.Contracts.Attendance.AttendanceApp;
using static Serverless.Contracts.Attendance.SentImport;

namespace Serverless.Contracts.Attendance;

/// <summary>Imports that break off, lose answers and are sent again.</summary>
public sealed class ImportFaultTests(AttendanceApp app) : IClassFixture<AttendanceApp>
{
    private const int People = 60;
    private const int Days = 6;

    [Theory]
    [InlineData(FaultAction.DropAnswer, "attendance", 0.05)]
    [InlineData(FaultAction.DropRequest, "attendance", 0.05)]
    [InlineData(FaultAction.DropAnswer, "imports", 0.3)]
    [InlineData(FaultAction.RequestTimeout, "imports", 0.3)]
    [Trait("Requirement", "S75")]
    [Trait("Requirement", "S95")]
    public async Task Whatever_fails_meanwhile_the_results_are_the_same(FaultAction action, string container, double probability)
    {
        var people = Enumerable.Range(0, People).Select(_ => app.Enrolled()).ToList();
        var rows = Enumerable.Range(0, Days).SelectMany(day => people.Select(person => Row(person, Sessions[day].Id))).ToList();
        // Every tenth once more at the end, and a wrong one between them.
        var repeated = rows.Where((_, i) => i % 10 == 0).ToList();
        string[] sent = [.. rows, "nobody", .. repeated];
        var rule = app.Faults.Add(new FaultRule { Action = action, Container = container, Probability = probability });
        var key = Guid.NewGuid().ToString();
        var id = (await UntilAcceptedAsync(sent, key)).Id;
        await app.Durable.WaitForInstanceCompletionAsync(AttendanceImportOrchestration.InstanceOf(id)).WaitAsync(Deadline.Patience);
        app.Faults.Remove(rule);

        var import = await app.FinishedAsync(id);

        Assert.Equal((sent.Length, rows.Count, repeated.Count, 1), import.Counts());
        var results = await app.RowsAsync(id);
        Assert.Equal(Enumerable.Range(1, sent.Length), results.Select(row => (int)row["row"]!));
        Assert.All(results.Take(rows.Count), row => Assert.Equal("recorded", (string?)row["outcome"]));
        var events = (await app.DocumentsAsync("attendance")).Where(document => (string?)document["kind"] == "attendance-recorded").Select(document => (Guid)document["subjectId"]!).ToLookup(person => person);
        Assert.All(people, person => Assert.Equal(Days, events[person].Count()));
    }

    [Fact]
    [Trait("Requirement", "S95")]
    public async Task A_list_whose_acceptance_broke_off_is_accepted_when_it_is_sent_again()
    {
        var people = Enumerable.Range(0, 600).Select(_ => app.Enrolled()).ToList();
        string[] sent = [.. people.Select(person => Row(person, Sessions[0].Id))];
        var key = Guid.NewGuid().ToString();
        // The import itself is kept, and some of its parts are not.
        var rule = app.Faults.Add(new FaultRule { Action = FaultAction.RequestTimeout, Container = "imports", Operation = RequestKind.CreateItem, Skip = 1, Count = 2 });
        await Assert.ThrowsAnyAsync<Exception>(() => app.ImportAsync(sent, key));
        app.Faults.Remove(rule);

        var import = await app.FinishedAsync(sent, key);

        Assert.Equal((600, 600, 0, 0), import.Counts());
    }

    private async Task<Domains.Reply> UntilAcceptedAsync(string[] rows, string key)
    {
        while (true)
        {
            try
            {
                return await app.ImportAsync(rows, key);
            }
            catch (Exception e) when (e is CosmosException or HttpRequestException)
            {
                // Nobody knows what was kept; the next attempt goes on from there.
            }
        }
    }
}
