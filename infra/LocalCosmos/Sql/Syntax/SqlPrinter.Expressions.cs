using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Serverless.LocalCosmos.Sql.Values;

namespace Serverless.LocalCosmos.Sql.Syntax;

internal sealed partial class SqlPrinter
{
    private void Write(SqlExpression expression)
    {
        StackGuard.Check();
        switch (expression)
        {
            case Literal literal:
                Write(literal.Value);
                break;
            case Parameter parameter:
                _text.Append(parameter.Name);
                break;
            case Identifier identifier:
                _text.Append(identifier.Name);
                break;
            case Member member:
                Write(member);
                break;
            case Unary unary:
                WriteAfter($"({Operators.Text(unary.Operator)} ", unary.Operand).Append(')');
                break;
            case Binary binary:
                Write(binary);
                break;
            case In membership:
                WriteAfter("(", membership.Operand).Append(membership.Negated ? " NOT" : "");
                WriteList(" IN (", membership.Items, Write);
                _text.Append("))");
                break;
            case Between between:
                WriteAfter("(", between.Operand).Append(between.Negated ? " NOT" : "");
                WriteAfter(" BETWEEN ", between.Low);
                WriteAfter(" AND ", between.High).Append(')');
                break;
            case Like like:
                Write(like);
                break;
            case Conditional conditional:
                WriteAfter("(", conditional.Test);
                WriteAfter(" ? ", conditional.WhenTrue);
                WriteAfter(" : ", conditional.WhenFalse).Append(')');
                break;
            case FunctionCall call:
                _text.Append(call.IsUserDefined ? "udf." : "").Append(call.Name).Append('(');
                WriteList("", call.Arguments, Write);
                _text.Append(')');
                break;
            case ObjectConstructor constructor:
                _text.Append('{');
                WriteList("", constructor.Properties, Write);
                _text.Append('}');
                break;
            case ArrayConstructor constructor:
                _text.Append('[');
                WriteList("", constructor.Items, Write);
                _text.Append(']');
                break;
            case ScalarSubquery subquery:
                WriteSubquery("", subquery.Query);
                break;
            case Exists exists:
                WriteSubquery("EXISTS", exists.Query);
                break;
            case ArraySubquery array:
                WriteSubquery("ARRAY", array.Query);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(expression));
        }
    }

    /// <summary>
    /// A chain that leans to the left gets one pair of parentheses: it may have more links than the parser lets
    /// parentheses stand inside one another.
    /// </summary>
    private void Write(Binary binary)
    {
        var precedence = Operators.PrecedenceOf(binary.Operator);
        var links = new Stack<Binary>([binary]);
        var first = binary.Left;
        while (precedence != Precedence.Coalesce && first is Binary link && Operators.PrecedenceOf(link.Operator) == precedence)
        {
            links.Push(link);
            first = link.Left;
        }

        WriteAfter("(", first);
        foreach (var link in links) WriteAfter($" {Operators.Text(link.Operator)} ", link.Right);
        _text.Append(')');
    }

    private void Write(Member member)
    {
        var steps = new Stack<SqlExpression>();
        SqlExpression target = member;
        for (; target is Member part; target = part.Target) steps.Push(part.Step);

        // A number would swallow the dot, and a negative one would hand the steps to its positive part.
        if (target is Literal) WriteAfter("(", target).Append(')');
        else Write(target);
        foreach (var step in steps) WriteStep(step);
    }

    private void WriteStep(SqlExpression step)
    {
        if (step is Literal { Value.Kind: ValueKind.String } name && Keywords.IsName(name.Value.AsString))
            _text.Append('.').Append(name.Value.AsString);
        else WriteAfter("[", step).Append(']');
    }

    private void Write(Like like)
    {
        WriteAfter("(", like.Operand).Append(like.Negated ? " NOT" : "");
        WriteAfter(" LIKE ", like.Pattern);
        if (like.Escape is { } escape)
        {
            _text.Append(" ESCAPE ");
            WriteString(escape);
        }

        _text.Append(')');
    }

    private void Write(KeyValuePair<string, SqlExpression> property)
    {
        WriteString(property.Key);
        WriteAfter(": ", property.Value);
    }

    private void Write(Value value)
    {
        switch (value.Kind)
        {
            case ValueKind.Undefined:
                _text.Append("undefined");
                break;
            case ValueKind.String:
                WriteString(value.AsString);
                break;
            case ValueKind.Number when !double.IsFinite(value.AsNumber):
                _text.Append(value.AsNumber.ToString(CultureInfo.InvariantCulture));
                break;
            default:
                _text.Append(JsonOf(value));
                break;
        }
    }

    private void WriteString(string text) => _text.Append(JsonOf(Value.Of(text)));

    private static string JsonOf(Value value)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
            value.WriteTo(writer);
        return Encoding.UTF8.GetString(buffer.GetBuffer().AsSpan(0, (int)buffer.Length));
    }
}
