using System.Text;
using System.Text.Json;

namespace Serverless.LocalCosmos.Storage;

/// <summary>Walks a document once and lists what the index is to hold of it.</summary>
internal static class IndexTerms
{
    private const int StackNameBytes = 256;
    private const int ExpectedTerms = 24;

    // The document has been parsed before with the limit that the protocol sets.
    public static readonly JsonReaderOptions Options = new() { MaxDepth = int.MaxValue };

    /// <param name="document">UTF-8 JSON; only an object has paths.</param>
    /// <returns>Sorted as <see cref="Compare"/> has it, each term once.</returns>
    public static IReadOnlyList<IndexTerm> Of(ReadOnlySpan<byte> document, IndexingRules rules)
    {
        if (rules.IsNone) return [];
        var terms = new List<IndexTerm>(ExpectedTerms);
        var reader = new Utf8JsonReader(document, Options);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var path = Child(ref reader, rules.Root);
            reader.Read();
            if (path is { IsOfInterest: true }) Walk(ref reader, path, terms);
            else reader.Skip();
        }

        return Sorted(terms);
    }

    public static int Compare(IndexTerm left, IndexTerm right)
    {
        var order = string.CompareOrdinal(left.Path, right.Path);
        return order != 0 ? order : left.Key.AsSpan().SequenceCompareTo(right.Key);
    }

    /// <summary>Adds the terms of one property's value.</summary>
    public static void Add(ReadOnlySpan<byte> value, PathNode path, List<IndexTerm> terms)
    {
        var reader = new Utf8JsonReader(value, Options);
        reader.Read();
        Walk(ref reader, path, terms);
    }

    /// <param name="reader">Stands at the first token of a property's value.</param>
    private static void Walk(ref Utf8JsonReader reader, PathNode property, List<IndexTerm> terms)
    {
        if (property.IsIndexed) terms.Add(new(property.Path, Key(ref reader)));
        if (reader.TokenType is not (JsonTokenType.StartObject or JsonTokenType.StartArray)) return;
        var open = new Stack<(PathNode Path, bool IsArray)>();
        open.Push((property, reader.TokenType == JsonTokenType.StartArray));
        var path = property;
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
            // The document itself is the outermost of those that are open.
            if (open.Count + 1 < IndexingRules.MaxDepth && at.IsOfInterest) open.Push((at, token == JsonTokenType.StartArray));
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
        if (!reader.ValueIsEscaped) return Child(reader.ValueSpan, parent);
        try
        {
            return parent.Child(reader.GetString());
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    public static PathNode Child(ReadOnlySpan<byte> name, PathNode parent)
    {
        if (name.Length > StackNameBytes) return parent.Child(Encoding.UTF8.GetString(name));
        Span<char> text = stackalloc char[StackNameBytes];
        return parent.Child(text[..Encoding.UTF8.GetChars(name, text)]);
    }

    public static List<IndexTerm> Sorted(List<IndexTerm> terms)
    {
        if (terms.Count < 2) return terms;
        terms.Sort(Compare);
        var kept = 0;
        for (var i = 0; i < terms.Count; i++)
        {
            if (kept == 0 || Compare(terms[kept - 1], terms[i]) != 0) terms[kept++] = terms[i];
        }

        terms.RemoveRange(kept, terms.Count - kept);
        return terms;
    }
}
