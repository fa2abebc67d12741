using Serverless.LocalCosmos.Sql.Values;

namespace Serverless.LocalCosmos.Sql.Evaluation;

/// <summary>Computes an expression from the values of the aliases, each in the slot that compiling gave it.</summary>
internal delegate Value Evaluator(Value[] slots);

/// <summary>As <see cref="Evaluator"/>, for what can only be true, false or undefined.</summary>
internal delegate Truth Condition(Value[] slots);

/// <summary>A compiled expression, in the two forms in which it may be wanted.</summary>
internal sealed class Operand
{
    private Operand(Evaluator evaluate, Condition test, bool isConstant)
    {
        Evaluate = evaluate;
        Test = test;
        IsConstant = isConstant;
    }

    public Evaluator Evaluate { get; }

    public Condition Test { get; }

    public bool IsConstant { get; }

    public Value Constant => IsConstant ? Evaluate([]) : throw new InvalidOperationException("The expression depends on the row.");

    public static Operand OfConstant(Value value)
    {
        var view = value.AsView();
        var truth = Truths.Of(view);
        return new Operand(_ => view, _ => truth, true);
    }

    public static Operand Of(Evaluator evaluate) => new(evaluate, slots => Truths.Of(evaluate(slots)), false);

    public static Operand Of(Condition test) => new(slots => Truths.ToValue(test(slots)), test, false);

    /// <summary>The operand itself, or its value if it depends on constants only.</summary>
    public Operand Folded(params ReadOnlySpan<Operand> parts)
    {
        foreach (var part in parts)
        {
            if (!part.IsConstant) return this;
        }

        return OfConstant(Evaluate([]));
    }
}
