using Serverless.LocalCosmos.Sql.Evaluation;
using Serverless.LocalCosmos.Sql.Syntax;
using Serverless.LocalCosmos.Sql.Values;

namespace Serverless.Unit.Sql.Functions;

internal static class Evaluate
{
    public static string? Json(string expression)
    {
        var query = SqlParser.Parse("SELECT VALUE " + expression);
        var results = CompiledQuery.Compile(query, new Dictionary<string, Value>(), DateTimeOffset.UnixEpoch).Run([]).ToArray();
        return results is [var only] ? only.ToString() : null;
    }
}
