using System.Text.Json.Nodes;
using Serverless.Kernel.Declarations;
using Serverless.Kernel.Sealing;
using Serverless.Unit.Domains;

namespace Serverless.Unit.Kernel;

/// <summary>What is left of a record when it is nobody's.</summary>
[Trait("Requirement", "S9")]
public sealed class AnonymiserTests
{
    private static readonly SubjectKey Key = SubjectKey.Create();
    private static readonly Anonymiser Anonymiser = new(Key, "learners");

    public static TheoryData<string> Domains => [.. Domain.Select(domain => domain.Container)];

    private static IEnumerable<Domain> Domain => Declared.Domains.Where(domain => domain.Erasure.Kind == ErasureKind.Anonymise);

    [Fact]
    public void Nothing_personal_is_left_and_nothing_else_is_gone_but_the_hour()
    {
        var sealer = new Sealer(new SealPlace("acme", "ada", "learners", "1", "/data"), Key);
        var schema = RecordSchema.Of<Learner>();
        var stored = sealer.Seal(schema, Learner.Document());

        var left = Anonymiser.Data(schema, stored);

        Assert.DoesNotContain("v1.", left.ToJsonString(), StringComparison.Ordinal);
        Assert.Equal("", (string)left["name"]!);
        Assert.False(left.ContainsKey("email"));
        Assert.Empty(left["remarks"]!.AsArray());
        Assert.Equal("DE", (string)left["home"]!["country"]!);
        Assert.Equal("", (string)left["former"]![0]!["street"]!);
        Assert.Equal(7, (int)left["points"]!);
        Assert.Equal("2026-01-02T00:00:00.0000000Z", (string)left["since"]!);
        // Without a key, as nobody has one, it opens as what it is.
        var opened = new Sealer(new SealPlace("acme", "nobody", "learners", "2", "/data"), key: null).Open(schema, left);
        Assert.Equal("", DocumentJson.Read<Learner>(opened).Name);
    }

    [Fact]
    public void An_id_follows_from_key_container_and_what_it_stands_for()
    {
        var id = Guid.NewGuid();
        var again = new Anonymiser(new SubjectKey(Key.Id, Key.Export()), "learners");
        Assert.Equal((Anonymiser.SubjectId, Anonymiser.RecordId(id)), (again.SubjectId, again.RecordId(id)));
        Guid[] all =
        [
            id, Anonymiser.SubjectId, Anonymiser.RecordId(id), Anonymiser.RecordId(Guid.NewGuid()),
            .. new[] { new Anonymiser(Key, "others"), new Anonymiser(SubjectKey.Create(), "learners") }.SelectMany(other => new[] { other.SubjectId, other.RecordId(id) }),
        ];
        Assert.Equal(all.Length, all.Distinct().Count());
        Assert.All(all.Skip(1), one => Assert.Equal(8, one.Version));
    }

    [Theory]
    [MemberData(nameof(Domains))]
    public void Whatever_is_anonymised_can_still_be_read_as_what_it_was(string container)
    {
        foreach (var domain in Domain.Where(domain => domain.Container == container))
        {
            foreach (var schema in domain.Events.Select(type => type.Schema).Append(domain.Schema))
            {
                var left = Anonymiser.Data(schema, SampleJson.Of(schema));
                Assert.Empty(schema.Check(left));
                Assert.All(schema.Fields.Where(field => field.IsPersonal && !field.IsRequired), field => Assert.False(left.ContainsKey(field.Name), field.Name));
                Assert.All(schema.Fields.Where(field => field.IsOfSubject), field => Assert.False(JsonNode.DeepEquals(left[field.Name], SampleJson.Of(schema)[field.Name]), field.Name));
            }
        }
    }
}
