using System.Text;
using Serverless.LocalCosmos.Sql.Syntax;
using Serverless.LocalCosmos.Sql.Values;

namespace Serverless.LocalCosmos.Sql.Evaluation;

internal sealed partial class ExpressionCompiler
{
    /// <summary>Follows constant steps from a value: names as UTF-8, indexes as numbers.</summary>
    public static Evaluator Follow(Evaluator start, IReadOnlyList<PathStep> steps)
    {
        if (steps is [{ Name: { } only }]) return slots => start(slots).Property(only);
        PathStep[] path = [.. steps];
        return slots =>
        {
            var value = start(slots);
            foreach (var step in path) value = step.From(value);
            return value;
        };
    }

    private static Operand CompileIdentifier(Identifier identifier, Scope scope) =>
        Operand.Of(Slot(Resolve(identifier, identifier, scope)));

    private static Evaluator Slot(int slot) => slots => slots[slot];

    private static int Resolve(Identifier root, SqlExpression reference, Scope scope)
    {
        if (!scope.TryResolve(root.Name, out var slot, out var owner)) throw SemanticErrors.UnknownName(root.Name, root.Span);
        if (owner.Grouping is { } grouping) throw grouping.NotGrouped(SqlPrinter.Print(reference), reference.Span);
        return slot;
    }

    /// <summary>
    /// The plan of a statement that is grouped and ordered selects the <c>_rid</c> beside the groups. Any of the group's
    /// will do; the smallest is the same on every page.
    /// </summary>
    private Operand? TryRid(Member path, Identifier root, Scope scope)
    {
        if (path.Step is not Literal { Value: { Kind: ValueKind.String } name } || name.AsString != "_rid") return null;
        if (!scope.TryResolve(root.Name, out _, out var owner) || owner.Grouping is not { Keys.Count: > 0 } grouping) return null;
        var slot = Context.NewSlot();
        grouping.Add(new AggregateCall(AggregateKind.Min, Compile(path, owner.Ungrouped).Evaluate, slot));
        return Operand.Of(slots => slots[slot]);
    }

    private Operand CompilePath(Member path, Scope scope)
    {
        var steps = new List<PathStep>();
        SqlExpression root = path;
        while (root is Member member && !TryGroupKey(member, scope, out _))
        {
            steps.Add(PathStep.Of(Compile(member.Step, scope).Constant));
            root = member.Target;
        }

        steps.Reverse();
        if (root is Identifier identifier && !TryGroupKey(identifier, scope, out _))
        {
            if (path.Target == identifier && TryRid(path, identifier, scope) is { } rid) return rid;
            var slot = Resolve(identifier, path, scope);
            return steps is [{ Name: { } name }]
                ? Operand.Of(slots => slots[slot].Property(name))
                : Operand.Of(Follow(Slot(slot), steps));
        }

        var start = Compile(root, scope);
        return Operand.Of(Follow(start.Evaluate, steps)).Folded(start);
    }
}

/// <summary>One constant step of a path; one that is neither a name nor an index leads nowhere.</summary>
internal sealed class PathStep
{
    private readonly int _index = -1;

    private PathStep(Value step)
    {
        if (step.Kind == ValueKind.String) Name = Encoding.UTF8.GetBytes(step.AsString);
        else if (step.Kind == ValueKind.Number && step.AsNumber is >= 0 and <= int.MaxValue and var index && index == (int)index) _index = (int)index;
    }

    public byte[]? Name { get; }

    public static PathStep Of(Value step) => new(step);

    public Value From(in Value value) => Name is null ? value[_index] : value.Property(Name);
}
