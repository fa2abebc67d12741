using System.Text.RegularExpressions;

namespace Serverless.Kernel.Values;

/// <summary>Language tags (BCP 47) of the form that people choose from: language, perhaps a script, perhaps a region.</summary>
public static partial class LanguageTag
{
    /// <summary>Of the longest tag: <c>yue-Hant-419</c>.</summary>
    public const int MaxLength = 12;

    /// <summary>The tag in its usual spelling (<c>zh-Hant-TW</c>); null when the text is none.</summary>
    public static string? Normal(string text)
    {
        if (Shape().Match(text) is not { Success: true } tag) return null;
        var (language, script, region) = (tag.Groups["language"].Value, tag.Groups["script"].Value, tag.Groups["region"].Value);
        return language.ToLowerInvariant()
            + (script.Length == 0 ? "" : $"-{char.ToUpperInvariant(script[0])}{script[1..].ToLowerInvariant()}")
            + (region.Length == 0 ? "" : $"-{region.ToUpperInvariant()}");
    }

    [GeneratedRegex(@"\A(?<language>[A-Za-z]{2,3})(-(?<script>[A-Za-z]{4}))?(-(?<region>[A-Za-z]{2}|[0-9]{3}))?\z", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Shape();
}
