using Serverless.LocalCosmos.Sql.Syntax;
using Serverless.LocalCosmos.Sql.Values;

namespace Serverless.LocalCosmos.Sql.Plan;

/// <summary>Turns one query into what a range runs, and says what the SDK does with the results.</summary>
internal sealed class Rewrite
{
    /// <summary>The column by which the SDK puts the groups of all ranges and pages together.</summary>
    public const string GroupByItems = "groupByItems";

    /// <summary>The SDK puts true in its place, or a condition that skips what it has seen already.</summary>
    private const string ResumeFilter = "({documentdb-formattableorderbyquery-filter})";

    private readonly SqlQuery _query;
    private readonly CountClauses _counts;
    private readonly PlanContext _context;
    private readonly bool _folds;
    private readonly bool _groups;
    private readonly QueryInfo _info;

    private Rewrite(SqlQuery query, CountClauses counts, IReadOnlyDictionary<string, Value> parameters, PlanContext context)
    {
        _query = query;
        _counts = counts;
        _context = context;
        _folds = Aggregates.AreSelectedBy(query);
        _groups = query.GroupBy.Count > 0;
        _info = Describe(parameters);
    }

    private bool Orders => _query.OrderBy.Count > 0 && !_folds;

    private bool Distinct => _query.Select.Distinct;

    public static QueryInfo Of(SqlQuery query, CountClauses counts, IReadOnlyDictionary<string, Value> parameters, PlanContext context)
    {
        OrderRules.Check(query, parameters);
        FoldRules.Check(query);
        return new Rewrite(query, counts, parameters, context).Split();
    }

    private QueryInfo Split()
    {
        if (Orders) return Count(Ordered());
        if (_groups) return Count(Grouped());
        if (_folds) return Count(Folded());
        var isCut = _counts.Offset is not null || (Distinct && _counts.Top is not null);
        return isCut ? Count(_query) : _info with { Top = _counts.Top };
    }

    private QueryInfo Describe(IReadOnlyDictionary<string, Value> parameters)
    {
        var info = new QueryInfo
        {
            HasSelectValue = _query.Select.Spec is SelectValue,
            DistinctType = Distinct ? DistinctType.Unordered : DistinctType.None,
            GroupByExpressions = [.. _query.GroupBy.Select(SqlPrinter.Print)],
        };
        if ((_folds || _groups) && _query.Select.Spec is SelectList list)
        {
            var names = ColumnNames.Of(list);
            info = info with
            {
                GroupByAliases = names,
                GroupByAliasToAggregateType = names.Zip(list.Items).ToDictionary(column => column.First, column => Aggregates.KindOf(column.Second.Expression)),
            };
        }

        if (_folds && _query.Select.Spec is SelectValue value) info = info with { Aggregates = [Aggregates.KindOf(value.Expression)!.Value] };
        if (!Orders) return info;

        var distance = Distance.Of(_query.OrderBy[0].Expression, parameters);
        return info with
        {
            OrderBy = [.. _query.OrderBy.Select(item => item.Descending || (distance?.IsDescending(_context) ?? false))],
            OrderByExpressions = [.. _query.OrderBy.Select(item => SqlPrinter.Print(item.Expression))],
            HasNonStreamingOrderBy = distance is not null,
            // Equal values arrive side by side only when the one value that is selected is also the one order.
            DistinctType = Distinct && _query is { Select.Spec: SelectValue only, OrderBy: [var order] } && SyntaxTree.Same(only.Expression, order.Expression)
                ? DistinctType.Ordered
                : info.DistinctType,
        };
    }

    private SqlQuery Ordered()
    {
        var root = RootSource.Of(_query.From!);
        var payload = Payload(root.Selected);
        if (_groups) payload = Objects.With((GroupByItems, Objects.Items(_query.GroupBy)), ("payload", payload));
        return _query with
        {
            From = root.From,
            Select = Columns(
                _query.Select.Top,
                new SelectItem(new Member(root.Name, new Literal(Value.Of("_rid"))), null),
                new SelectItem(Objects.Items(_query.OrderBy.Select(item => item.Expression)), "orderByItems"),
                new SelectItem(payload, "payload")),
            Where = OrderedFilter(),
        };
    }

    private SqlExpression OrderedFilter()
    {
        SqlExpression filter = new Identifier(ResumeFilter);
        if (_query.Where is { } where) filter = new Binary(BinaryOperator.And, where, filter);
        // An undefined value is no result, but an object that holds it would be one.
        if (_query.Select.Spec is SelectValue value && !_groups)
            filter = new Binary(BinaryOperator.And, filter, new FunctionCall("IS_DEFINED", [value.Expression], false));
        return filter;
    }

    private SqlQuery Grouped()
    {
        var columns = Columns(null, new SelectItem(Objects.Items(_query.GroupBy), GroupByItems), new SelectItem(Payload(null), "payload"));
        return _query with { Select = columns with { Distinct = Distinct } };
    }

    private SqlQuery Folded()
    {
        if (_query.Select.Spec is SelectValue) return _query with { Select = _query.Select with { Spec = new SelectValue(Payload(null)) } };
        var columns = Columns(_query.Select.Top, new SelectItem(Payload(null), "payload"));
        return _query with { Select = columns with { Distinct = Distinct } };
    }

    private SqlExpression Payload(Identifier? star) => _query.Select.Spec switch
    {
        SelectValue value when Aggregates.KindOf(value.Expression) is not null => new ArrayConstructor([Column(value.Expression)]),
        SelectValue value => value.Expression,
        SelectList list => Objects.With([.. ColumnNames.Of(list).Zip(list.Items, (name, item) => (name, Column(item.Expression)))]),
        _ => star!,
    };

    private static SqlExpression Column(SqlExpression expression) =>
        Aggregates.KindOf(expression) is { } kind ? AggregateItems.Of((FunctionCall)expression, kind) : expression;

    private static SelectClause Columns(SqlExpression? top, params SelectItem[] items) => new(false, top, new SelectList(items));

    private QueryInfo Count(SqlQuery rewritten)
    {
        // Results of several ranges may still fall together, so none may be cut off before the SDK has seen them.
        if (Distinct || _groups || _info.Aggregates.Count > 0)
            return Counted(rewritten with { Select = rewritten.Select with { Top = null }, OffsetLimit = null });
        if (_counts.Offset is not { } offset) return Counted(rewritten);
        // A single range skips by itself. Otherwise none needs to give more than all that the SDK will skip and take.
        if (_context.HasLogicalPartitionKey && !_info.HasNonStreamingOrderBy)
            return ReferenceEquals(rewritten, _query) ? _info : _info with { RewrittenQuery = SqlPrinter.Print(rewritten) };
        return Counted(rewritten with { OffsetLimit = new OffsetLimit(Number(0), Number(offset + _counts.Limit!.Value)) });
    }

    private QueryInfo Counted(SqlQuery rewritten) =>
        _info with { Top = _counts.Top, Offset = _counts.Offset, Limit = _counts.Limit, RewrittenQuery = SqlPrinter.Print(rewritten) };

    private static Literal Number(long number) => new(Value.Of((double)number));
}
