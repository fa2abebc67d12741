using System.Globalization;
using Serverless.LocalCosmos.Sql.Values;

namespace Serverless.LocalCosmos.Sql.Syntax;

/// <summary>The property names that a select list gives its results: the alias, else the last name of the path, else $1, $2, ...</summary>
internal static class ColumnNames
{
    public static IReadOnlyList<string> Of(SelectList list)
    {
        var unnamed = 0;
        return [.. list.Items.Select(item =>
            item.Alias ?? OfPath(item.Expression) ?? string.Create(CultureInfo.InvariantCulture, $"${++unnamed}"))];
    }

    private static string? OfPath(SqlExpression expression) => expression switch
    {
        Identifier identifier => identifier.Name,
        Member { Step: Literal { Value.Kind: ValueKind.String } step } => step.Value.AsString,
        _ => null,
    };
}
