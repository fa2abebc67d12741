using System.Runtime.CompilerServices;
using Serverless.LocalCosmos.Sql.Functions;

namespace Serverless.Unit;

/// <summary>COMPATIBILITY.md says nothing that no test shows, and leaves no function out.</summary>
public sealed class CompatibilityTests
{
    private static readonly string Tests = Path.GetDirectoryName(Path.GetDirectoryName(ThisFile()))!;

    private static readonly Lazy<Dictionary<string, string>> Sources = new(() => Directory
        .EnumerateFiles(Tests, "*.cs", SearchOption.AllDirectories)
        .Where(file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
        .GroupBy(file => Path.GetFileNameWithoutExtension(file), StringComparer.Ordinal)
        .ToDictionary(files => files.Key, files => string.Concat(files.Select(File.ReadAllText)), StringComparer.Ordinal));

    [Fact]
    public void Every_row_names_a_test_that_exists()
    {
        var rows = Rows();
        Assert.True(rows.Count > 200, $"The document has only {rows.Count} rows.");
        Assert.All(rows, row => Assert.True(row.Supported is "yes" or "no", $"'{row.Feature}' is neither yes nor no."));
        Assert.All(rows, row => Assert.True(Exists(row.Test), $"'{row.Feature}' names '{row.Test}', which does not exist."));
    }

    [Fact]
    public void Every_function_of_the_engine_has_a_row()
    {
        var rows = Rows().Where(row => row.Supported == "yes").Select(row => row.Feature).ToHashSet(StringComparer.OrdinalIgnoreCase);
        Assert.All(FunctionTable.All, function => Assert.Contains(function.Name, rows));
    }

    private static List<(string Feature, string Supported, string Test)> Rows()
    {
        var document = Path.Combine(Tests, "..", "infra", "LocalCosmos", "COMPATIBILITY.md");
        return
        [
            .. from line in File.ReadLines(document)
               where line.StartsWith("| ", StringComparison.Ordinal)
               let cells = line.Replace("\\|", "/", StringComparison.Ordinal).Split('|', StringSplitOptions.TrimEntries)
               where cells[2] != "supported"
               select (cells[1], cells[2], cells[3].Trim('`')),
        ];
    }

    private static bool Exists(string test)
    {
        if (test.Split(".txt: ") is [var cases, var name])
        {
            var lines = File.ReadLines(Path.Combine(Tests, "Contracts", "Queries", cases + ".txt"));
            return lines.Any(line => line.Trim().Equals(name, StringComparison.OrdinalIgnoreCase));
        }

        if (test.Split(": ") is [var theory, var function])
            return Sources.Value.TryGetValue(theory, out var rows) && rows.Contains($"\"{function}(", StringComparison.OrdinalIgnoreCase);
        return test.Split('.') is [var type, var method]
            && Sources.Value.TryGetValue(type, out var source)
            && source.Contains($" {method}(", StringComparison.Ordinal);
    }

    private static string ThisFile([CallerFilePath] string path = "") => path;
}
