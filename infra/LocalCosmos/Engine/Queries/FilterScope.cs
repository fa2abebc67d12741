using Serverless.LocalCosmos.Sql.Evaluation;
using Serverless.LocalCosmos.Sql.Syntax;
using Serverless.LocalCosmos.Sql.Values;
using Serverless.LocalCosmos.Storage;

namespace Serverless.LocalCosmos.Engine.Queries;

/// <summary>What the names of a statement stand for: paths of the document, and what is known before any document is read.</summary>
internal sealed class FilterScope
{
    private readonly CompilationContext _context;

    /// <summary>By alias; null for what is no path of the document.</summary>
    private readonly Dictionary<string, string?> _paths;
    private readonly Dictionary<string, SqlExpression> _results = [];

    private FilterScope(CompilationContext context, Dictionary<string, string?> paths) => (_context, _paths) = (context, paths);

    public static FilterScope Of(SqlQuery query, CompilationContext context) => new FilterScope(context, []).Within(query);

    /// <summary>The names within a statement or a subquery of it.</summary>
    public FilterScope Within(SqlQuery query)
    {
        var inner = new FilterScope(_context, new Dictionary<string, string?>(_paths));
        foreach (var source in query.From?.Sources ?? [])
        {
            var path = inner.PathOf(source);
            if (source.Name is not { } name) continue;
            inner._paths[name] = path;
            if (ResultOf(source) is { } result) inner._results[name] = result;
        }

        return inner;
    }

    /// <summary>Null for what is no path of the document.</summary>
    public string? PathOf(SqlExpression expression)
    {
        var steps = new Stack<SqlExpression>();
        for (; expression is Member member; expression = member.Target) steps.Push(member.Step);
        var start = expression is Identifier root ? _paths.GetValueOrDefault(root.Name) : null;
        return Below(start, steps) is { Length: > 0 } path ? path : null;
    }

    /// <summary>What an alias of this statement is computed from, as LINQ writes it: <c>JOIN (SELECT VALUE EXISTS(...)) AS v</c>.</summary>
    public SqlExpression? ResultOf(Identifier alias) => _results.GetValueOrDefault(alias.Name);

    /// <summary>Null for what only a document tells.</summary>
    public Value? ConstantOf(SqlExpression expression)
    {
        if (expression is Literal literal) return literal.Value;
        if (expression is Parameter parameter) return _context.Parameters.TryGetValue(parameter.Name, out var value) ? value : null;
        if (SyntaxTree.Any(expression, part => part is Identifier || SyntaxTree.Subquery(part) is not null)) return null;
        var operand = new ExpressionCompiler(_context.ForStatement()).Compile(expression, new Scope(null));
        return operand.IsConstant ? operand.Constant : null;
    }

    private string? PathOf(FromSource source)
    {
        if (source.Collection is not PathCollection collection) return null;
        // The first source of all is the container, whatever it calls it.
        var root = _paths.Count == 0 ? "" : _paths.GetValueOrDefault(collection.Root);
        var path = Below(root, collection.Steps);
        return path is not null && source.Iterates ? IndexPath.AppendElements(path) : path;
    }

    private static SqlExpression? ResultOf(FromSource source) =>
        source is { Iterates: false, Collection: SubqueryCollection { Query: { From: null, Where: null, Select.Spec: SelectValue value } } } ? value.Expression : null;

    private string? Below(string? path, IEnumerable<SqlExpression> steps)
    {
        foreach (var expression in steps)
        {
            if (path is null || ConstantOf(expression) is not { } step) return null;
            if (step.Kind == ValueKind.String) path = IndexPath.Append(path, step.AsString);
            else if (step.Kind == ValueKind.Number) path = IndexPath.AppendElements(path);
            else return null;
        }

        return path;
    }
}
