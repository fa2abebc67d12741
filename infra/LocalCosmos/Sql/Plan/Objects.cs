using Serverless.LocalCosmos.Sql.Syntax;

namespace Serverless.LocalCosmos.Sql.Plan;

/// <summary>The object and array expressions that rewritten statements consist of.</summary>
internal static class Objects
{
    public static ObjectConstructor With(params (string Name, SqlExpression Value)[] properties) =>
        new([.. properties.Select(property => KeyValuePair.Create(property.Name, property.Value))]);

    /// <summary><c>[{"item": a}, {"item": b}]</c></summary>
    public static ArrayConstructor Items(IEnumerable<SqlExpression> expressions) =>
        new([.. expressions.Select(expression => With(("item", expression)))]);
}
