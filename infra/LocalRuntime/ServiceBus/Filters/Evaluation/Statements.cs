using Serverless.LocalRuntime.ServiceBus.Messages;

namespace Serverless.LocalRuntime.ServiceBus.Filters.Evaluation;

/// <summary>One step of an action.</summary>
internal abstract record Statement
{
    public abstract MessageView Apply(MessageView message);
}

internal sealed record SetStatement(PropertyReference Target, Expression Value) : Statement
{
    public override MessageView Apply(MessageView message) => Target.Set(message, Value.Evaluate(message));
}

internal sealed record RemoveStatement(PropertyReference Target) : Statement
{
    public override MessageView Apply(MessageView message) => Target.Remove(message);
}
