using Serverless.LocalCosmos.Sql.Syntax;
using Serverless.LocalCosmos.Sql.Values;

namespace Serverless.LocalCosmos.Sql.Evaluation;

internal sealed partial class ExpressionCompiler
{
    /// <summary>An object of the named values that are defined.</summary>
    public static Operand Object(IReadOnlyList<string> names, Operand[] values)
    {
        string[] properties = [.. names];
        var evaluators = values.Select(v => v.Evaluate).ToArray();
        return Operand.Of(slots =>
        {
            var members = new KeyValuePair<string, Value>[properties.Length];
            var count = 0;
            for (var i = 0; i < members.Length; i++)
            {
                var value = evaluators[i](slots);
                if (!value.IsUndefined) members[count++] = new(properties[i], value);
            }

            if (count < members.Length) Array.Resize(ref members, count);
            return Value.Of(members);
        }).Folded(values);
    }

    private Operand CompileObject(ObjectConstructor constructor, Scope scope)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (name, value) in constructor.Properties)
        {
            if (!seen.Add(name)) throw SemanticErrors.DuplicateProperty(name, value.Span);
        }

        return Object([.. constructor.Properties.Select(p => p.Key)], CompileAll(constructor.Properties.Select(p => p.Value), scope));
    }

    private Operand CompileArray(ArrayConstructor constructor, Scope scope)
    {
        var items = CompileAll(constructor.Items, scope);
        var evaluators = items.Select(i => i.Evaluate).ToArray();
        return Operand.Of(slots =>
        {
            var elements = new Value[evaluators.Length];
            var count = 0;
            foreach (var evaluate in evaluators)
            {
                var value = evaluate(slots);
                if (!value.IsUndefined) elements[count++] = value;
            }

            if (count < elements.Length) Array.Resize(ref elements, count);
            return Value.Of(elements);
        }).Folded(items);
    }
}
