using Serverless.LocalCosmos.Sql.Evaluation;
using Serverless.LocalCosmos.Sql.Syntax;
using Serverless.LocalCosmos.Sql.Values;

namespace Serverless.Unit.Sql.Evaluation;

/// <summary>Runs statements.</summary>
internal static class Run
{
    public static DateTimeOffset Now { get; } = new(2024, 10, 14, 14, 20, 30, 666, TimeSpan.Zero);

    /// <summary>The JSON text of each result.</summary>
    public static IEnumerable<string> Texts(string statement, IEnumerable<Value> documents, params (string Name, string Json)[] parameters) =>
        Compile(statement, parameters).Run(documents).Select(v => v.ToString());

    /// <summary>The JSON array of the results.</summary>
    public static string Json(string statement, string documents = "[]", params (string Name, string Json)[] parameters) =>
        $"[{string.Join(',', Texts(statement, Value.Parse(documents).Elements(), parameters))}]";

    public static CompiledQuery Compile(string statement, params (string Name, string Json)[] parameters) =>
        CompiledQuery.Compile(SqlParser.Parse(statement), parameters.ToDictionary(p => p.Name, p => Value.Parse(p.Json)), Now);
}
