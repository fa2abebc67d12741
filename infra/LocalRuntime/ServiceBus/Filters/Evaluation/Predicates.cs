using Serverless.LocalRuntime.ServiceBus.Messages;

namespace Serverless.LocalRuntime.ServiceBus.Filters.Evaluation;

/// <summary>
/// Is true, false or, as null, unknown. The operators of C# on such values follow the documented tables; the right side is
/// not looked at where the left one decides, and so cannot fail.
/// </summary>
internal abstract record Predicate : Node
{
    public abstract bool? Test(MessageView message);
}

internal sealed record OrPredicate(Predicate Left, Predicate Right) : Predicate
{
    public override bool? Test(MessageView message) => Left.Test(message) is var left && left == true ? true : left | Right.Test(message);
}

internal sealed record AndPredicate(Predicate Left, Predicate Right) : Predicate
{
    public override bool? Test(MessageView message) => Left.Test(message) is var left && left == false ? false : left & Right.Test(message);
}

internal sealed record NotPredicate(Predicate Operand) : Predicate
{
    public override bool? Test(MessageView message) => !Operand.Test(message);
}

internal sealed record ComparisonPredicate(Expression Left, ComparisonOperator Operator, Expression Right) : Predicate
{
    public override bool? Test(MessageView message) => Comparison.Test(Left.Evaluate(message), Operator, Right.Evaluate(message));
}

/// <summary>Of a property that is missing as well as of one that is null.</summary>
internal sealed record IsNullPredicate(Expression Operand) : Predicate
{
    public override bool? Test(MessageView message) => Operand.Evaluate(message) is null;
}

internal sealed record ExistsPredicate(PropertyReference Property) : Predicate
{
    public override bool? Test(MessageView message) => Property.Exists(message);
}

/// <summary>Equal to one of the items, as if each were compared and the results joined by OR.</summary>
internal sealed record InPredicate(Expression Left, IReadOnlyList<Expression> Items) : Predicate
{
    public override bool? Test(MessageView message)
    {
        var value = Left.Evaluate(message);
        return Items.Aggregate((bool?)false, (found, item) => found | Comparison.AreEqual(value, item.Evaluate(message)));
    }
}

internal sealed record LikePredicate(Expression Text, Expression Pattern, Expression? Escape) : Predicate
{
    public override bool? Test(MessageView message)
    {
        var escape = Escape?.Evaluate(message);
        if (Escape is not null && escape is not string { Length: 1 })
            return null;
        return Text.Evaluate(message) is string text && Pattern.Evaluate(message) is string pattern
            ? LikePattern.Matches(text, pattern, ((string?)escape)?[0])
            : null;
    }
}
