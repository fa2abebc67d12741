using System.Text.Json;

namespace Serverless.LocalCosmos.Storage;

/// <summary>Compares two versions of a document property by property, and looks only into those that differ.</summary>
internal static class IndexTermChanges
{
    private const int MaxProperties = 64;

    /// <summary>What the second version takes from the index and what it adds.</summary>
    public static (IReadOnlyList<IndexTerm> Gone, IReadOnlyList<IndexTerm> Added) Between(
        ReadOnlySpan<byte> before, ReadOnlySpan<byte> after, IndexingRules rules)
    {
        if (rules.IsNone) return ([], []);
        List<IndexTerm> old = [], current = [];
        return TryList(before, after, rules.Root, old, current)
            ? Difference(IndexTerms.Sorted(old), IndexTerms.Sorted(current))
            : Difference(IndexTerms.Of(before, rules), IndexTerms.Of(after, rules));
    }

    /// <summary>
    /// Lists the terms of those properties that differ. False when the two have not the same properties in the same order,
    /// or one of those twice, so that they cannot be compared one by one.
    /// </summary>
    private static bool TryList(
        ReadOnlySpan<byte> before, ReadOnlySpan<byte> after, PathNode root, List<IndexTerm> old, List<IndexTerm> current)
    {
        var left = new Utf8JsonReader(before, IndexTerms.Options);
        var right = new Utf8JsonReader(after, IndexTerms.Options);
        Span<Range> names = stackalloc Range[MaxProperties];
        Span<bool> differ = stackalloc bool[MaxProperties];
        var count = 0;
        left.Read();
        right.Read();
        while (true)
        {
            left.Read();
            right.Read();
            if (left.TokenType != right.TokenType) return false;
            if (left.TokenType != JsonTokenType.PropertyName) return !IsOneTwice(after, names[..count], differ);
            var name = right.ValueSpan;
            if (!left.ValueSpan.SequenceEqual(name) || right.ValueIsEscaped || count == MaxProperties) return false;
            names[count] = ((int)right.TokenStartIndex + 1)..((int)right.TokenStartIndex + 1 + name.Length);
            var oldValue = SkipValue(ref left, before);
            var value = SkipValue(ref right, after);
            if (!oldValue.SequenceEqual(value) && IndexTerms.Child(name, root) is { IsOfInterest: true } path)
            {
                differ[count] = true;
                IndexTerms.Add(oldValue, path, old);
                IndexTerms.Add(value, path, current);
            }

            count++;
        }
    }

    /// <summary>A property that is there twice has the terms of both, and may not lose those of the one that stays.</summary>
    private static bool IsOneTwice(ReadOnlySpan<byte> document, ReadOnlySpan<Range> names, ReadOnlySpan<bool> differ)
    {
        for (var i = 0; i < names.Length; i++)
        {
            if (!differ[i]) continue;
            for (var other = 0; other < names.Length; other++)
            {
                if (other != i && document[names[i]].SequenceEqual(document[names[other]])) return true;
            }
        }

        return false;
    }

    private static ReadOnlySpan<byte> SkipValue(ref Utf8JsonReader reader, ReadOnlySpan<byte> document)
    {
        reader.Read();
        var start = (int)reader.TokenStartIndex;
        reader.Skip();
        return document[start..(int)reader.BytesConsumed];
    }

    private static (List<IndexTerm> Gone, List<IndexTerm> Added) Difference(IReadOnlyList<IndexTerm> before, IReadOnlyList<IndexTerm> after)
    {
        List<IndexTerm> gone = [], added = [];
        int b = 0, a = 0;
        while (b < before.Count || a < after.Count)
        {
            var order = b == before.Count ? 1 : a == after.Count ? -1 : IndexTerms.Compare(before[b], after[a]);
            if (order < 0) gone.Add(before[b++]);
            else if (order > 0) added.Add(after[a++]);
            else (b, a) = (b + 1, a + 1);
        }

        return (gone, added);
    }
}
