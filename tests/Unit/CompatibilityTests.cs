using Serverless.LocalCosmos.Sql.Functions;

namespace Serverless.Unit;

/// <summary>The function table and COMPATIBILITY.md name the same functions; that each row has its test, tests/Contracts checks.</summary>
public sealed class CompatibilityTests
{
    private static readonly string[][] Rows =
    [
        .. File.ReadLines(Path.Combine(AppContext.BaseDirectory, "COMPATIBILITY.md"))
            .Where(line => line.StartsWith('|'))
            .Select(line => line.Split('|', StringSplitOptions.TrimEntries)),
    ];

    [Fact]
    public void Every_function_has_a_row_and_every_row_a_function() => Assert.Equal(
        FunctionTable.All.Select(function => function.Name.ToUpperInvariant()).Order(StringComparer.Ordinal),
        Names("`functions.txt: ").Select(name => name.ToUpperInvariant()).Order(StringComparer.Ordinal));

    [Fact]
    public void Every_function_said_to_be_missing_is_refused_by_name()
    {
        var missing = Names("`refused.txt: missing-").ToList();
        Assert.NotEmpty(missing);
        Assert.All(missing, name => Assert.True(FunctionTable.IsKnownButMissing(name), name));
    }

    private static IEnumerable<string> Names(string shownBy) =>
        Rows.Where(row => row[3].StartsWith(shownBy, StringComparison.Ordinal)).Select(row => row[1]);
}
