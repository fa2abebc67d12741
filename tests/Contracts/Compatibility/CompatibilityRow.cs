namespace Serverless.Contracts.Compatibility;

/// <summary>A row of COMPATIBILITY.md: | what | yes or no | `Class.Method` or `Class.Method(case)` |.</summary>
public sealed record CompatibilityRow(string What, bool IsSupported, string Class, string Method, string Case)
{
    public static IReadOnlyList<CompatibilityRow> ReadAll() =>
    [
        .. File.ReadLines(Path.Combine(AppContext.BaseDirectory, "COMPATIBILITY.md"))
            .Where(line => line.StartsWith('|') && !line.StartsWith("|---", StringComparison.Ordinal))
            .Where(line => !line.EndsWith("| shown by |", StringComparison.Ordinal))
            .Select(Parse),
    ];

    private static CompatibilityRow Parse(string line)
    {
        if (line.Split('|', StringSplitOptions.TrimEntries) is not ["", var what, "yes" or "no", ['`', .. var shown, '`'], ""] cells)
            throw new FormatException($"Not a row: {line}");
        var test = shown.Split(['.', '(', ')'], 4);
        return new(what, cells[2] == "yes", test[0], test[1], test.Length > 2 ? test[2] : "");
    }
}
