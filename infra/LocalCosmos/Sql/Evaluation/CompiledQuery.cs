using Serverless.LocalCosmos.Sql.Syntax;
using Serverless.LocalCosmos.Sql.Values;

namespace Serverless.LocalCosmos.Sql.Evaluation;

/// <summary>
/// A statement that is ready to run. It holds no state of a run: one instance may serve several threads.
/// </summary>
internal sealed class CompiledQuery
{
    private readonly Block _block;
    private readonly int _slotCount;
    private readonly CompiledQuery? _inner;

    private CompiledQuery(SqlQuery query, CompilationContext context)
    {
        if (WholeSource(query, context) is { } inner)
        {
            _inner = inner;
            query = FromResults(query);
        }

        _block = new BlockCompiler(new ExpressionCompiler(context)).Compile(query, null);
        _slotCount = context.SlotCount;
        Top = PageSize("TOP", query.Select.Top, context);
        Offset = PageSize("OFFSET", query.OffsetLimit?.Offset, context);
        Limit = PageSize("LIMIT", query.OffsetLimit?.Limit, context);
        if (Top is not null && Offset is not null) throw SemanticErrors.TopWithOffset(query.Span);
        Descending = [.. _block.OrderBy.Select(o => o.Descending)];
    }

    public long? Top { get; }

    public long? Offset { get; }

    public long? Limit { get; }

    public bool IsDistinct => _block.IsDistinct;

    /// <summary>It has results only over the whole input: aggregates, GROUP BY, or a FROM over such results or distinct ones.</summary>
    public bool IsAggregate => _block.Grouping is not null || _inner is not null;

    /// <summary>How many values say where a group stands among the others; 0 for a statement whose results have no such order.</summary>
    public int GroupKeys => _inner is null && !IsDistinct && Descending.Count == 0 ? _block.Grouping?.Keys.Count ?? 0 : 0;

    /// <summary>False when there is no FROM: then the statement gives its one row whatever the container holds.</summary>
    public bool ReadsDocuments => _inner?.ReadsDocuments ?? _block.Sources.Length > 0;

    /// <summary>By item of ORDER BY. VectorDistance has its own direction.</summary>
    public IReadOnlyList<bool> Descending { get; }

    /// <exception cref="SqlException">The statement has no meaning: an unknown name or function, a wrong argument count, ...</exception>
    public static CompiledQuery Compile(SqlQuery query, IReadOnlyDictionary<string, Value> parameters, DateTimeOffset now) =>
        Compile(query, new CompilationContext(parameters, now));

    /// <exception cref="SqlException">As above.</exception>
    public static CompiledQuery Compile(SqlQuery query, CompilationContext context) => new(query, context);

    /// <summary>The rows that one document gives: FROM, JOIN and WHERE.</summary>
    public RowList Rows(Value document) => _inner?.Rows(document) ?? new(_block, _slotCount, document);

    public bool MatchesOne(Value document)
    {
        foreach (var _ in Rows(document)) return true;
        return false;
    }

    /// <summary>SELECT; undefined = no result.</summary>
    public Value Project(in Row row) => _block.Projection(row.Slots);

    /// <summary>The values of ORDER BY; to be compared with <see cref="CompareSortKeys"/>.</summary>
    public Value[] SortKey(in Row row) => Sorting.Keys(row.Slots, _block.OrderBy);

    public int CompareSortKeys(ReadOnlySpan<Value> left, ReadOnlySpan<Value> right) => Sorting.Compare(left, right, _block.OrderBy);

    public Accumulation StartAccumulation() => _inner is null ? StartGroups() : new NestedAccumulation(_inner, Outer);

    public GroupAccumulation StartGroups(GroupWindow window) => new(_block, new Value[_slotCount], window);

    /// <summary>The whole statement in memory.</summary>
    public IEnumerable<Value> Run(IEnumerable<Value> documents)
    {
        var rows = ReadsDocuments ? documents.SelectMany(d => Rows(d)) : Rows(default);
        var results = IsAggregate ? Finished(StartAccumulation(), rows) : Projected(rows);
        if (Offset is { } offset) results = results.Skip((int)Math.Min(offset, int.MaxValue));
        return (Top ?? Limit) is { } limit ? results.Take((int)Math.Min(limit, int.MaxValue)) : results;
    }

    private GroupAccumulation StartGroups() => new(_block, new Value[_slotCount]);

    /// <summary>The statement around the inner one, of whose results each is a document.</summary>
    private IEnumerable<Value> Outer(IEnumerable<Value> results)
    {
        var rows = results.SelectMany(r => new RowList(_block, _slotCount, r));
        return _block.Grouping is null ? Projected(rows) : Finished(StartGroups(), rows);
    }

    private static IEnumerable<Value> Finished(Accumulation accumulation, IEnumerable<Row> rows)
    {
        foreach (var row in rows) accumulation.Add(row);
        return accumulation.Finish();
    }

    private IEnumerable<Value> Projected(IEnumerable<Row> rows)
    {
        var slots = rows.Select(r => r.Slots);
        if (_block.OrderBy.Length > 0) slots = Sorting.Sort(slots, _block.OrderBy);
        var results = slots.Select(s => _block.Projection(s)).Where(v => !v.IsUndefined);
        return IsDistinct ? results.Distinct() : results;
    }

    // A subquery that FROM begins with reads the container, not one document: what it groups or makes distinct spans them all.
    private static CompiledQuery? WholeSource(SqlQuery query, CompilationContext context)
    {
        if (query.From?.Sources[0].Collection is not SubqueryCollection { Query: { From: not null } subquery }) return null;
        ExpressionCompiler.CheckSubquery(subquery);
        var inner = Compile(subquery, context.ForStatement());
        return inner.IsAggregate || inner.IsDistinct ? inner : null;
    }

    private static SqlQuery FromResults(SqlQuery query)
    {
        var sources = query.From!.Sources;
        return query with { From = new FromClause([sources[0] with { Collection = new PathCollection("", []) }, .. sources.Skip(1)]) };
    }

    private static long? PageSize(string clause, SqlExpression? count, CompilationContext context)
    {
        if (count is null) return null;
        var value = new ExpressionCompiler(context).Compile(count, new Scope(null)).Constant;
        return value.Kind == ValueKind.Number && value.AsNumber is >= 0 and <= long.MaxValue && Math.Truncate(value.AsNumber) == value.AsNumber
            ? (long)value.AsNumber
            : throw SemanticErrors.CountNotInteger(clause, count.Span);
    }
}
