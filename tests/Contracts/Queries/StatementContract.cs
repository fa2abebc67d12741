using System.Text.Json.Nodes;
using Microsoft.Azure.Cosmos;
using Serverless.Contracts.Backends;
using Serverless.Contracts.Running;

namespace Serverless.Contracts.Queries;

/// <summary>Whole statements: every case of statements.txt in one page, in small pages, and page by page by new iterators.</summary>
public abstract class StatementContract(Backend backend) : CorpusContract(backend)
{
    public static TheoryData<string> Statements => CaseFile.Names("statements.txt");

    public static TheoryData<string> Refused => CaseFile.Names("refused.txt");

    [ContractTheory]
    [MemberData(nameof(Statements))]
    public async Task Statements_answer(string name)
    {
        var lines = CaseFile.Read("statements.txt")[name];
        var (statement, expected) = (lines[0], lines[^1]);
        var key = lines.Length == 3 ? lines[1][2..] : null;
        var container = await CorpusAsync();

        foreach (var pageSize in (int[])[-1, 1, 3])
        {
            var rows = await container.GetItemQueryIterator<JsonNode?>(
                statement, requestOptions: Feeds.In(key, pageSize)).DrainAsync();
            AssertRows(expected, rows, $"pages of {pageSize}");
        }
    }

    [ContractTheory]
    [MemberData(nameof(Refused))]
    public async Task Refused_statements_answer_400_and_name_the_reason(string name)
    {
        var lines = CaseFile.Read("refused.txt")[name];
        var container = await CorpusAsync();
        foreach (var key in (string?[])[null, "a"])
        {
            var exception = await Expect.BadRequestAsync(() => container.QueryAsync(lines[0], key));
            Assert.Contains(lines[1], exception.Message, StringComparison.Ordinal);
        }
    }

    internal static void AssertRows(string expected, IReadOnlyList<JsonNode?> rows, string how)
    {
        var wanted = JsonNode.Parse(expected[2..])!.AsArray();
        var actual = new JsonArray([.. rows.Select(row => row is JsonObject item ? Json.WithoutSystemProperties(item) : row?.DeepClone())]);
        var same = expected[0] == '=' ? JsonNode.DeepEquals(wanted, actual) : SameBag(wanted, actual);
        Assert.True(same, $"In {how}\nexpected {expected}\nactual     {actual.ToJsonString()}");
    }

    private static bool SameBag(JsonArray expected, JsonArray actual)
    {
        var rest = actual.ToList();
        return expected.Count == actual.Count
            && expected.All(row => rest.FindIndex(other => JsonNode.DeepEquals(row, other)) is >= 0 and var at && Take(at));

        bool Take(int index)
        {
            rest.RemoveAt(index);
            return true;
        }
    }
}
