using System.Reflection;
using System.Text.Json.Nodes;
using Serverless.Architecture.Persistence;
using Serverless.Cloud.Http;
using Serverless.Functions.Platform;
using Serverless.Kernel.Declarations;

namespace Serverless.Architecture.Contract;

/// <summary>A field that comes and goes with a feature goes everywhere that clients see it, and the API says so.</summary>
[Trait("Requirement", "S84")]
public sealed class FeatureContractTests
{
    private static readonly JsonObject Schemas = JsonNode.Parse(ApiFunctions.Describe())!["components"]!["schemas"]!.AsObject();

    private static readonly List<(Domain Domain, FieldSchema Field)> Flagged =
        [.. AsBuilt.Domains.SelectMany(domain => domain.Schema.Fields.Where(field => field.Feature is not null), (domain, field) => (domain, field))];

    private static readonly List<OperationAttribute> Operations =
    [
        .. typeof(ApiFunctions).Assembly.GetTypes().SelectMany(type => type.GetMethods()).Select(method => method.GetCustomAttribute<OperationAttribute>()).OfType<OperationAttribute>(),
    ];

    [Fact]
    public void The_API_says_of_such_a_field_when_it_is_there()
    {
        Assert.NotEmpty(Flagged);
        Assert.All(Flagged, one =>
        {
            var described = Schemas[one.Domain.Schema.Type.Name]!["properties"]![one.Field.Name]!;
            Assert.Equal(one.Field.Feature, (string?)described["x-feature"]);
            Assert.Contains($"Only while the feature `{one.Field.Feature}` is on", (string)described["description"]!, StringComparison.Ordinal);
            Assert.DoesNotContain(one.Field.Name, (Schemas[one.Domain.Schema.Type.Name]!["required"] as JsonArray ?? []).Select(name => (string)name!));
        });
    }

    /// <summary>Records go through one place, which leaves out what is off; an answer that a function makes itself would show it.</summary>
    [Fact]
    public void No_answer_but_a_record_has_such_a_field()
    {
        Assert.NotEmpty(Operations);
        var records = AsBuilt.Domains.Select(domain => domain.Schema.Type).ToHashSet();
        var own = Operations.SelectMany(operation => new[] { operation.Answer, operation.OtherAnswer }).OfType<Type>().Distinct().Where(type => !records.Contains(type) && IsDeclared(type));
        Assert.Empty(own.Where(type => RecordSchema.Of(type).HasFeatures).Select(type => type.Name));
    }

    /// <summary>A body is read for a domain, whose features are those that can be on.</summary>
    [Fact]
    public void A_body_has_such_fields_of_the_record_that_it_is_answered_with_and_no_others()
    {
        var written = Operations.Where(operation => operation.Body is { } body && IsDeclared(body) && RecordSchema.Of(body).HasFeatures).ToList();
        Assert.NotEmpty(written);
        Assert.All(written, operation =>
        {
            var domain = Assert.Single(AsBuilt.Domains, domain => domain.Schema.Type == operation.Answer);
            Assert.Subset(
                domain.Schema.Fields.Where(field => field.Feature is not null).Select(field => (field.Name, field.Feature)).ToHashSet(),
                RecordSchema.Of(operation.Body!).Fields.Where(field => field.Feature is not null).Select(field => (field.Name, field.Feature)).ToHashSet());
        });
    }

    private static bool IsDeclared(Type type) =>
        type.IsDefined(typeof(FieldsOfAttribute), inherit: true) || type.GetProperties().Any(property => property.IsDefined(typeof(FieldAttribute)));
}
