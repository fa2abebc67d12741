using System.Collections;
using System.Reflection;
using System.Text;
using Serverless.LocalCosmos.Sql.Syntax;
using Serverless.LocalCosmos.Sql.Values;

namespace Serverless.Unit.Sql.Syntax;

/// <summary>Spells out every member of a syntax tree, so that two trees can be compared without trusting the printer.</summary>
internal static class SyntaxDump
{
    public static string Of(object? node)
    {
        var text = new StringBuilder();
        Append(text, node);
        return text.ToString();
    }

    private static void Append(StringBuilder text, object? node)
    {
        switch (node)
        {
            case null or string or bool or Enum:
                text.Append(node is string ? '\'' : ' ').Append(node ?? "null");
                break;
            case Value value:
                text.Append(value.Kind).Append(value.Kind switch
                {
                    ValueKind.Number => value.AsNumber.ToString("R", System.Globalization.CultureInfo.InvariantCulture),
                    ValueKind.String => value.AsString,
                    ValueKind.Boolean => value.AsBoolean.ToString(),
                    _ => "",
                });
                break;
            case IEnumerable list:
                text.Append('[');
                foreach (var item in list) Append(text.Append(','), item);
                text.Append(']');
                break;
            default:
                text.Append(node.GetType().Name).Append('(');
                foreach (var property in Written(node.GetType())) Append(text.Append(property.Name).Append(':'), property.GetValue(node));
                text.Append(')');
                break;
        }
    }

    /// <summary>The members that the tree was built from, not those computed from them.</summary>
    private static IEnumerable<PropertyInfo> Written(Type type) => type
        .GetProperties(BindingFlags.Instance | BindingFlags.Public)
        .Where(property => property.PropertyType != typeof(TextSpan) && (property.SetMethod is not null || type.Name.StartsWith("KeyValuePair", StringComparison.Ordinal)));
}
