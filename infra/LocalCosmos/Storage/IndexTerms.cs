using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

namespace Serverless.LocalCosmos.Storage;

/// <summary>Walks a document once and lists what the index is to hold of it.</summary>
internal static class IndexTerms
{
    private const int StackNameBytes = 256;

    // The document has been parsed before with the limit that the protocol sets.
    private static readonly JsonReaderOptions Options = new() { MaxDepth = int.MaxValue };

    public static IReadOnlyList<IndexTerm> Of(JsonElement document, IndexingRules rules) =>
        Of(JsonMarshal.GetRawUtf8Value(document), rules);

    /// <param name="document">UTF-8 JSON; only an object has paths.</param>
    /// <returns>Sorted as <see cref="Compare"/> has it, each term once.</returns>
    public static IReadOnlyList<IndexTerm> Of(ReadOnlySpan<byte> document, IndexingRules rules)
    {
        if (rules.IsNone) return [];
        var terms = new List<IndexTerm>();
        var reader = new Utf8JsonReader(document, Options);
        if (reader.Read() && reader.TokenType == JsonTokenType.StartObject) Walk(ref reader, rules.Root, terms);
        terms.Sort(Compare);
        RemoveRepeated(terms);
        return terms;
    }

    public static int Compare(IndexTerm left, IndexTerm right)
    {
        var order = string.CompareOrdinal(left.Path, right.Path);
        return order != 0 ? order : left.Key.AsSpan().SequenceCompareTo(right.Key);
    }

    private static void Walk(ref Utf8JsonReader reader, PathNode root, List<IndexTerm> terms)
    {
        var open = new Stack<(PathNode Path, bool IsArray)>();
        open.Push((root, false));
        var path = root;
        while (open.Count > 0 && reader.Read())
        {
            var token = reader.TokenType;
            if (token is JsonTokenType.EndObject or JsonTokenType.EndArray)
            {
                open.Pop();
                continue;
            }

            var container = open.Peek();
            if (token == JsonTokenType.PropertyName)
            {
                if (Child(ref reader, container.Path) is { IsOfInterest: true } child) path = child;
                else reader.Skip();
                continue;
            }

            var at = container.IsArray ? container.Path.Elements : path;
            if (at.IsIndexed) terms.Add(new(at.Path, Key(ref reader)));
            if (token is not (JsonTokenType.StartObject or JsonTokenType.StartArray)) continue;
            if (open.Count < IndexingRules.MaxDepth && at.IsOfInterest) open.Push((at, token == JsonTokenType.StartArray));
            else reader.Skip();
        }
    }

    private static byte[] Key(ref Utf8JsonReader reader) => reader.TokenType switch
    {
        JsonTokenType.Null => IndexKey.Null,
        JsonTokenType.True => IndexKey.True,
        JsonTokenType.False => IndexKey.False,
        JsonTokenType.Number => IndexKey.Encode(reader.GetDouble()),
        JsonTokenType.String => IndexKey.EncodeJsonString(reader.ValueSpan),
        JsonTokenType.StartArray => IndexKey.Array,
        _ => IndexKey.Object,
    };

    /// <summary>Null for a name that is no text (half a surrogate pair, escaped): no query can name it.</summary>
    private static PathNode? Child(ref Utf8JsonReader reader, PathNode parent)
    {
        var name = reader.ValueSpan;
        if (!reader.ValueIsEscaped && name.Length <= StackNameBytes)
        {
            Span<char> text = stackalloc char[StackNameBytes];
            return parent.Child(text[..Encoding.UTF8.GetChars(name, text)]);
        }

        try
        {
            return parent.Child(reader.GetString());
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    private static void RemoveRepeated(List<IndexTerm> sorted)
    {
        var kept = 0;
        for (var i = 0; i < sorted.Count; i++)
        {
            if (kept == 0 || Compare(sorted[kept - 1], sorted[i]) != 0) sorted[kept++] = sorted[i];
        }

        sorted.RemoveRange(kept, sorted.Count - kept);
    }
}
