using System.Globalization;
using System.Text.Json.Nodes;

namespace Serverless.Demo.Comparing;

/// <summary>Numbers that belong together, and that the script and the system must agree on.</summary>
/// <param name="Read">From what the system says, in the same order; null for what it does not say.</param>
/// <param name="Group">What the numbers are of.</param>
internal sealed record Row(string Group, string Name, IReadOnlyList<long> Expected, Func<JsonNode, IEnumerable<long?>> Read)
{
    public Row(string group, string name, long expected, Func<JsonNode, long?> read)
        : this(group, name, [expected], said => [read(said)])
    {
    }

    public Line Of(JsonNode said) => new(Group, Name, Text(Expected.Select(number => (long?)number)), Text(Read(said)));

    private static string Text(IEnumerable<long?> numbers) =>
        string.Join(" · ", numbers.Select(number => number?.ToString("N0", CultureInfo.InvariantCulture) ?? "nothing"));
}

internal sealed record Line(string Group, string Name, string Expected, string Actual)
{
    public bool IsSame => string.Equals(Expected, Actual, StringComparison.Ordinal);
}
