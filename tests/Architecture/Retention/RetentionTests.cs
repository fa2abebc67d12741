using System.Globalization;
using System.Reflection;
using System.Text.Json;
using System.Xml;
using Microsoft.Azure.Functions.Worker;
using Serverless.Architecture.Deployment;
using Serverless.Architecture.Persistence;
using Serverless.Architecture.Settings;
using Serverless.Cloud.Subjects;
using Serverless.Functions.Domains.People;
using Serverless.Functions.Platform.Lifecycle;

namespace Serverless.Architecture.Retention;

/// <summary>How long everything is kept is said of everything, and is said on a page for whoever has no access to the app.</summary>
[Trait("Requirement", "S57")]
public sealed class RetentionTests
{
    private const string Sweep = "SweepRetiredRecords";

    [Fact]
    [Trait("Requirement", "S79")]
    [Trait("Requirement", "S130")]
    public void It_is_said_of_everything_that_is_stored_how_long_it_is_kept() =>
        Assert.Empty(AsBuilt.StorePolicies.Uncovered(AsBuilt.Stores.All.SelectMany(store => store.Covers)));

    [Fact]
    public void Every_kind_of_place_is_spoken_of()
    {
        var kinds = AsBuilt.StorePolicies.All.SelectMany(policy => policy.Covers).Select(place => place.Kind).ToHashSet();
        Assert.Equal(Enum.GetValues<StoredPlaceKind>(), kinds.Order());
    }

    [Fact]
    public void Every_rule_of_records_says_when_its_time_begins_and_on_what_basis()
    {
        var policies = AsBuilt.RetentionPolicies.Records;
        Assert.Equal(AsBuilt.Domains.Select(domain => domain.RecordType).Order(StringComparer.Ordinal), policies.Select(policy => policy.RecordType));
        Assert.All(policies.Where(policy => policy.Then != RetentionEnd.Kept), policy =>
        {
            Assert.NotEmpty(policy.Clock!.Values);
            Assert.NotEmpty(policy.HeldUpBy);
            Assert.False(string.IsNullOrWhiteSpace(policy.Basis), policy.RecordType);
            Assert.NotEqual(TimeSpan.Zero, XmlConvert.ToTimeSpan(policy.InReach!));
        });
    }

    [Fact]
    [Trait("Requirement", "S54")]
    [Trait("Requirement", "S55")]
    public void What_is_executed_and_measured_is_archived_and_certificates_stay()
    {
        var policies = AsBuilt.RetentionPolicies.Records.ToDictionary(policy => policy.RecordType);
        Assert.Equal(["attendance", "enrolment", "submission"], policies.Values.Where(policy => policy.Then == RetentionEnd.Archived).Select(policy => policy.RecordType));
        Assert.Null(policies["certificate"].Archive);
        Assert.True(XmlConvert.ToTimeSpan(policies["certificate"].InReach!) > policies.Values.Where(policy => policy.Archive is not null).Max(policy => XmlConvert.ToTimeSpan(policy.InReach!) + TimeSpan.FromDays(policy.Archive!.DeletedAfterDays)));
    }

    [Fact]
    [Trait("Requirement", "S130")]
    public void What_ends_after_a_time_is_ended_by_something_and_settings_that_change_it_are_there()
    {
        var settings = OptionSettings.All.Select(setting => setting.Name).ToHashSet(StringComparer.Ordinal);
        Assert.All(AsBuilt.StorePolicies.All, policy => Assert.False(policy.Life is not null && policy.EndedBy is null, policy.Name));
        Assert.All(AsBuilt.StorePolicies.All.Select(policy => policy.Setting).OfType<string>(), setting => Assert.Contains(setting, settings));
        var timers = AsBuilt.StorePolicies.All.Select(policy => policy.EndedBy).OfType<string>().SelectMany(text => text.Split(' ', ';').SkipWhile(word => word != "timer").Skip(1).Take(1)).ToList();
        Assert.NotEmpty(timers);
        Assert.All(timers.Append(Sweep), timer => Assert.Contains(timer, Timers()));
    }

    [Fact]
    [Trait("Requirement", "S100")]
    public void The_page_is_what_the_app_answers() => Generated.Check("docs/retention.md", string.Join('\n', Lines(AsBuilt.RetentionPolicies).Select(line => line.TrimEnd())));

    private static HashSet<string> Timers() => (
        from type in typeof(PeopleDomain).Assembly.GetTypes()
        from method in type.GetMethods()
        let function = method.GetCustomAttribute<FunctionAttribute>()
        where function is not null && method.GetParameters().Any(parameter => parameter.IsDefined(typeof(TimerTriggerAttribute)))
        select function.Name).ToHashSet(StringComparer.Ordinal);

    private static IEnumerable<string> Lines(RetentionPolicies policies) =>
    [
        "# Retention",
        "",
        "How long everything is kept, what becomes of it then, and on what basis. Made of the declarations in the code and checked by",
        "tests/Architecture/Retention; when they change, the test says how to renew it. These are the times that hold where nothing is set:",
        "`GET /api/lifecycle/policies` answers with those of a deployment, and `/api/lifecycle/policies.html` shows them.",
        "",
        "## Records",
        "",
        $"With their events. The time begins when the field takes one of the values. When it is over, the timer {Markdown.Code(Sweep)}",
        "archives or deletes the record, once a day. It stays where it is for as long as there is a legal hold on its person's data, or that is",
        "restricted, or an event of it is a dead letter, or it was brought back from an archive for a while. An archive that is offline lies in",
        "the tier Archive, from where it takes hours to read. A storage account that is spread over zones has none: there it goes to the tier",
        "Cold, and stays at hand. Where a time is tried out that is not the declared one (`Lifecycle__After`), the answer says that one.",
        "",
        .. Markdown.Table(["record", "stays in reach", "then", "basis", "on erasure of its person"], policies.Records.Select(policy => new[]
        {
            Markdown.Code(policy.RecordType), InReach(policy), Then(policy), policy.Basis ?? "-", policy.OnErasure,
        })),
        "## All else",
        "",
        .. Markdown.Table(["what", "holds", "kept", "ended by", "setting", "because", "on erasure of a person"], policies.Others.Select(policy => new[]
        {
            Markdown.Code(policy.Name), policy.Holds, Kept(policy), policy.EndedBy ?? "-", policy.Setting is { } setting ? Markdown.Code(setting) : "-", policy.Reason, OnErasure(policy),
        })),
        "Where each of them lies, the answer says. What erasure of a person does to each store: [record of processing](processing-records.md).",
        "",
    ];

    private static string InReach(RecordPolicy policy) => policy.Clock is { } clock
        ? $"{Lasting(policy.InReach!)} after {Markdown.Code(clock.Field)} became {string.Join(" or ", clock.Values.Select(Markdown.Code))}; else {policy.Otherwise}"
        : policy.Otherwise;

    private static string Then(RecordPolicy policy) => policy.Archive is { } archive
        ? $"archived in {Markdown.Code(archive.StoredIn)}{(archive.OfflineAfterDays is { } days ? $", offline after {days} days" : "")}, deleted after {archive.DeletedAfterDays} days"
        : JsonNamingPolicy.CamelCase.ConvertName(policy.Then.ToString());

    private static string Kept(OtherPolicy policy) =>
        policy.KeptFor is { } time ? $"{Lasting(time)} after {policy.When}" : policy.When;

    /// <summary>Of a place in which several things lie, the stores speak of all of them.</summary>
    private static string OnErasure(OtherPolicy policy) => policy.OnErasure is [var one] ? one : policy.OnErasure.Count == 0 ? "-" : "as the records that it belongs to";

    private static string Lasting(string duration) => duration is ['P', .. var years, 'Y'] ? Count(int.Parse(years, CultureInfo.InvariantCulture), "year") : XmlConvert.ToTimeSpan(duration) switch
    {
        { TotalDays: >= 1 } time => Count((int)time.TotalDays, "day"),
        { TotalHours: >= 1 } time => Count((int)time.TotalHours, "hour"),
        var time => Count((int)time.TotalMinutes, "minute"),
    };

    private static string Count(int number, string one) => $"{number.ToString(CultureInfo.InvariantCulture)} {one}{(number == 1 ? "" : "s")}";
}
