using Serverless.LocalCosmos.Sql.Syntax;
using Serverless.LocalCosmos.Sql.Values;

namespace Serverless.LocalCosmos.Sql.Evaluation;

/// <summary>Turns expressions into delegates, folding what depends on constants and parameters only.</summary>
internal sealed partial class ExpressionCompiler(CompilationContext context)
{
    public CompilationContext Context { get; } = context;

    /// <exception cref="SqlException">The expression has no meaning in this scope.</exception>
    public Operand Compile(SqlExpression expression, Scope scope)
    {
        if (TryGroupKey(expression, scope, out var key)) return key;
        return expression switch
        {
            Literal literal => Operand.OfConstant(literal.Value),
            Parameter parameter => CompileParameter(parameter),
            Identifier identifier => CompileIdentifier(identifier, scope),
            Member member => CompilePath(member, scope),
            Unary unary => CompileUnary(unary, scope),
            Binary binary => CompileBinary(binary, scope),
            In list => CompileIn(list, scope),
            Between between => CompileBetween(between, scope),
            Like like => CompileLike(like, scope),
            Conditional conditional => CompileConditional(conditional, scope),
            FunctionCall call => CompileCall(call, scope),
            ObjectConstructor constructor => CompileObject(constructor, scope),
            ArrayConstructor constructor => CompileArray(constructor, scope),
            ScalarSubquery subquery => CompileScalar(subquery, scope),
            Exists exists => CompileExists(exists, scope),
            ArraySubquery subquery => CompileArraySubquery(subquery, scope),
            _ => throw new ArgumentOutOfRangeException(nameof(expression)),
        };
    }

    public Operand[] CompileAll(IEnumerable<SqlExpression> expressions, Scope scope) =>
        [.. expressions.Select(e => Compile(e, scope))];

    private static bool TryGroupKey(SqlExpression expression, Scope scope, out Operand key)
    {
        for (var at = scope; at is not null; at = at.Parent)
        {
            if (at.Grouping is not { } grouping || !grouping.TryKey(expression, out var slot)) continue;
            key = Operand.Of(slots => slots[slot]);
            return true;
        }

        key = null!;
        return false;
    }

    private Operand CompileParameter(Parameter parameter) => Context.Parameters.TryGetValue(parameter.Name, out var value)
        ? Operand.OfConstant(value)
        : throw SemanticErrors.UnknownParameter(parameter.Name, parameter.Span);

    private Operand CompileConditional(Conditional conditional, Scope scope)
    {
        var test = Compile(conditional.Test, scope);
        var whenTrue = Compile(conditional.WhenTrue, scope);
        var whenFalse = Compile(conditional.WhenFalse, scope);
        return Choice(test, whenTrue, whenFalse);
    }

    private static Operand Choice(Operand test, Operand whenTrue, Operand whenFalse)
    {
        if (test.IsConstant) return test.Constant.IsTrue ? whenTrue : whenFalse;
        var (condition, first, second) = (test.Test, whenTrue.Evaluate, whenFalse.Evaluate);
        return Operand.Of(slots => condition(slots) == Truth.True ? first(slots) : second(slots));
    }
}
