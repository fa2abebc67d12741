using Serverless.LocalRuntime.ServiceBus.Filters.Evaluation;
using Serverless.LocalRuntime.ServiceBus.Filters.Syntax;
using Serverless.LocalRuntime.ServiceBus.Messages;
using Serverless.LocalRuntime.ServiceBus.Topology;

namespace Serverless.LocalRuntime.ServiceBus.Filters;

/// <summary>Changes the copy of a message that a rule puts into its subscription: <c>SET a = b + 1; REMOVE c</c>.</summary>
internal sealed record SqlAction : RuleAction
{
    private readonly IReadOnlyList<Statement> _statements;

    private SqlAction(string expression, IReadOnlyList<Statement> statements)
    {
        Expression = expression;
        _statements = statements;
    }

    public string Expression { get; }

    /// <param name="expression">At most 1,024 characters, and 32 statements.</param>
    /// <param name="parameters">Values by name, with or without the leading <c>@</c>.</param>
    /// <exception cref="FilterSyntaxException"/>
    public static SqlAction Parse(string expression, IReadOnlyDictionary<string, object?>? parameters = null) =>
        new(expression, new Parser(expression, parameters).Statements());

    public override MessageView Apply(MessageView message) => _statements.Aggregate(message, (changed, statement) => statement.Apply(changed));
}
