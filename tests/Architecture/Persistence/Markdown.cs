namespace Serverless.Architecture.Persistence;

/// <summary>Tables and texts in one spelling.</summary>
internal static class Markdown
{
    public static IEnumerable<string> Table(string[] head, IEnumerable<string[]> rows) =>
    [
        Row(head),
        Row([.. head.Select(_ => "---")]),
        .. rows.Select(Row),
        "",
    ];

    public static string Code(string text) => $"`{text}`";

    /// <summary>Or a dash, where there is none.</summary>
    public static string Codes(IEnumerable<string> texts) => string.Join(", ", texts.Select(Code)) is { Length: > 0 } all ? all : "-";

    private static string Row(string[] cells) => $"| {string.Join(" | ", cells.Select(cell => cell.Replace("|", "\\|", StringComparison.Ordinal)))} |";
}
