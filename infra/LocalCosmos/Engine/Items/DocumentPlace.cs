using System.Globalization;
using System.Text.Json;

namespace Serverless.LocalCosmos.Engine.Items;

/// <summary>
/// Where a path leads in a document's text: to a property or an element, or to where one would be added to its parent.
/// All places are offsets into the text.
/// </summary>
/// <param name="IsArray">The parent is an array, and not an object.</param>
/// <param name="Index">Of the element; of one that is not there, how many its parent has.</param>
/// <param name="Start">Of the property with its name, or of the element.</param>
/// <param name="Value">Of its value.</param>
/// <param name="End">Of its value; of one that is not there, where it would be added.</param>
/// <param name="PreviousEnd">Of what stands before it in its parent; -1 when it is the first.</param>
/// <param name="Next">Of what follows it in its parent; -1 when it is the last.</param>
internal readonly record struct DocumentPlace(
    bool IsArray, bool Exists, int Index, int Start, int Value, int End, int PreviousEnd, int Next)
{
    private static readonly JsonReaderOptions Options = new() { MaxDepth = 256 };

    /// <param name="document">A JSON object in UTF-8.</param>
    /// <returns>Null when the parent does not exist.</returns>
    public static DocumentPlace? Find(ReadOnlySpan<byte> document, ReadOnlySpan<string> path)
    {
        var reader = new Utf8JsonReader(document, Options);
        reader.Read();
        foreach (var step in path[..^1])
        {
            if (!TryEnter(ref reader, step)) return null;
        }

        return reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray ? Find(ref reader, path[^1]) : null;
    }

    /// <summary>The number of an element that a step names, if it is one.</summary>
    public static int? IndexOf(string step) =>
        int.TryParse(step, NumberStyles.None, CultureInfo.InvariantCulture, out var index) ? index : null;

    private static bool TryEnter(ref Utf8JsonReader reader, string step)
    {
        if (reader.TokenType is not (JsonTokenType.StartObject or JsonTokenType.StartArray)) return false;
        var wanted = reader.TokenType == JsonTokenType.StartArray ? IndexOf(step) ?? -1 : -1;
        for (var index = 0; reader.Read() && reader.TokenType is not (JsonTokenType.EndObject or JsonTokenType.EndArray); index++)
        {
            var isWanted = reader.TokenType == JsonTokenType.PropertyName ? Names(ref reader, step) : index == wanted;
            if (reader.TokenType == JsonTokenType.PropertyName) reader.Read();
            if (isWanted) return true;
            reader.Skip();
        }

        return false;
    }

    private static DocumentPlace Find(ref Utf8JsonReader reader, string step)
    {
        var isArray = reader.TokenType == JsonTokenType.StartArray;
        var wanted = isArray ? IndexOf(step) ?? -1 : -1;
        var (previous, inner) = (-1, (int)reader.BytesConsumed);
        var index = 0;
        for (; reader.Read() && reader.TokenType is not (JsonTokenType.EndObject or JsonTokenType.EndArray); index++)
        {
            var start = (int)reader.TokenStartIndex;
            var isWanted = isArray ? index == wanted : Names(ref reader, step);
            if (!isArray) reader.Read();
            var value = (int)reader.TokenStartIndex;
            reader.Skip();
            var end = (int)reader.BytesConsumed;
            if (isWanted) return new(isArray, true, index, start, value, end, previous, StartOfNext(ref reader));
            previous = end;
        }

        var place = previous < 0 ? inner : previous;
        return new(isArray, false, index, place, place, place, previous, -1);
    }

    private static int StartOfNext(ref Utf8JsonReader reader)
    {
        reader.Read();
        return reader.TokenType is JsonTokenType.EndObject or JsonTokenType.EndArray ? -1 : (int)reader.TokenStartIndex;
    }

    private static bool Names(ref Utf8JsonReader reader, string step)
    {
        try
        {
            return reader.ValueTextEquals(step);
        }
        catch (InvalidOperationException)
        {
            // A name with half of a surrogate pair, which no path can hold.
            return false;
        }
    }
}
