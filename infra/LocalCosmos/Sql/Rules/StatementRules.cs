using Serverless.LocalCosmos.Sql.Syntax;

namespace Serverless.LocalCosmos.Sql.Rules;

/// <summary>
/// What the grammar cannot say: names must be bound and unique, aggregates stand only where rows are folded, subqueries
/// have fewer clauses. The first breach found is reported with the service's code.
/// </summary>
internal sealed class StatementRules
{
    public const int MaxJoins = 10;
    public const int MaxUserDefinedCalls = 10;

    private readonly NameScope _names = new();
    private readonly SqlQuery _statement;
    private int _joins;
    private int _userDefinedCalls;

    private StatementRules(SqlQuery statement) => _statement = statement;

    /// <exception cref="SqlException">The statement breaks a rule.</exception>
    public static void Check(SqlQuery statement) =>
        new StatementRules(statement).CheckQuery(statement, bindsContainer: true);

    private void CheckQuery(SqlQuery query, bool bindsContainer)
    {
        SelectRules.Check(query, isSubquery: !ReferenceEquals(query, _statement));
        var outer = _names.Count;
        if (query.From is { } from) CheckFrom(from, bindsContainer);
        SelectRules.CheckStar(query);
        if (query.Where is { } where) CheckExpression(where, AggregateUse.InWhere);
        foreach (var group in query.GroupBy) CheckExpression(group, AggregateUse.InGroupBy);
        foreach (var selected in SyntaxTree.Selected(query.Select.Spec)) CheckExpression(selected, AggregateUse.Allowed);
        foreach (var item in query.OrderBy) CheckExpression(item.Expression, AggregateUse.Allowed);
        GroupingRules.Check(query);
        _names.ForgetAfter(outer);
    }

    private void CheckFrom(FromClause from, bool bindsContainer)
    {
        _joins += from.Sources.Count - 1;
        if (_joins > MaxJoins) throw TooMany("SC3002", "joins", MaxJoins);
        for (var i = 0; i < from.Sources.Count; i++)
        {
            var source = from.Sources[i];
            // The container has no name until the leftmost source of the outermost FROM gives it one.
            var isContainer = bindsContainer && i == 0;
            if (source.Collection is SubqueryCollection subquery) CheckQuery(subquery.Query, isContainer);
            else if (!isContainer) _names.Resolve(((PathCollection)source.Collection).Root, source.Span);
            if (source.Name is { } name && !RepeatsName(source)) _names.Declare(name, source.Span);
        }
    }

    /// <summary>A subquery may start from what surrounds it under the same name: <c>EXISTS(SELECT ... FROM c JOIN t IN c.tags)</c>.</summary>
    private bool RepeatsName(FromSource source) =>
        source is { Iterates: false, Collection: PathCollection { Steps: [] } path } && source.Name == path.Root && _names.Contains(path.Root);

    private void CheckExpression(SqlExpression expression, AggregateUse use)
    {
        StackGuard.Check();
        if (expression is Identifier identifier) _names.Resolve(identifier.Name, identifier.Span);
        if (expression is FunctionCall { IsUserDefined: true } && ++_userDefinedCalls > MaxUserDefinedCalls)
            throw TooMany("SC3005", "user-defined function calls", MaxUserDefinedCalls);
        if (expression is ObjectConstructor constructor) SelectRules.CheckUnique(constructor.Properties.Select(property => property.Key), constructor.Span);
        if (Aggregates.KindOf(expression) is not null) use = AggregateRules.Enter(use, expression.Span);
        if (SyntaxTree.Subquery(expression) is { } subquery)
        {
            AggregateRules.CheckSubquery(use, expression.Span);
            CheckQuery(subquery, bindsContainer: false);
            if (expression is ScalarSubquery) SelectRules.CheckScalar(subquery);
            return;
        }

        foreach (var child in SyntaxTree.Children(expression)) CheckExpression(child, use);
    }

    private SqlException TooMany(string code, string what, int limit) => new(
        code,
        $"The SQL query exceeded the maximum number of {what}. The allowed limit is {limit}.",
        _statement.Span.Start,
        _statement.Span.End);
}
