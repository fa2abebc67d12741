using System.Text.Json.Nodes;
using Microsoft.Azure.Cosmos;
using Serverless.Contracts.Backends;
using Serverless.Contracts.Running;

namespace Serverless.Contracts.Queries;

/// <summary>Operators and functions: what every expression of operators.txt and functions.txt evaluates to.</summary>
public abstract class ExpressionContract(Backend backend) : CorpusContract(backend)
{
    public static TheoryData<string> Operators => CaseFile.Names("operators.txt");

    public static TheoryData<string> Functions => CaseFile.Names("functions.txt");

    [ContractTheory]
    [MemberData(nameof(Operators))]
    public Task Operators_evaluate(string name) => AssertAsync("operators.txt", name);

    [ContractTheory]
    [MemberData(nameof(Functions))]
    public Task Functions_evaluate(string name) => AssertAsync("functions.txt", name);

    private async Task AssertAsync(string file, string name)
    {
        var cases = CaseFile.Read(file)[name]
            .Select(line => line.Split(" => "))
            .Select(parts => (Expression: parts[0], Expected: parts[1]))
            .ToList();
        var container = await CorpusAsync();

        // One statement for all expressions of the block: an undefined value leaves no property.
        var properties = cases.Select((entry, i) => $"\"r{i}\": {entry.Expression}");
        var rows = await container.QueryAsync<JsonObject>(
            $"SELECT VALUE {{{string.Join(", ", properties)}}} FROM c WHERE c.id = '01'", "a");

        var row = Assert.Single(rows);
        var wrong = cases.Select((entry, i) => (entry.Expression, entry.Expected, Actual: Text(row, $"r{i}")))
            .Where(entry => !Same(entry.Expected, entry.Actual))
            .Select(entry => $"{entry.Expression} => {entry.Actual}, expected {entry.Expected}");
        Assert.Empty(wrong);
    }

    private static string Text(JsonObject row, string name) =>
        row.TryGetPropertyValue(name, out var value) ? value?.ToJsonString() ?? "null" : "undefined";

    private static bool Same(string expected, string actual)
    {
        if (expected == "undefined" || actual == "undefined")
            return expected == actual;
        var (left, right) = (JsonNode.Parse(expected), JsonNode.Parse(actual));
        if (left is JsonValue one && right is JsonValue two && one.TryGetValue(out double a) && two.TryGetValue(out double b))
            return Math.Abs(a - b) <= 1e-12 * Math.Max(1, Math.Abs(a));
        return JsonNode.DeepEquals(left, right);
    }
}
