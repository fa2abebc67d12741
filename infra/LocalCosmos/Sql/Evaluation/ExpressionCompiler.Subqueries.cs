using Serverless.LocalCosmos.Sql.Syntax;
using Serverless.LocalCosmos.Sql.Values;

namespace Serverless.LocalCosmos.Sql.Evaluation;

internal sealed partial class ExpressionCompiler
{
    /// <exception cref="SqlException">The subquery has a clause that only a whole statement may have.</exception>
    public static void CheckSubquery(SqlQuery query)
    {
        if (query.Select.Top is { } top) throw SemanticErrors.TopInSubquery(top.Span);
        if (query.OrderBy is [{ Expression: var first }, ..]) throw SemanticErrors.OrderByInSubquery(first.Span);
        if (query.OffsetLimit is { } page) throw SemanticErrors.OffsetInSubquery(page.Offset.Span);
    }

    public Block CompileSubquery(SqlQuery query, Scope scope)
    {
        CheckSubquery(query);
        return new BlockCompiler(this).Compile(query, scope);
    }

    private Operand CompileScalar(ScalarSubquery subquery, Scope scope)
    {
        var block = CompileSubquery(subquery.Query, scope);
        if (block.MayGiveSeveral) throw SemanticErrors.SeveralRows(subquery.Span);
        return Operand.Of(slots =>
        {
            foreach (var value in block.Results(slots)) return value;
            return Value.Undefined;
        });
    }

    private Operand CompileExists(Exists exists, Scope scope)
    {
        var block = CompileSubquery(exists.Query, scope);
        return Operand.Of(slots =>
        {
            foreach (var _ in block.Results(slots)) return Truth.True;
            return Truth.False;
        });
    }

    private Operand CompileArraySubquery(ArraySubquery subquery, Scope scope)
    {
        var block = CompileSubquery(subquery.Query, scope);
        return Operand.Of(slots => Value.Of(block.Results(slots).ToArray()));
    }
}
