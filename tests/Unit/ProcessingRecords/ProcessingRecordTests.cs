using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Serverless.Cloud.Projections;
using Serverless.Cloud.Subjects;
using Serverless.Functions.Domains.People;
using Serverless.Functions.Platform.ProcessingRecords;
using Serverless.Kernel.Access;
using Serverless.Kernel.Declarations;
using Serverless.Unit.Domains;

namespace Serverless.Unit.ProcessingRecords;

/// <summary>The record of processing beside the declarations that it is made of.</summary>
public sealed class ProcessingRecordTests
{
    private static readonly IReadOnlyList<Projection> Projections =
    [
        .. typeof(PeopleDomain).Assembly.GetTypes()
            .SelectMany(type => type.GetProperties(System.Reflection.BindingFlags.Public | System.Reflection.BindingFlags.Static))
            .Where(property => property.PropertyType == typeof(Projection))
            .Select(property => (Projection)property.GetValue(obj: null)!),
    ];

    [Fact]
    [Trait("Requirement", "S131")]
    public void Every_domain_and_read_model_is_an_activity_or_said_to_be_about_nobody()
    {
        var record = Write();
        Assert.NotEmpty(Projections);
        Assert.NotEmpty(record.WithoutPeople);
        Assert.Equal(
            Declared.Domains.Select(domain => domain.RecordType).Concat(Projections.Select(projection => projection.Name)).Order(StringComparer.Ordinal),
            record.Activities.Select(activity => activity.Name).Concat(record.WithoutPeople).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Nothing_that_holds_personal_data_is_said_to_be_about_nobody()
    {
        var without = Write().WithoutPeople;
        Assert.All(Declared.Domains.Where(domain => domain.HasPersonal), domain => Assert.DoesNotContain(domain.RecordType, without));
        Assert.All(
            Projections.Where(projection => projection.Documents.Any(document => document.Schema.HasPersonal)), projection => Assert.DoesNotContain(projection.Name, without));
    }

    [Fact]
    [Trait("Requirement", "S128")]
    public void Every_field_is_listed_with_its_meaning_purpose_and_class()
    {
        var record = Write();
        foreach (var activity in record.Activities)
        {
            var declared = Schemas(activity).SelectMany(schema => Fields(schema, "")).Distinct().ToList();
            Assert.NotEmpty(declared);
            Assert.Equal(declared, activity.Fields.Select(field => (field.Name, field.Meaning, field.Purpose, field.Class)));
            Assert.Equal(declared.Select(field => field.Purpose).ToHashSet(), activity.Purposes.Select(purpose => purpose.Purpose).ToHashSet());
            Assert.Equal(declared.Select(field => field.Class).Where(personal => personal != Personal.None).ToHashSet(), activity.Classes.ToHashSet());
        }
    }

    [Fact]
    [Trait("Requirement", "S100")]
    public void Each_says_how_long_it_is_kept_what_erasure_does_and_on_what_it_rests() => Assert.All(Write().Activities, activity =>
    {
        Assert.NotEmpty(activity.People);
        Assert.EndsWith(".", activity.Kept, StringComparison.Ordinal);
        Assert.EndsWith(".", activity.Erased, StringComparison.Ordinal);
        Assert.All(activity.Purposes, purpose => Assert.Contains("Art. 6(1)", purpose.LegalBasis, StringComparison.Ordinal));
    });

    [Fact]
    public void What_stays_says_why_and_for_how_long()
    {
        var certificate = Write().Activities.Single(activity => activity.Name == "certificate");
        Assert.StartsWith("50 years after status became issued, then deleted; else for good. Article 17(3)(b) and (e) GDPR", certificate.Kept, StringComparison.Ordinal);
        Assert.StartsWith("Kept, what is sealed unreadable. Article 17(3)(b) and (e) GDPR", certificate.Erased, StringComparison.Ordinal);
        Assert.StartsWith(
            "1 year after status became completed or dropped, then 3650 days in an archive, sealed as it was, and deleted; else as long as the person is here.",
            Write().Activities.Single(activity => activity.Name == "enrolment").Kept,
            StringComparison.Ordinal);
        Assert.Equal("Deleted.", Write().Activities.Single(activity => activity.Name == "person").Erased);
    }

    [Fact]
    [Trait("Requirement", "S131")]
    public void Each_class_says_which_roles_see_it()
    {
        var classes = Write().Classes.ToDictionary(seen => seen.Class, seen => seen.SeenBy);
        Assert.Equal(Enum.GetValues<Personal>().Length - 1, classes.Count);
        Assert.Equal([Role.Staff, Role.Dpo], classes[Personal.Contact]);
        Assert.Equal([Role.Dpo], classes[Personal.Special]);
    }

    [Fact]
    [Trait("Requirement", "S17")]
    public void The_controller_recipients_transfers_and_region_are_settings()
    {
        var record = Write(
            ("Privacy:Controller", "Academy Ltd., 1 Main St"), ("Privacy:Officer", "dpo@academy.example"), ("Privacy:Recipients:0", "Payment provider"),
            ("Privacy:Transfers:0", "India: standard contractual clauses"), ("Residency:Region", "westeurope"));
        Assert.Equal(("Academy Ltd., 1 Main St", "dpo@academy.example", "westeurope"), (record.Controller, record.Officer, record.Region));
        Assert.Equal(["Payment provider"], record.Recipients);
        Assert.Equal(["India: standard contractual clauses"], record.Transfers);
        Assert.Equal(("not stated", null), (Write().Controller, Write().Region));
    }

    private static ProcessingRecord Write(params (string Name, string Value)[] settings)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Name, (string?)setting.Value))).Build();
        var services = new ServiceCollection().AddProcessingRecords(configuration).AddSingleton(new SubjectStores([], []));
        foreach (var domain in Declared.Domains) services.AddSingleton(domain);
        foreach (var projection in Projections) services.AddSingleton(projection);
        return services.BuildServiceProvider().GetRequiredService<ProcessingRecordWriter>().Write();
    }

    private static IEnumerable<RecordSchema> Schemas(ProcessingActivity activity) => activity.Kind == ActivityKind.Record
        ? Declared.Domains.Where(domain => domain.RecordType == activity.Name).SelectMany(domain => domain.Events.Select(type => type.Schema).Prepend(domain.Schema))
        : Projections.Where(projection => projection.Name == activity.Name).SelectMany(projection => projection.Documents).Select(document => document.Schema);

    private static IEnumerable<(string Name, string Meaning, Purpose Purpose, Personal Class)> Fields(RecordSchema schema, string prefix) => schema.Fields.SelectMany(field =>
        Fields(Within(field.Value), $"{prefix}{field.Name}.").Prepend(($"{prefix}{field.Name}", field.Meaning, field.Purpose, field.Personal)));

    private static IEnumerable<(string Name, string Meaning, Purpose Purpose, Personal Class)> Fields(IEnumerable<RecordSchema> schemas, string prefix) =>
        schemas.SelectMany(schema => Fields(schema, prefix));

    private static IEnumerable<RecordSchema> Within(ValueSchema value) => value.Record is { } record ? [record] : value.Element is { } element ? Within(element) : [];
}
