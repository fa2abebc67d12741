using System.Globalization;
using System.Text;

namespace Serverless.Architecture.Surface;

/// <summary>Constants as the listings write them.</summary>
internal static class Literals
{
    public static string Of(object? value) => value switch
    {
        null => "null",
        true => "true",
        false => "false",
        char character => $"'{Escaped(character.ToString())}'",
        string text => $"\"{Escaped(text)}\"",
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString()!,
    };

    private static string Escaped(string text)
    {
        var escaped = new StringBuilder();
        foreach (var character in text)
        {
            escaped.Append(character switch
            {
                '\\' => @"\\",
                '"' => "\\\"",
                '\n' => @"\n",
                '\r' => @"\r",
                '\t' => @"\t",
                < ' ' or > '~' => string.Create(CultureInfo.InvariantCulture, $"\\u{(int)character:x4}"),
                _ => character.ToString(),
            });
        }
        return escaped.ToString();
    }
}
