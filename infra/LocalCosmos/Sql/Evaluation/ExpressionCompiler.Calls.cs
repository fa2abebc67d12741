using Serverless.LocalCosmos.Sql.Functions;
using Serverless.LocalCosmos.Sql.Syntax;
using Serverless.LocalCosmos.Sql.Values;

namespace Serverless.LocalCosmos.Sql.Evaluation;

internal sealed partial class ExpressionCompiler
{
    private Operand CompileCall(FunctionCall call, Scope scope)
    {
        if (call.IsUserDefined) throw SemanticErrors.UserDefinedFunction(call.Name, call.Span);
        if (Aggregates.KindOf(call) is { } aggregate) return CompileAggregate(call, aggregate, scope);
        if (FunctionTable.IsKnownButMissing(call.Name)) throw SemanticErrors.NotSupported(call.Name, call.Span);
        var function = FunctionTable.Find(call.Name) ?? throw SemanticErrors.UnknownFunction(call.Name, call.Span);
        if (call.Arguments.Count < function.Least || call.Arguments.Count > function.Most)
        {
            throw SemanticErrors.WrongArgumentCount(call.Name, function.Least, function.Most, call.Span);
        }

        var given = function.Name == "VectorDistance" ? VectorPolicy.Arguments(call, Context.DistanceFunctions) : call.Arguments;
        var arguments = CompileAll(given, scope);
        var body = function.AtInstant?.Invoke(Context.Now) ?? function.Prepare?.Invoke([.. arguments.Select(Known)]) ?? function.Body;
        var result = Operand.Of(Invocation(body, [.. arguments.Select(a => a.Evaluate)]));
        return function.IsPure ? result.Folded(arguments) : result;
    }

    private static Value Known(Operand argument) => argument.IsConstant ? argument.Constant : Value.Undefined;

    private static Evaluator Invocation(FunctionBody body, Evaluator[] arguments)
    {
        if (arguments is [var only]) return slots => body([only(slots)]);
        if (arguments is [var first, var second]) return slots => body([first(slots), second(slots)]);
        if (arguments.Length <= ArgumentBuffer.Length)
        {
            return slots =>
            {
                var values = new ArgumentBuffer();
                for (var i = 0; i < arguments.Length; i++) values[i] = arguments[i](slots);
                return body(((ReadOnlySpan<Value>)values)[..arguments.Length]);
            };
        }

        return slots =>
        {
            var values = new Value[arguments.Length];
            for (var i = 0; i < arguments.Length; i++) values[i] = arguments[i](slots);
            return body(values);
        };
    }

    private Operand CompileAggregate(FunctionCall call, AggregateKind kind, Scope scope)
    {
        if (call.Arguments is not [var argument]) throw SemanticErrors.WrongArgumentCount(call.Name, 1, 1, call.Span);
        if (scope.Grouping is not { } grouping) throw SemanticErrors.MisplacedAggregate(call.Span);
        if (SyntaxTree.Any(argument, e => SyntaxTree.Subquery(e) is not null || Aggregates.KindOf(e) is not null))
        {
            throw SemanticErrors.NestedAggregate(call.Span);
        }

        var slot = Context.NewSlot();
        grouping.Add(new AggregateCall(kind, Compile(argument, scope.Ungrouped).Evaluate, slot));
        return Operand.Of(slots => slots[slot]);
    }
}
