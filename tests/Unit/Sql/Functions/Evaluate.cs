using Serverless.LocalCosmos.Sql.Evaluation;
using Serverless.LocalCosmos.Sql.Syntax;
using Serverless.LocalCosmos.Sql.Values;

namespace Serverless.Unit.Sql.Functions;

/// <summary>Runs one expression, alone or over an item that it calls c.</summary>
internal static class Evaluate
{
    private static readonly Dictionary<string, Value> NoParameters = [];

    public static DateTimeOffset Now { get; } = new(2024, 10, 14, 14, 20, 30, 666, TimeSpan.Zero);

    /// <summary>The JSON text of the result; null when it is undefined.</summary>
    public static string? Json(string expression) => Run($"SELECT VALUE {expression}", []);

    public static string? Over(string item, string expression) => Run($"SELECT VALUE {expression} FROM c", [Value.Parse(item)]);

    private static string? Run(string statement, Value[] items)
    {
        var results = CompiledQuery.Compile(SqlParser.Parse(statement), NoParameters, Now).Run(items).ToArray();
        return results is [] ? null : Assert.Single(results).ToString();
    }
}
