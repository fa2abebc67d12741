using System.Text.RegularExpressions;
using Serverless.LocalCosmos.Sql.Values;

namespace Serverless.LocalCosmos.Sql.Functions;

/// <summary>Functions that take a text, a pattern and modifiers: those that extract have the number of a group behind them, those that replace a replacement before them.</summary>
internal static class RegexFunctions
{
    public static readonly Function[] All =
    [
        Of("RegexExtract", 2, 4, 2, (regex, text, arguments) => TryGroup(regex, arguments, out var group) ? Captured(regex.Match(text), group) : Value.Undefined),
        Of("RegexExtractAll", 2, 4, 2, (regex, text, arguments) => TryGroup(regex, arguments, out var group) ? CapturedAll(regex.Matches(text), group) : Value.Undefined),
        Of("RegexMatch", 2, 3, 2, (regex, text, _) => Value.Of(regex.IsMatch(text))),
        Of("RegexReplace", 3, 4, 3, (regex, text, arguments) => Replace(regex, text, arguments[2], 1)),
        Of("RegexReplaceAll", 3, 4, 3, (regex, text, arguments) => Replace(regex, text, arguments[2], -1)),
    ];

    private delegate Value Use(Regex regex, string text, ReadOnlySpan<Value> arguments);

    private static Function Of(string name, int least, int most, int modifiersAt, Use use)
    {
        FunctionBody perCall = arguments => TryPattern(arguments, modifiersAt, out var pattern, out var modifiers)
            ? Apply(RegexPattern.Find(pattern, modifiers), arguments, use)
            : Value.Undefined;
        return new(name, least, most, perCall) { Prepare = known => Prepare(name, [.. known], modifiersAt, use) ?? perCall };
    }

    // A malformed pattern in the statement itself is a mistake to report; one that an item brings is not.
    private static FunctionBody? Prepare(string name, Value[] known, int modifiersAt, Use use)
    {
        if (!TryPattern(known, modifiersAt, out var pattern, out var modifiers)) return null;
        var regex = RegexPattern.Find(pattern, modifiers)
            ?? throw new SqlException("SC2070", $"The regular expression '{pattern}' or its modifiers '{modifiers}', given to {name}, are not valid.", 0, 0);
        return arguments => Apply(regex, arguments, use);
    }

    private static bool TryPattern(ReadOnlySpan<Value> arguments, int modifiersAt, out string pattern, out string modifiers)
    {
        pattern = modifiers = "";
        if (arguments[1].Kind != ValueKind.String) return false;
        pattern = arguments[1].AsString;
        if (arguments.Length <= modifiersAt) return true;
        if (arguments[modifiersAt].Kind != ValueKind.String) return false;
        modifiers = arguments[modifiersAt].AsString;
        return true;
    }

    private static Value Apply(Regex? regex, ReadOnlySpan<Value> arguments, Use use)
    {
        if (regex is null || arguments[0].Kind != ValueKind.String) return Value.Undefined;
        try
        {
            return use(regex, arguments[0].AsString, arguments);
        }
        catch (RegexMatchTimeoutException)
        {
            // Left to go on, it would take as long for every other item.
            throw new SqlException("SC2071", $"The regular expression '{regex}' takes too long.", 0, 0);
        }
    }

    private static bool TryGroup(Regex regex, ReadOnlySpan<Value> arguments, out int group)
    {
        group = 0;
        if (arguments.Length < 4) return true;
        if (!arguments[3].TryGetInteger(out var number) || !regex.GetGroupNumbers().Any(known => known == number)) return false;
        group = (int)number;
        return true;
    }

    private static Value CapturedAll(MatchCollection matches, int group) =>
        Value.Of(matches.Select(match => Captured(match, group)).Where(v => !v.IsUndefined).ToArray());

    private static Value Captured(Match match, int group) =>
        match.Groups[group] is { Success: true } captured ? Value.Of(captured.Value) : Value.Undefined;

    private static Value Replace(Regex regex, string text, in Value replacement, int most) =>
        replacement.Kind == ValueKind.String ? Value.Of(regex.Replace(text, replacement.AsString, most)) : Value.Undefined;
}
