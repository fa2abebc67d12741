using Serverless.LocalCosmos.Sql;
using Serverless.Unit.Sql.Functions;
using Serverless.Unit.Sql.Plan;

namespace Serverless.Unit.Sql.Evaluation;

/// <summary>Expressions give what the service's own code gives, which folds constants in the planner that the SDK ships.</summary>
public sealed class ExpressionOracleTests
{
    private const int Rounds = 20_000;

    [OracleFact]
    public void Random_expressions_give_what_the_service_gives()
    {
        var expressions = new ConstantExpressions(new Random(3));
        var differences = new List<string>();
        var compared = 0;
        for (var round = 0; round < Rounds && differences.Count < 40; round++)
        {
            var expression = expressions.Next();
            if (NativeEvaluator.ArrayOf(expression) is not { } theirs) continue;
            compared++;
            if (Difference(expression, theirs) is { } difference) differences.Add(difference);
        }

        Assert.True(differences.Count == 0, string.Join('\n', differences));
        Assert.InRange(compared, Rounds / 2, Rounds);
    }

    private static string? Difference(string expression, string theirs)
    {
        string ours;
        try
        {
            ours = Evaluate.Json($"[{expression}]")!;
        }
        catch (SqlException error)
        {
            ours = error.Message;
        }

        return ours.StartsWith('[') && Agreement.Holds(Agreement.Read(ours), Agreement.Read(theirs))
            ? null
            : $"{expression}\n    ours   {ours}\n    theirs {theirs}";
    }
}
