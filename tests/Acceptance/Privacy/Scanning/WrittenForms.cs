using System.Buffers.Text;
using System.Text;
using Serverless.Kernel.Values;

namespace Serverless.Acceptance.Privacy.Scanning;

/// <summary>A text in the bytes in which programs leave it behind: encoded, escaped, in another case, without its accents.</summary>
internal static class WrittenForms
{
    private static readonly (string Name, Encoding Encoding)[] Encodings =
        [("UTF-8", Encoding.UTF8), ("UTF-16", Encoding.Unicode), ("UTF-16BE", Encoding.BigEndianUnicode), ("Latin-1", Encoding.Latin1)];

    private static readonly (string Letter, string Parts)[] Accents = [("á", "a\u0301"), ("Á", "A\u0301"), ("ö", "o\u0308"), ("Ö", "O\u0308")];

    public static IEnumerable<WrittenForm> Of(string text) => Spellings(text)
        .SelectMany(spelling => Encoded(spelling).Concat(Escaped(spelling)))
        .DistinctBy(form => Convert.ToHexString(form.Bytes));

    private static IEnumerable<string> Spellings(string text) => new[] { text, PlainLetters.Of(text) }
        .SelectMany(spelling => new[] { spelling, spelling.ToLowerInvariant(), spelling.ToUpperInvariant() })
        .SelectMany(spelling => new[] { spelling, Decomposed(spelling) })
        .Distinct();

    private static IEnumerable<WrittenForm> Encoded(string text)
    {
        foreach (var (name, encoding) in Encodings)
        {
            var bytes = encoding.GetBytes(text);
            yield return new(name, bytes);
            yield return new($"hex of {name}", Ascii(Convert.ToHexStringLower(bytes)));
            yield return new($"hex of {name}", Ascii(Convert.ToHexString(bytes)));
            for (var before = 0; before < 3; before++)
            {
                yield return new($"base64 of {name}", Ascii(Base64(bytes, before, Convert.ToBase64String)));
                yield return new($"base64url of {name}", Ascii(Base64(bytes, before, with => Base64Url.EncodeToString(with))));
            }
        }
    }

    private static IEnumerable<WrittenForm> Escaped(string text)
    {
        yield return new("percent-encoded", Ascii(Uri.EscapeDataString(text)));
        yield return new("percent-encoded", Ascii(EachOther(text, letter => string.Concat(Encoding.UTF8.GetBytes(letter).Select(one => $"%{one:x2}")))));
        foreach (var escape in new[] { "\\u", "\\\\u", "\\\\\\\\u" })
        {
            yield return new("JSON-escaped", Ascii(EachOther(text, letter => string.Concat(letter.Select(unit => $"{escape}{(int)unit:x4}")))));
            yield return new("JSON-escaped", Ascii(EachOther(text, letter => string.Concat(letter.Select(unit => $"{escape}{(int)unit:X4}")))));
        }

        yield return new("HTML-escaped", Ascii(EachOther(text, letter => $"&#{char.ConvertToUtf32(letter, 0)};")));
        yield return new("HTML-escaped", Ascii(EachOther(text, letter => $"&#x{char.ConvertToUtf32(letter, 0):X};")));
    }

    /// <summary>The characters that are the same whatever stands around the bytes.</summary>
    /// <param name="before">Bytes that come before, by three; they move where the characters begin.</param>
    private static string Base64(byte[] bytes, int before, Func<byte[], string> encode) =>
        encode([.. new byte[before], .. bytes])[(((before * 8) + 5) / 6)..((before + bytes.Length) * 8 / 6)];

    private static string EachOther(string text, Func<string, string> escape) =>
        string.Concat(text.EnumerateRunes().Select(letter => letter.IsAscii ? letter.ToString() : escape(letter.ToString())));

    /// <summary>By a table: what .NET makes of it depends on how globalization is set.</summary>
    private static string Decomposed(string text) => Accents.Aggregate(text, (spelling, one) => spelling.Replace(one.Letter, one.Parts, StringComparison.Ordinal));

    private static byte[] Ascii(string text) => Encoding.ASCII.GetBytes(text);
}

/// <param name="Name">For who reads what was found.</param>
internal sealed record WrittenForm(string Name, byte[] Bytes);
