using Serverless.LocalCosmos.Sql.Syntax;

namespace Serverless.LocalCosmos.Sql.Evaluation;

/// <summary>Walks an expression without entering its subqueries.</summary>
internal static class Subexpressions
{
    public static bool Any(SqlExpression expression, Func<SqlExpression, bool> predicate) =>
        predicate(expression) || Of(expression).Any(part => Any(part, predicate));

    public static bool IsSubquery(SqlExpression expression) => expression is ScalarSubquery or Exists or ArraySubquery;

    private static IEnumerable<SqlExpression> Of(SqlExpression expression) => expression switch
    {
        Member member => [member.Target, member.Step],
        Unary unary => [unary.Operand],
        Binary binary => [binary.Left, binary.Right],
        In list => list.Items.Prepend(list.Operand),
        Between between => [between.Operand, between.Low, between.High],
        Like like => [like.Operand, like.Pattern],
        Conditional conditional => [conditional.Test, conditional.WhenTrue, conditional.WhenFalse],
        FunctionCall call => call.Arguments,
        ObjectConstructor constructor => constructor.Properties.Select(p => p.Value),
        ArrayConstructor constructor => constructor.Items,
        _ => [],
    };
}
