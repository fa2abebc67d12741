namespace Serverless.Unit.Sql;

/// <summary>The statements of statements.txt.</summary>
internal static class Statements
{
    public static readonly IReadOnlyList<string> All = [.. File
        .ReadAllLines(Path.Combine(AppContext.BaseDirectory, "Sql", "statements.txt"))
        .Where(line => !line.StartsWith('#'))];
}
