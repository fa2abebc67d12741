using System.Text.RegularExpressions;
using Serverless.LocalCosmos.Sql.Values;

namespace Serverless.LocalCosmos.Sql.Functions;

/// <summary>Functions that take a text, a pattern, modifiers and, where something is extracted, the number of a group.</summary>
internal static class RegexFunctions
{
    public static readonly Function[] All =
    [
        Of("RegexExtract", 4, Extract),
        Of("RegexExtractAll", 4, ExtractAll),
        Of("RegexMatch", 3, (regex, text, _) => Value.Of(regex.IsMatch(text))),
    ];

    private delegate Value Use(Regex regex, string text, int group);

    private static Function Of(string name, int most, Use use)
    {
        FunctionBody perCall = arguments => TryPattern(arguments, out var pattern, out var modifiers)
            ? Apply(RegexPattern.Find(pattern, modifiers), arguments, use)
            : Value.Undefined;
        return new(name, 2, most, perCall) { Prepare = known => Prepare(name, [.. known], use) ?? perCall };
    }

    // A malformed pattern in the statement itself is a mistake to report; one that an item brings is not.
    private static FunctionBody? Prepare(string name, Value[] known, Use use)
    {
        if (!TryPattern(known, out var pattern, out var modifiers)) return null;
        var regex = RegexPattern.Find(pattern, modifiers)
            ?? throw new SqlException("SC2070", $"The regular expression '{pattern}' or its modifiers '{modifiers}', given to {name}, are not valid.", 0, 0);
        return arguments => Apply(regex, arguments, use);
    }

    private static bool TryPattern(ReadOnlySpan<Value> arguments, out string pattern, out string modifiers)
    {
        pattern = modifiers = "";
        if (arguments[1].Kind != ValueKind.String) return false;
        pattern = arguments[1].AsString;
        if (arguments.Length < 3) return true;
        if (arguments[2].Kind != ValueKind.String) return false;
        modifiers = arguments[2].AsString;
        return true;
    }

    private static Value Apply(Regex? regex, ReadOnlySpan<Value> arguments, Use use)
    {
        if (regex is null || arguments[0].Kind != ValueKind.String) return Value.Undefined;
        long group = 0;
        if (arguments.Length > 3
            && (!ExactInteger.TryRead(arguments[3], out group) || regex.GetGroupNumbers().All(number => number != group))) return Value.Undefined;
        try
        {
            return use(regex, arguments[0].AsString, (int)group);
        }
        catch (RegexMatchTimeoutException)
        {
            // Left to go on, it would take as long for every other item.
            throw new SqlException("SC2071", $"The regular expression '{regex}' takes too long.", 0, 0);
        }
    }

    private static Value Extract(Regex regex, string text, int group) => Captured(regex.Match(text), group);

    private static Value ExtractAll(Regex regex, string text, int group) =>
        Value.Of(regex.Matches(text).Select(match => Captured(match, group)).Where(v => !v.IsUndefined).ToArray());

    private static Value Captured(Match match, int group) =>
        match.Groups[group] is { Success: true } captured ? Value.Of(captured.Value) : Value.Undefined;
}
