using Serverless.LocalCosmos.Sql.Values;

namespace Serverless.LocalCosmos.Sql.Syntax;

/// <summary>Walks expressions without entering their subqueries, which have names and aggregates of their own.</summary>
internal static class SyntaxTree
{
    public static IEnumerable<SqlExpression> Children(SqlExpression expression) => expression switch
    {
        Member member => [member.Target, member.Step],
        Unary unary => [unary.Operand],
        Binary binary => [binary.Left, binary.Right],
        In membership => membership.Items.Prepend(membership.Operand),
        Between between => [between.Operand, between.Low, between.High],
        Like like => [like.Operand, like.Pattern],
        Conditional conditional => [conditional.Test, conditional.WhenTrue, conditional.WhenFalse],
        FunctionCall call => call.Arguments,
        ObjectConstructor constructor => constructor.Properties.Select(property => property.Value),
        ArrayConstructor constructor => constructor.Items,
        _ => [],
    };

    /// <summary>The query inside a subquery expression; null for any other expression.</summary>
    public static SqlQuery? Subquery(SqlExpression expression) => expression switch
    {
        ScalarSubquery scalar => scalar.Query,
        Exists exists => exists.Query,
        ArraySubquery array => array.Query,
        _ => null,
    };

    public static IReadOnlyList<SqlExpression> Selected(SelectSpec spec) => spec switch
    {
        SelectValue value => [value.Expression],
        SelectList list => [.. list.Items.Select(item => item.Expression)],
        _ => [],
    };

    /// <summary>Whether <paramref name="predicate"/> holds anywhere in the expression, itself included.</summary>
    public static bool Any(SqlExpression expression, Func<SqlExpression, bool> predicate)
    {
        StackGuard.Check();
        if (predicate(expression)) return true;
        // No LINQ here: a deep tree would put several frames on the stack for each of its levels.
        foreach (var child in Children(expression))
        {
            if (Any(child, predicate)) return true;
        }

        return false;
    }

    /// <summary>A path below an alias as policies write it, such as <c>/a/b</c>; empty for what is no path.</summary>
    public static string PolicyPath(SqlExpression expression)
    {
        var names = new Stack<string>();
        for (; expression is Member member; expression = member.Target)
            names.Push(member.Step is Literal { Value.Kind: ValueKind.String } name ? name.Value.AsString : "[]");
        return expression is Identifier && names.Count > 0 ? "/" + string.Join('/', names) : "";
    }

    public static bool Same(SqlExpression left, SqlExpression right) =>
        left.GetType() == right.GetType() && SqlPrinter.Print(left) == SqlPrinter.Print(right);
}
