using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.Azure.Cosmos;
using Serverless.Functions.Domains.Submissions;
using Serverless.Kernel.Declarations;
using Serverless.LocalCosmos;

namespace Serverless.Contracts.Domains;

/// <summary>Clients that send again what broke off, in any order of commands, and a feed that does the same.</summary>
public sealed class SubmissionFaultTests(SubmissionApp app) : IClassFixture<SubmissionApp>
{
    private static readonly string[] Commands = ["hand-in", "resubmit", "returned", "passed", "failed"];

    private static readonly Gen<FaultRule> Faults =
        from action in Gen.Elements(FaultAction.DropAnswer, FaultAction.DropRequest, FaultAction.ServiceUnavailable, FaultAction.TooManyRequests)
        from skip in Gen.Choose(0, 2)
        from count in Gen.Choose(1, 3)
        select new FaultRule { Action = action, Container = "submissions", Skip = skip, Count = count };

    private static readonly Gen<(string Command, FaultRule Fault)[]> Days =
        from commands in Gen.Elements(Commands).ArrayOf(8)
        from faults in Faults.ArrayOf(8)
        select commands.Prepend("hand-in").Zip(faults).ToArray();

    [Fact]
    [Trait("Requirement", "S95")]
    [Trait("Requirement", "S75")]
    public void Whatever_breaks_off_every_answered_command_has_its_effect_once() =>
        Prop.ForAll(Days.ToArbitrary(), HoldsAsync).Check(Config.QuickThrowOnFailure.WithMaxTest(12));

    private async Task<bool> HoldsAsync((string Command, FaultRule Fault)[] day)
    {
        var person = Guid.NewGuid();
        var submission = Submission.IdOf(person, SubmissionApp.Programme, SubmissionApp.DueToday);
        var effects = 0;
        foreach (var ((command, fault), number) in day.Select((one, i) => (one, i)))
        {
            var rule = app.Faults.Add(fault);
            var reply = await UntilAnsweredAsync(() => SendAsync(person, submission, command, key: $"{person}-{number}"));
            if (reply.Status is 200 or 201) effects++;
            app.Faults.Remove(rule);
        }

        await app.FeedAsync(person);
        var documents = await app.DocumentsAsync("submissions", person);
        var events = documents.Where(document => document["recordType"] is not null).ToList();
        var state = documents.Single(document => (string?)document["kind"] == "submission");
        return events.Count == effects
            && (long)state["version"]! == effects
            && IsFoldOf(state, events)
            && app.Told.Count(told => told.PersonId == person) == events.Count(fact => (string?)fact["kind"] == "submission-passed");
    }

    private Task<Reply> SendAsync(Guid person, Guid submission, string command, string key) => command switch
    {
        "hand-in" => app.HandInAsync(person, key: key),
        "resubmit" => app.ResubmitAsync(person, submission, key),
        _ => app.ReviewAsync(person, submission, command, key: key),
    };

    /// <summary>In what is not sealed.</summary>
    private static bool IsFoldOf(JsonObject state, List<JsonObject> events)
    {
        var folded = events
            .Select(fact => (SubmissionEvent)System.Text.Json.JsonSerializer.Deserialize(
                WithoutSealed(fact["data"]!), SubmissionsDomain.Submissions.Events.Single(type => type.Name == (string?)fact["kind"]).Type, DocumentJson.Options)!)
            .Aggregate((Submission?)null, SubmissionDecisions.Evolve)!;
        return JsonNode.DeepEquals(WithoutSealed(DocumentJson.Write(folded)), WithoutSealed(state["data"]!));
    }

    private static JsonObject WithoutSealed(JsonNode data) => new(
        from field in data.AsObject()
        where SubmissionsDomain.Submissions.Schema.Find(field.Key)?.IsPersonal == false
        select KeyValuePair.Create(field.Key, field.Value?.DeepClone()));

    private static async Task<Reply> UntilAnsweredAsync(Func<Task<Reply>> command)
    {
        while (true)
        {
            try
            {
                return await command();
            }
            catch (Exception e) when (e is CosmosException or HttpRequestException)
            {
                // As a client does: the same again.
            }
        }
    }
}
