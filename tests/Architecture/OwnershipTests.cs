using System.Reflection;
using System.Text.RegularExpressions;
using Serverless.Cloud.Projections;
using Serverless.Functions.Domains.People;
using Serverless.Kernel.Declarations;

namespace Serverless.Architecture;

/// <summary>Which data is whose: one domain for every container, authority apart from what is derived of it.</summary>
public sealed class OwnershipTests
{
    private static readonly Type[] App = typeof(PeopleDomain).Assembly.GetTypes();

    /// <summary>Every declaration, by the folder of its domain.</summary>
    private static readonly (string Folder, Domain Domain)[] Declared =
    [
        .. from type in App
           from property in type.GetProperties(BindingFlags.Public | BindingFlags.Static)
           where property.PropertyType.IsAssignableTo(typeof(Domain))
           select (type.Namespace!.Split('.')[^1], (Domain)property.GetValue(null)!),
    ];

    private static readonly Projection[] Projections =
    [
        .. from type in App
           from property in type.GetProperties(BindingFlags.Public | BindingFlags.Static)
           where property.PropertyType == typeof(Projection)
           select (Projection)property.GetValue(null)!,
    ];

    [Fact]
    [Trait("Requirement", "S37")]
    [Trait("Requirement", "S38")]
    [Trait("Requirement", "S41")]
    [Trait("Requirement", "S87")]
    public void A_container_belongs_to_one_domain_and_one_team()
    {
        Assert.NotEmpty(Declared);
        Assert.All(Declared.GroupBy(one => one.Domain.Container), container =>
        {
            Assert.Single(container.Select(one => one.Folder).Distinct());
            Assert.Single(container.Select(one => one.Domain.Owner).Distinct());
        });
    }

    [Fact]
    [Trait("Requirement", "S43")]
    [Trait("Requirement", "S103")]
    public void Read_models_lie_apart_from_what_they_are_made_of_and_nobody_makes_anything_of_them()
    {
        Assert.NotEmpty(Projections);
        var authoritative = Declared.Select(one => one.Domain.Container).ToHashSet(StringComparer.Ordinal);
        Assert.All(Projections, projection =>
        {
            Assert.DoesNotContain(projection.Name, authoritative);
            Assert.NotEmpty(projection.Containers);
            Assert.All(projection.Containers, source => Assert.Contains(source, authoritative));
        });
        // The write path is the domains' alone.
        var files = Repository.Files("functions/Projections", "*.cs").ToList();
        Assert.NotEmpty(files);
        Assert.All(files, file => Assert.DoesNotMatch(@"\b(RecordStore|Commands|RecordEndpoint)\b", File.ReadAllText(file)));
    }

    [Fact]
    [Trait("Requirement", "S134")]
    public void Decisions_are_pure()
    {
        var files = Repository.Files("functions/Domains", "*Decisions.cs").ToList();
        Assert.NotEmpty(files);
        Assert.All(files, file => Assert.DoesNotMatch(@"\b(Serverless\.Cloud|async|await|TimeProvider|DateTimeOffset\.UtcNow|HttpRequest)\b", File.ReadAllText(file)));
    }

    /// <summary>What users delete is marked; what is read-only derived data may go. Everything else is for erasure, which is proved, and for retention, which keeps the rules.</summary>
    [Fact]
    [Trait("Requirement", "S98")]
    [Trait("Requirement", "S99")]
    public void Nothing_but_read_models_is_deleted_but_by_erasure_and_retention()
    {
        var deleting = Repository.Files("functions", "*.cs").Concat(Repository.Files("infra/Cloud", "*.cs"))
            .Where(file => File.ReadAllText(file) is var text
                && (text.Contains("DeleteItem", StringComparison.Ordinal) || text.Contains("DeleteAllItems", StringComparison.Ordinal) || text.Contains("DeleteContainer", StringComparison.Ordinal)))
            .Select(Repository.Relative);
        Assert.Equal(["infra/Cloud/Archives/RecordRetreat.cs", "infra/Cloud/Cosmos/PlatformDocuments.cs", "infra/Cloud/Cosmos/Reservations.cs", "infra/Cloud/Projections/ReadDocuments.cs", "infra/Cloud/Projections/Rebuilding.cs", "infra/Cloud/Subjects/SubjectPartition.cs"], deleting.Order(StringComparer.Ordinal));
    }

    /// <summary>What has happened is only ever added to, but that erasure makes nobody of whom it names. An archive takes a record with its events, and gives them back. Of records only their current state is replaced, by the batch that adds the events.</summary>
    [Fact]
    [Trait("Requirement", "S13")]
    [Trait("Requirement", "S56")]
    [Trait("Requirement", "S97")]
    public void No_event_is_replaced()
    {
        // These replace documents of their own, which are no events.
        string[] own = ["infra/Cloud/Archives/", "infra/Cloud/Cosmos/PlatformDocuments.cs", "infra/Cloud/Audit/Checkpoints/", "infra/Cloud/Cosmos/Reservations.cs", "infra/Cloud/Keys/", "infra/Cloud/Projections/", "infra/Cloud/Subjects/"];
        var replacing = Repository.Files("functions", "*.cs").Concat(Repository.Files("infra/Cloud", "*.cs"))
            .Where(file => Replacements(File.ReadAllText(file)) > 0)
            .Select(Repository.Relative)
            .Where(file => !own.Any(folder => file.StartsWith(folder, StringComparison.Ordinal)));
        Assert.Equal(["infra/Cloud/Cosmos/RecordBatch.cs"], replacing);
        var batch = File.ReadAllText(Path.Combine(Repository.Root, "infra/Cloud/Cosmos/RecordBatch.cs"));
        Assert.Equal(1, Replacements(batch));
        Assert.Contains("public void Append(JsonObject fact) => Create(", batch, StringComparison.Ordinal);
    }

    /// <summary>By tenant and subject: as many partitions as there are people, none of which grows with the tenant.</summary>
    [Fact]
    [Trait("Requirement", "S66")]
    public void What_is_authoritative_is_partitioned_by_its_subject() => Assert.All(
        Cloud.Cosmos.DomainContainers.Of(Declared.Select(one => one.Domain)),
        container => Assert.Equal(["/tenantId", "/subjectId"], container.PartitionKey));

    private static int Replacements(string text) => Regex.Count(text, @"\b(Replace|Upsert|Patch)Item", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1));
}
