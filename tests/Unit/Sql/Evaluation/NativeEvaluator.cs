using System.Text.Json;
using Serverless.Unit.Sql.Plan;

namespace Serverless.Unit.Sql.Evaluation;

/// <summary>
/// The service's own evaluation of a constant expression. Its planner folds constants before it looks for filters on the
/// partition key, so the plan of <c>WHERE c.pk = ToString([expression])</c> names the value.
/// </summary>
internal static class NativeEvaluator
{
    private static readonly string[][] Key = [["pk"]];

    /// <summary>
    /// The JSON text of an array of the value, empty when it is undefined; null when the planner refuses the expression or
    /// leaves it for later, as it does with LIKE and regular expressions.
    /// </summary>
    public static string? ArrayOf(string expression)
    {
        var answer = NativePlanner.Plan($"SELECT * FROM c WHERE c.pk = ToString([{expression}])", [], Key);
        if (!answer.IsPlan || answer.IsEmpty) return null;
        var min = answer.Json.GetProperty("queryRanges")[0].GetProperty("min");
        return min.GetArrayLength() == 1 ? min[0].GetString() : null;
    }
}
