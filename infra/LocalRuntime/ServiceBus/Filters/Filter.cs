using System.Collections.Immutable;
using Serverless.LocalRuntime.ServiceBus.Filters.Evaluation;
using Serverless.LocalRuntime.ServiceBus.Filters.Syntax;
using Serverless.LocalRuntime.ServiceBus.Messages;
using Serverless.LocalRuntime.ServiceBus.Topology;

namespace Serverless.LocalRuntime.ServiceBus.Filters;

internal sealed record TrueFilter : Filter
{
    public static readonly TrueFilter Instance = new();

    public override bool Matches(MessageView message) => true;
}

internal sealed record FalseFilter : Filter
{
    public static readonly FalseFilter Instance = new();

    public override bool Matches(MessageView message) => false;
}

/// <summary>Every value that is set here must be equal in the message.</summary>
internal sealed record CorrelationFilter : Filter
{
    public string? CorrelationId { get; init; }

    public string? MessageId { get; init; }

    public string? To { get; init; }

    public string? ReplyTo { get; init; }

    public string? Subject { get; init; }

    public string? SessionId { get; init; }

    public string? ReplyToSessionId { get; init; }

    public string? ContentType { get; init; }

    public ImmutableDictionary<string, object?> Properties { get; init; } = ImmutableDictionary<string, object?>.Empty;

    /// <summary>Nothing is set, which the service does not allow.</summary>
    public bool IsEmpty => Properties.IsEmpty
        && (CorrelationId ?? MessageId ?? To ?? ReplyTo ?? Subject ?? SessionId ?? ReplyToSessionId ?? ContentType) is null;

    public override bool Matches(MessageView message) =>
        IsMet(CorrelationId, message.CorrelationId)
        && IsMet(MessageId, message.MessageId)
        && IsMet(To, message.To)
        && IsMet(ReplyTo, message.ReplyTo)
        && IsMet(Subject, message.Subject)
        && IsMet(SessionId, message.SessionId)
        && IsMet(ReplyToSessionId, message.ReplyToSessionId)
        && IsMet(ContentType, message.ContentType)
        && Properties.All(wanted => Comparison.AreEqual(Values.Of(wanted.Value), message.Value(wanted.Key)) == true);

    private static bool IsMet(string? wanted, string? actual) => wanted is null || wanted == actual;
}

/// <summary>
/// A condition in the SQL-like language of Service Bus. A message matches when the condition is true; whatever cannot be
/// decided, because a property is missing or of a type that the operator does not take, is unknown and so does not match.
/// </summary>
internal sealed record SqlFilter : Filter
{
    private readonly Predicate _predicate;

    private SqlFilter(string expression, Predicate predicate)
    {
        Expression = expression;
        _predicate = predicate;
    }

    public string Expression { get; }

    /// <param name="expression">At most 1,024 characters.</param>
    /// <param name="parameters">Values by name, with or without the leading <c>@</c>.</param>
    /// <exception cref="FilterSyntaxException"/>
    public static SqlFilter Parse(string expression, IReadOnlyDictionary<string, object?>? parameters = null) =>
        new(expression, new Parser(expression, parameters).Condition());

    public override bool Matches(MessageView message) => _predicate.Test(message) == true;
}
