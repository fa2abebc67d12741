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
        var text = string.Join('\n', Lines(AsBuilt.ProcessingRecord).Select(line => line.TrimEnd()));
        var current = Path.Combine(Repository.Root, Document);
        if (File.Exists(current) && File.ReadAllText(current) == text) return;
        File.WriteAllText(received, text);
        Assert.Fail($"{Document} is not what the declarations say. Where they are right: mv {Repository.Relative(received)} {Document}");
    }

    /// <summary>What the app stores anywhere is an activity, or lies elsewhere, or is about nobody.</summary>
    [Fact]
    [Trait("Requirement", "S131")]
    public void No_place_is_left_out()
    {
        var record = AsBuilt.ProcessingRecord;
        Assert.NotEmpty(record.Elsewhere);
        var spoken = record.Activities.Select(activity => $"container {activity.StoredIn}").Concat(record.Elsewhere.SelectMany(store => store.Places)).ToHashSet(StringComparer.Ordinal);
        var domains = AsBuilt.Domains.Where(domain => record.WithoutPeople.Contains(domain.RecordType)).Select(domain => domain.Container);
        var aboutNobody = domains.Concat(record.WithoutPeople).ToHashSet(StringComparer.Ordinal);
        Assert.All(AsBuilt.Stores.All.Where(store => !aboutNobody.Contains(store.Name)).SelectMany(store => store.Covers), place => Assert.Contains(spoken, one => one.EndsWith($" {place.Name}", StringComparison.Ordinal)));
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
        "## Elsewhere",
        "",
        .. Markdown.Table(["what", "lies in", "on erasure"], record.Elsewhere.Select(store => new[] { store.Name, string.Join(", ", store.Places), store.Erased })),
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
        .. activity.Purposes.GroupBy(purpose => purpose.LegalBasis).Select(basis => $"- purpose: {Names(basis.Select(purpose => purpose.Purpose))} – {basis.Key}"),
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
