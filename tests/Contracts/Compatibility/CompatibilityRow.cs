namespace Serverless.Contracts.Compatibility;

/// <summary>A row of COMPATIBILITY.md: | what | yes or no | `Class.Method` or `file.txt: case` |.</summary>
public sealed record CompatibilityRow(string What, bool IsSupported, string ShownBy)
{
    public static IReadOnlyList<CompatibilityRow> ReadAll() =>
    [
        .. File.ReadLines(Path.Combine(AppContext.BaseDirectory, "COMPATIBILITY.md"))
            .Where(line => line.StartsWith("| ", StringComparison.Ordinal) && !line.EndsWith("| shown by |", StringComparison.Ordinal))
            .Select(Parse),
    ];

    private static CompatibilityRow Parse(string line) =>
        // A bar inside a cell is written with a backslash.
        line.Replace("\\|", "/", StringComparison.Ordinal).Split('|', StringSplitOptions.TrimEntries)
            is ["", var what, "yes" or "no", ['`', .. var shownBy, '`'], ""] cells
            ? new(what, cells[2] == "yes", shownBy)
            : throw new FormatException($"Not a row: {line}");
}
