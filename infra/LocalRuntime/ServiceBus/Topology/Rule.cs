using Serverless.LocalRuntime.ServiceBus.Filters;
using Serverless.LocalRuntime.ServiceBus.Messages;

namespace Serverless.LocalRuntime.ServiceBus.Topology;

/// <summary>What a subscription lets through, and what becomes of it. Without an action the message is copied as it is.</summary>
internal sealed record Rule(string Name, Filter Filter, RuleAction? Action = null)
{
    public const string DefaultName = "$Default";

    public static readonly Rule Everything = new(DefaultName, TrueFilter.Instance);
}

/// <summary>A condition on a message. One that cannot be evaluated throws <see cref="FilterException"/>.</summary>
internal abstract record Filter
{
    public abstract bool Matches(MessageView message);
}

/// <summary>Changes the copy that a rule lets through. One that cannot be applied throws <see cref="FilterException"/>.</summary>
internal abstract record RuleAction
{
    public abstract MessageView Apply(MessageView message);
}

/// <summary>A filter or an action failed on a message, for instance because it divides by zero.</summary>
internal sealed class FilterException(string message, Exception? inner = null) : Exception(message, inner);
