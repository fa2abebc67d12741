using System.Text.Encodings.Web;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Serverless.LocalCosmos.Storage;

namespace Serverless.Unit.Storage;

public sealed class IndexKeyTests
{
    /// <summary>Few characters, so that strings share beginnings; on both sides of the surrogates, which UTF-8 would misplace.</summary>
    private static readonly Gen<string> Text = Gen
        .Elements('a', 'b', '\0', '"', '\\', '\n', '\x7F', 'é', '\uD83D', '\uDE00', '\uE000', '\uFFFF', '/')
        .ListOf()
        .Select(characters => new string([.. characters]));

    private static readonly Gen<string> LongText =
        from start in Gen.Elements(new string('x', 250), new string('é', 127), new string('\uFFFD', 85))
        from end in Text
        select start + end;

    private static readonly Gen<double> Numbers = Gen.OneOf(
        Gen.Choose(-1000, 1000).Select(n => (double)n),
        Gen.Choose(int.MinValue, int.MaxValue).Select(n => n / 1024.0),
        Gen.Elements(0, -0.0, double.MaxValue, double.MinValue, double.Epsilon, -double.Epsilon, 1e300, -1e-300,
            double.PositiveInfinity, double.NegativeInfinity, 9007199254740993, double.NaN));

    private static readonly JsonSerializerOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    [Fact]
    public void Strings_keep_their_order() => Check(Text, (left, right) =>
        Order(IndexKey.Encode(left), IndexKey.Encode(right)) == Math.Sign(string.CompareOrdinal(left, right)));

    [Fact]
    public void Long_strings_never_turn_around() => Check(LongText, (left, right) =>
        Order(IndexKey.Encode(left), IndexKey.Encode(right)) * string.CompareOrdinal(left, right) >= 0);

    [Fact]
    public void Different_strings_share_a_key_only_when_it_is_cut() => Check(LongText, (left, right) =>
    {
        var (l, r) = (IndexKey.Encode(left), IndexKey.Encode(right));
        return left == right || !l.AsSpan().SequenceEqual(r) || (IndexKey.IsTruncated(l) && IndexKey.IsTruncated(r));
    });

    [Fact]
    public void Numbers_keep_their_order() => Check(Numbers, (left, right) =>
        Order(IndexKey.Encode(left), IndexKey.Encode(right)) == left.CompareTo(right));

    [Fact]
    public void A_string_has_one_key_however_the_document_writes_it() => Check(Gen.OneOf(Text, LongText), (text, _) =>
    {
        var expected = IndexKey.Encode(text);
        var escaped = string.Concat(text.Select(unit => $"\\u{(int)unit:x4}"));
        if (!IndexKey.EncodeJsonString(System.Text.Encoding.UTF8.GetBytes(escaped)).AsSpan().SequenceEqual(expected)) return false;
        if (text.EnumerateRunes().Any(rune => rune.Value == 0xFFFD)) return true;
        return Encodings(text).All(json => IndexKey.Encode(JsonDocument.Parse(json).RootElement).AsSpan().SequenceEqual(expected));
    });

    [Fact]
    public void A_prefix_finds_exactly_the_strings_that_begin_so() => Check(Text, (prefix, text) =>
        Holds(KeyRange.StartingWith(prefix), IndexKey.Encode(text)) == text.StartsWith(prefix, StringComparison.Ordinal));

    [Fact]
    public void Ranges_hold_all_that_a_comparison_finds() => Check(Gen.OneOf(Text, LongText), (bound, text) =>
    {
        var (key, at) = (IndexKey.Encode(text), IndexKey.Encode(bound));
        var order = string.CompareOrdinal(text, bound);
        return (order <= 0 || Holds(KeyRange.Above(at, inclusive: false), key))
            && (order >= 0 || Holds(KeyRange.Below(at, inclusive: false), key))
            && (order != 0 || (Holds(KeyRange.Exactly(at), key) && Holds(KeyRange.Above(at, inclusive: true), key)));
    });

    [Fact]
    public void An_intersection_holds_what_both_hold() => Check(Numbers, (a, b) =>
    {
        var left = KeyRange.Above(IndexKey.Encode(a), inclusive: true);
        var right = KeyRange.Below(IndexKey.Encode(b), inclusive: false);
        var both = left.Intersect(right);
        return new[] { a, b, 0, 1.5, -7 }.Select(n => IndexKey.Encode(n)).All(key => Holds(both, key) == (Holds(left, key) && Holds(right, key)));
    });

    [Fact]
    public void Kinds_stand_in_the_order_of_ORDER_BY()
    {
        byte[][] keys =
        [
            IndexKey.Null, IndexKey.False, IndexKey.True, IndexKey.Encode(double.NegativeInfinity), IndexKey.Encode(-1),
            IndexKey.Encode(0), IndexKey.Encode(1e308), IndexKey.Encode(""), IndexKey.Encode("a"),
            IndexKey.Encode(new string('\uFFFF', 300)), IndexKey.Array, IndexKey.Object,
        ];

        Assert.All(keys.Zip(keys.Skip(1)), pair => Assert.True(Order(pair.First, pair.Second) < 0));
        Assert.All(keys[3..7], key => Assert.True(Holds(KeyRange.OfKind(KeyKind.Number), key)));
        Assert.All(keys[7..10], key => Assert.True(Holds(KeyRange.OfKind(KeyKind.String), key)));
        Assert.False(Holds(KeyRange.OfKind(KeyKind.Number), keys[7]));
    }

    [Fact]
    public void Whole_numbers_have_short_keys() => Assert.InRange(IndexKey.Encode(42).Length, 2, 4);

    private static string[] Encodings(string text)
    {
        // Half a surrogate pair has no UTF-8.
        if (text.EnumerateRunes().Sum(rune => rune.Utf16SequenceLength) != text.Length) return [];
        return [JsonSerializer.Serialize(text), JsonSerializer.Serialize(text, Relaxed)];
    }

    private static bool Holds(KeyRange range, byte[] key) =>
        Order(key, range.Min) is var low && (low > 0 || (low == 0 && range.MinInclusive))
        && Order(key, range.Max) is var high && (high < 0 || (high == 0 && range.MaxInclusive));

    private static int Order(byte[] left, byte[] right) => Math.Sign(left.AsSpan().SequenceCompareTo(right));

    private static void Check<T>(Gen<T> values, Func<T, T, bool> property) =>
        Prop.ForAll(values.Zip(values).ToArbitrary(), pair => property(pair.Item1, pair.Item2))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(2000));
}
