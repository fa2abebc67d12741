using Serverless.LocalCosmos.Sql.Syntax;

namespace Serverless.LocalCosmos.Sql.Evaluation;

internal sealed partial class BlockCompiler
{
    private void AddSource(FromSource source, Scope scope)
    {
        var slot = expressions.Context.NewSlot();
        _sources.Add(source.Collection switch
        {
            PathCollection path when source.Iterates => new ElementSource(slot, Path(path, source, scope)),
            PathCollection path => new ValueSource(slot, Path(path, source, scope)),
            SubqueryCollection subquery => new SubquerySource(slot, expressions.CompileSubquery(subquery.Query, scope), source.Iterates),
            _ => throw new ArgumentOutOfRangeException(nameof(source)),
        });

        if (source.Name is not { } name) scope.AddUnnamed(slot);
        else if (!scope.TryAdd(name, slot)) throw SemanticErrors.DuplicateAlias(name, source.Span);
    }

    private static Evaluator Path(PathCollection path, FromSource source, Scope scope)
    {
        var root = CompilationContext.DocumentSlot;
        if (scope.TryResolve(path.Root, out var slot, out _)) root = slot;
        else if (!scope.IsEmpty) throw SemanticErrors.UnknownName(path.Root, source.Span);
        Evaluator start = slots => slots[root];
        return path.Steps.Count == 0
            ? start
            : ExpressionCompiler.Follow(start, [.. path.Steps.Select(s => PathStep.Of(((Literal)s).Value))]);
    }
}
