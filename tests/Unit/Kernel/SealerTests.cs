using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using Serverless.Kernel.Declarations;
using Serverless.Kernel.Sealing;

namespace Serverless.Unit.Kernel;

[Trait("Requirement", "S129")]
public sealed class SealerTests
{
    private static readonly RecordSchema Schema = RecordSchema.Of<Learner>();
    private static readonly SubjectKey Key = SubjectKey.Create();
    private static readonly SealPlace Place = new("t", "s", "people", "1", "/data");

    [Fact]
    public void What_is_sealed_opens_again() => Prop.ForAll<NonNull<string>>(text =>
        Key.Open(Key.Seal(text.Get, Place), Place) == text.Get || HasLoneSurrogate(text.Get)).QuickCheckThrowOnFailure();

    [Fact]
    public void A_document_opens_as_it_was_and_no_personal_value_is_in_its_sealed_form()
    {
        var document = Learner.Document();
        var closed = new Sealer(Place, Key).Seal(Schema, document);
        Assert.DoesNotContain("canary", closed.ToJsonString(), StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("2001-02-03", closed.ToJsonString(), StringComparison.Ordinal);
        Assert.Equal("DE", closed["home"]!["country"]!.GetValue<string>());

        var opened = new Sealer(Place, Key).Open(Schema, closed);
        Assert.True(JsonNode.DeepEquals(document, opened));
    }

    [Fact]
    public void One_value_sealed_twice_looks_different_each_time() => Assert.NotEqual(Key.Seal("x", Place), Key.Seal("x", Place));

    [Fact]
    public void A_flipped_bit_never_opens() => Prop.ForAll<NonNull<string>, NonNegativeInt>((text, chosen) =>
    {
        var parts = Key.Seal(text.Get, Place).Split('.');
        var box = Base64Url.DecodeFromChars(parts[2]);
        var bit = chosen.Get % (box.Length * 8);
        box[bit / 8] ^= (byte)(1 << (bit % 8));
        return Refuses($"{parts[0]}.{parts[1]}.{Base64Url.EncodeToString(box)}", Place);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_sealed_text_moved_to_any_other_place_never_opens()
    {
        var text = Key.Seal("x", Place);
        Assert.All(
            new[]
            {
                Place with { TenantId = "u" },
                Place with { SubjectId = "r" },
                Place with { Container = "payments" },
                Place with { DocumentId = "2" },
                Place with { Field = "/data/name" },
                Place with { TenantId = "", SubjectId = "ts" },
            },
            moved => Assert.True(Refuses(text, moved)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("clear text")]
    [InlineData("v1.x.y")]
    [InlineData("v2.00000000000000000000000000000000.AAAA")]
    public void What_was_never_sealed_never_opens(string text) => Assert.True(Refuses(text, Place));

    [Fact]
    [Trait("Requirement", "S8")]
    public void Without_its_key_a_document_still_opens_with_nothing_personal_in_it()
    {
        var closed = new Sealer(Place, Key).Seal(Schema, Learner.Document());
        foreach (var other in new[] { null, SubjectKey.Create() })
        {
            var sealer = new Sealer(Place, other);
            var opened = DocumentJson.Read<Learner>(sealer.Open(Schema, closed));
            Assert.Equal("", opened.Name);
            Assert.Null(opened.Born);
            Assert.Empty(opened.Remarks);
            Assert.Equal(7, opened.Points);
            Assert.Equal(
                ["/data/name", "/data/email", "/data/born", "/data/home/street", "/data/former/0/street", "/data/remarks"],
                sealer.Shredded);
        }
    }

    [Fact]
    public void Nothing_is_written_when_there_is_no_key() =>
        Assert.Throws<InvalidOperationException>(() => new Sealer(Place, key: null).Seal(Schema, Learner.Document()));

    private static bool Refuses(string text, SealPlace place) => Record.Exception(() => Key.Open(text, place)) is CryptographicException;

    // Such a text is not Unicode; UTF-8 has no form for it.
    private static bool HasLoneSurrogate(string text) => text.Any(char.IsSurrogate);
}
