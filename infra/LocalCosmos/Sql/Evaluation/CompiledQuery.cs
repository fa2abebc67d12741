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

    private CompiledQuery(SqlQuery query, CompilationContext context)
    {
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

    /// <summary>Aggregates or GROUP BY: needs the whole input.</summary>
    public bool IsAggregate => _block.Grouping is not null;

    /// <summary>False when there is no FROM: then the statement gives its one row whatever the container holds.</summary>
    public bool ReadsDocuments => _block.Sources.Length > 0;

    /// <summary>By item of ORDER BY. VectorDistance has its own direction.</summary>
    public IReadOnlyList<bool> Descending { get; }

    /// <exception cref="SqlException">The statement has no meaning: an unknown name or function, a wrong argument count, ...</exception>
    public static CompiledQuery Compile(SqlQuery query, IReadOnlyDictionary<string, Value> parameters, DateTimeOffset now) =>
        Compile(query, new CompilationContext(parameters, now));

    /// <exception cref="SqlException">As above.</exception>
    public static CompiledQuery Compile(SqlQuery query, CompilationContext context) => new(query, context);

    /// <summary>The rows that one document gives: FROM, JOIN and WHERE.</summary>
    public RowList Rows(Value document) => new(_block, _slotCount, document);

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

    public Accumulation StartAccumulation() => new(_block, _slotCount);

    /// <summary>The whole statement in memory.</summary>
    public IEnumerable<Value> Run(IEnumerable<Value> documents)
    {
        var rows = ReadsDocuments ? documents.SelectMany(d => Rows(d)) : Rows(default);
        var results = IsAggregate ? Aggregated(rows) : Projected(rows);
        if (Offset is { } offset) results = results.Skip((int)Math.Min(offset, int.MaxValue));
        return (Top ?? Limit) is { } limit ? results.Take((int)Math.Min(limit, int.MaxValue)) : results;
    }

    private IEnumerable<Value> Aggregated(IEnumerable<Row> rows)
    {
        var accumulation = StartAccumulation();
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

    private static long? PageSize(string clause, SqlExpression? count, CompilationContext context)
    {
        if (count is null) return null;
        var value = new ExpressionCompiler(context).Compile(count, new Scope(null)).Constant;
        return value.Kind == ValueKind.Number && value.AsNumber is >= 0 and <= long.MaxValue && Math.Truncate(value.AsNumber) == value.AsNumber
            ? (long)value.AsNumber
            : throw SemanticErrors.CountNotInteger(clause, count.Span);
    }
}
