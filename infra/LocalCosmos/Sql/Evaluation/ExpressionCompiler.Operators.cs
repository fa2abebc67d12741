using Serverless.LocalCosmos.Sql.Syntax;
using Serverless.LocalCosmos.Sql.Values;

namespace Serverless.LocalCosmos.Sql.Evaluation;

internal sealed partial class ExpressionCompiler
{
    private Operand CompileUnary(Unary unary, Scope scope)
    {
        var operand = Compile(unary.Operand, scope);
        var (evaluate, test) = (operand.Evaluate, operand.Test);
        var result = unary.Operator switch
        {
            UnaryOperator.Not => Operand.Of(slots => Truths.Not(test(slots))),
            UnaryOperator.Minus => Operand.Of(slots => Arithmetic.Negate(evaluate(slots))),
            UnaryOperator.Plus => Operand.Of(slots => evaluate(slots) is { Kind: ValueKind.Number } number ? number : Value.Undefined),
            UnaryOperator.BitwiseNot => Operand.Of(slots => Arithmetic.Apply(evaluate(slots), n => ~Arithmetic.ToInt32(n))),
            _ => throw new ArgumentOutOfRangeException(nameof(unary)),
        };
        return result.Folded(operand);
    }

    private Operand CompileBinary(Binary binary, Scope scope)
    {
        if (binary.Operator is BinaryOperator.And or BinaryOperator.Or) return CompileChain(binary, scope);
        var left = Compile(binary.Left, scope);
        var right = Compile(binary.Right, scope);
        var result = binary.Operator switch
        {
            BinaryOperator.Coalesce => Coalesce(left, right),
            BinaryOperator.Concat => Operand.Of(Concatenation(left.Evaluate, right.Evaluate)),
            _ when Comparisons.Find(binary.Operator) is { } => Operand.Of(Comparisons.Of(binary.Operator, left, right)),
            _ => Operand.Of(Arithmetic.Of(binary.Operator, left.Evaluate, right.Evaluate)),
        };
        return result.Folded(left, right);
    }

    // A chain of a thousand ORs is one loop, not a thousand nested calls.
    private Operand CompileChain(Binary binary, Scope scope)
    {
        var parts = Chain(binary, binary.Operator).Select(part => Compile(part, scope)).ToArray();
        var conditions = parts.Select(part => part.Test).ToArray();
        var decisive = binary.Operator == BinaryOperator.And ? Truth.False : Truth.True;
        return Operand.Of(Decide(conditions, decisive)).Folded(parts);
    }

    /// <summary>The operands of a chain of one operator, from left to right.</summary>
    public static IReadOnlyList<SqlExpression> Chain(SqlExpression expression, BinaryOperator chained)
    {
        var parts = new List<SqlExpression>();
        var open = new Stack<SqlExpression>([expression]);
        while (open.TryPop(out var part))
        {
            if (part is not Binary binary || binary.Operator != chained)
            {
                parts.Add(part);
                continue;
            }

            open.Push(binary.Right);
            open.Push(binary.Left);
        }

        return parts;
    }

    /// <summary>AND, for which false is decisive, and OR, for which true is.</summary>
    public static Condition Decide(Condition[] conditions, Truth decisive)
    {
        var otherwise = Truths.Not(decisive);
        if (conditions is [var first, var second])
        {
            return slots =>
            {
                var truth = first(slots);
                if (truth == decisive) return decisive;
                var other = second(slots);
                return other == decisive || truth == otherwise ? other : Truth.Undefined;
            };
        }

        return slots =>
        {
            var result = otherwise;
            foreach (var condition in conditions)
            {
                var truth = condition(slots);
                if (truth == decisive) return decisive;
                if (truth == Truth.Undefined) result = Truth.Undefined;
            }

            return result;
        };
    }

    private static Operand Coalesce(Operand left, Operand right)
    {
        var (first, second) = (left.Evaluate, right.Evaluate);
        return Operand.Of(slots => first(slots) is { IsUndefined: false } value ? value : second(slots));
    }

    private static Evaluator Concatenation(Evaluator left, Evaluator right) => slots =>
    {
        var (first, second) = (left(slots), right(slots));
        return first.Kind == ValueKind.String && second.Kind == ValueKind.String
            ? Value.Of(first.AsString + second.AsString)
            : Value.Undefined;
    };

    private Operand CompileIn(In list, Scope scope)
    {
        var operand = Compile(list.Operand, scope);
        var items = CompileAll(list.Items, scope);
        var evaluate = operand.Evaluate;
        Condition test;
        if (items.All(i => i.IsConstant))
        {
            var values = items.Select(i => i.Constant).Where(v => !v.IsUndefined).ToHashSet();
            test = slots => evaluate(slots) is { IsUndefined: false } value ? Truths.Of(values.Contains(value)) : Truth.Undefined;
        }
        else
        {
            var evaluators = items.Select(i => i.Evaluate).ToArray();
            test = slots => Contains(evaluate(slots), evaluators, slots);
        }

        var result = list.Negated ? Operand.Of(slots => Truths.Not(test(slots))) : Operand.Of(test);
        return result.Folded([operand, .. items]);
    }

    private static Truth Contains(in Value value, Evaluator[] items, Value[] slots)
    {
        if (value.IsUndefined) return Truth.Undefined;
        foreach (var item in items)
        {
            if (value.Equals(item(slots))) return Truth.True;
        }

        return Truth.False;
    }

    private Operand CompileBetween(Between between, Scope scope)
    {
        var operand = Compile(between.Operand, scope);
        var low = Compile(between.Low, scope);
        var high = Compile(between.High, scope);
        var test = Decide(
            [Comparisons.Of(BinaryOperator.GreaterOrEqual, operand, low), Comparisons.Of(BinaryOperator.LessOrEqual, operand, high)],
            Truth.False);
        var result = between.Negated ? Operand.Of(slots => Truths.Not(test(slots))) : Operand.Of(test);
        return result.Folded(operand, low, high);
    }

    private Operand CompileLike(Like like, Scope scope)
    {
        if (like.Escape is { Length: not 1 } escape) throw SemanticErrors.BadEscape(escape, like.Span);
        var operand = Compile(like.Operand, scope);
        var pattern = Compile(like.Pattern, scope);
        var test = LikePattern.Test(operand.Evaluate, pattern, like.Escape?[0]);
        var result = like.Negated ? Operand.Of(slots => Truths.Not(test(slots))) : Operand.Of(test);
        return result.Folded(operand, pattern);
    }
}
