using Serverless.LocalCosmos.Sql.Syntax;

namespace Serverless.LocalCosmos.Sql.Evaluation;

/// <summary>
/// What the expressions of a statement that aggregates may refer to: its group keys and its aggregates. Each has a slot,
/// which is filled once per group.
/// </summary>
internal sealed class Grouping(IReadOnlyList<GroupKey> keys, bool isOrder = false)
{
    private readonly List<AggregateCall> _aggregates = [];

    public IReadOnlyList<GroupKey> Keys { get; } = keys;

    public IReadOnlyList<AggregateCall> Aggregates => _aggregates;

    public SqlException NotGrouped(string path, TextSpan span) =>
        isOrder ? SemanticErrors.NotGroupedOrder(path, span) : SemanticErrors.NotGrouped(path, span);

    public void Add(AggregateCall aggregate) => _aggregates.Add(aggregate);

    public bool TryKey(SqlExpression expression, out int slot)
    {
        slot = -1;
        if (Keys.Count == 0) return false;
        var text = SqlPrinter.Print(expression);
        foreach (var key in Keys)
        {
            if (key.Text != text) continue;
            slot = key.Slot;
            return true;
        }

        return false;
    }
}

/// <param name="Text">The canonical text by which the same expression is recognised elsewhere.</param>
internal sealed record GroupKey(string Text, Evaluator Evaluate, int Slot);

internal sealed record AggregateCall(AggregateKind Kind, Evaluator Argument, int Slot);
