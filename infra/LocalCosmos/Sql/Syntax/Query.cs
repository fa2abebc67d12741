using Serverless.LocalCosmos.Sql.Values;

namespace Serverless.LocalCosmos.Sql.Syntax;

/// <summary>One SELECT statement: the whole text of a request, or a subquery inside it.</summary>
internal sealed record SqlQuery(
    SelectClause Select,
    FromClause? From,
    SqlExpression? Where,
    IReadOnlyList<SqlExpression> GroupBy,
    IReadOnlyList<OrderByItem> OrderBy,
    OffsetLimit? OffsetLimit)
{
    public TextSpan Span { get; init; }
}

/// <param name="Distinct">SELECT DISTINCT.</param>
/// <param name="Top">A literal or a parameter, or null.</param>
/// <param name="Spec">What is selected.</param>
internal sealed record SelectClause(bool Distinct, SqlExpression? Top, SelectSpec Spec);

internal abstract record SelectSpec
{
    public TextSpan Span { get; init; }
}

internal sealed record SelectStar : SelectSpec;

internal sealed record SelectValue(SqlExpression Expression) : SelectSpec;

internal sealed record SelectList(IReadOnlyList<SelectItem> Items) : SelectSpec;

/// <param name="Alias">The name after AS, or null: then the last step of a path gives the name, else $1, $2, ...</param>
internal sealed record SelectItem(SqlExpression Expression, string? Alias);

/// <summary>FROM a source, then its JOINs from left to right; each source may refer to those before it.</summary>
internal sealed record FromClause(IReadOnlyList<FromSource> Sources);

/// <summary>
/// <c>FROM c</c>, <c>FROM root r</c> (alias), <c>FROM x IN c.items</c> (iterates), <c>JOIN (SELECT ...) AS s</c>.
/// </summary>
/// <param name="Alias">The name that later expressions use, or null when the source gives none.</param>
/// <param name="Iterates">True for <c>alias IN collection</c>: the source yields the elements of the array.</param>
internal sealed record FromSource(string? Alias, bool Iterates, SourceCollection Collection)
{
    /// <summary>What later expressions call it: the alias, else the last name of its path; null when it has none.</summary>
    public string? Name => Alias ?? (Collection as PathCollection)?.LastName;

    public TextSpan Span { get; init; }
}

internal abstract record SourceCollection;

/// <summary>A path: the container (its first name is unbound) or a value below an earlier alias.</summary>
/// <param name="Steps">Literals after the root: property names (string) and array indexes (number).</param>
internal sealed record PathCollection(string Root, IReadOnlyList<SqlExpression> Steps) : SourceCollection
{
    public string? LastName => Steps switch
    {
        [] => Root,
        [.., Literal { Value.Kind: ValueKind.String } name] => name.Value.AsString,
        _ => null,
    };
}

internal sealed record SubqueryCollection(SqlQuery Query) : SourceCollection;

internal sealed record OrderByItem(SqlExpression Expression, bool Descending);

/// <summary>OFFSET n LIMIT m; each a literal or a parameter.</summary>
internal sealed record OffsetLimit(SqlExpression Offset, SqlExpression Limit);
