using Serverless.LocalRuntime.ServiceBus.Messages;

namespace Serverless.LocalRuntime.ServiceBus.Filters.Evaluation;

/// <summary>A part of a condition or an action.</summary>
internal abstract record Node;

/// <summary>Has a value, see <see cref="Values"/>.</summary>
internal abstract record Expression : Node
{
    public abstract object? Evaluate(MessageView message);
}

internal sealed record Constant(object? Value) : Expression
{
    public override object? Evaluate(MessageView message) => Value;
}

internal sealed record BinaryExpression(Expression Left, char Symbol, Expression Right) : Expression
{
    public override object? Evaluate(MessageView message) => Arithmetic.Apply(Left.Evaluate(message), Symbol, Right.Evaluate(message));
}

internal sealed record SignedExpression(Expression Operand, bool IsNegative) : Expression
{
    public override object? Evaluate(MessageView message)
    {
        var value = Operand.Evaluate(message);
        return IsNegative ? Arithmetic.Negate(value) : value is TimeSpan || Values.IsNumber(value) ? value : null;
    }
}

internal sealed record NewIdFunction : Expression
{
    public override object? Evaluate(MessageView message) => Guid.NewGuid();
}

/// <summary>An application property whose name is the value of an expression.</summary>
internal sealed record PropertyFunction(Expression Name) : Expression
{
    public override object? Evaluate(MessageView message) => Name.Evaluate(message) is string name ? message.Value(name) : null;
}
