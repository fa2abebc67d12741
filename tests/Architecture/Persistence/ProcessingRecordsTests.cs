using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Serverless.Functions.Platform.ProcessingRecords;

namespace Serverless.Architecture.Persistence;

/// <summary>The record of processing as a document, for whoever has no access to the app: of the same declarations, without their fields.</summary>
public sealed class ProcessingRecordsTests
{
    private const string Document = "docs/processing-records.md";

    [Fact]
    [Trait("Requirement", "S100")]
    [Trait("Requirement", "S131")]
    public void The_document_is_what_the_app_answers()
    {
        var received = Path.Combine(Repository.Root, "docs/processing-records.received.txt");
        var text = string.Join('\n', Lines(Record()).Select(line => line.TrimEnd()));
        var current = Path.Combine(Repository.Root, Document);
        if (File.Exists(current) && File.ReadAllText(current) == text) return;
        File.WriteAllText(received, text);
        Assert.Fail($"{Document} is not what the declarations say. Where they are right: mv {Repository.Relative(received)} {Document}");
    }

    private static ProcessingRecord Record()
    {
        var services = new ServiceCollection().AddProcessingRecords(new ConfigurationBuilder().Build());
        foreach (var domain in AsBuilt.Domains) services.AddSingleton(domain);
        foreach (var projection in AsBuilt.Projections) services.AddSingleton(projection);
        using var provider = services.BuildServiceProvider();
        return provider.GetRequiredService<ProcessingRecordWriter>().Write();
    }

    private static IEnumerable<string> Lines(ProcessingRecord record) =>
    [
        "# Record of processing activities",
        "",
        "GDPR Art. 30, made of the declarations in the code and checked by tests/Architecture/Persistence; when they change, the test says how",
        "to renew it. The controller, the officer, recipients, transfers and the region are settings (`Privacy__Controller`, `Privacy__Officer`,",
        "`Privacy__Recipients__0`, `Privacy__Transfers__0`, `Residency__Region`): `GET /api/privacy/processing-records` answers with them, and with",
        "every field; `/api/privacy/processing-records.html` shows both. What each field means stands in [what is stored](persistence.md), too.",
        "",
        "## Classes of data",
        "",
        .. Markdown.Table(["class", "seen by"], record.Classes.Select(seen => new[] { Name(seen.Class), Names(seen.SeenBy) })),
        "## What keeps data safe",
        "",
        .. record.Measures.Select(measure => $"- {measure}"),
        "",
        "## Activities",
        "",
        .. record.Activities.SelectMany(Lines),
        "## About nobody",
        "",
        $"{Markdown.Codes(record.WithoutPeople)}.",
        "",
    ];

    private static IEnumerable<string> Lines(ProcessingActivity activity) =>
    [
        $"### {activity.Name}",
        "",
        $"- {(activity.Kind == ActivityKind.Record ? "records and their events" : $"read model, made of {Markdown.Codes(activity.MadeOf)}")}; container {Markdown.Code(activity.StoredIn)}, team {activity.Owner}",
        $"- people: {string.Join(", ", activity.People)}",
        .. activity.Purposes.Select(purpose => $"- purpose: {Name(purpose.Purpose)} – {purpose.LegalBasis}"),
        $"- classes: {(activity.Classes.Count > 0 ? Names(activity.Classes) : "none; what is said of a person is said by their id")}",
        $"- kept: {activity.Kept}",
        $"- on erasure: {activity.Erased}",
        "",
    ];

    private static string Names<T>(IEnumerable<T> values)
        where T : struct, Enum => string.Join(", ", values.Select(Name)) is { Length: > 0 } all ? all : "nobody";

    private static string Name<T>(T value)
        where T : struct, Enum => System.Text.Json.JsonNamingPolicy.KebabCaseLower.ConvertName(value.ToString()).Replace('-', ' ');
}
