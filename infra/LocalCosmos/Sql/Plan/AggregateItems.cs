using Serverless.LocalCosmos.Sql.Syntax;

namespace Serverless.LocalCosmos.Sql.Plan;

/// <summary>What a range answers for an aggregate, so that the SDK can put the answers of several ranges together.</summary>
internal static class AggregateItems
{
    public static ObjectConstructor Of(FunctionCall call, AggregateKind kind) => kind switch
    {
        AggregateKind.Average => Objects.With(("item", Objects.With(("sum", Call("SUM", call)), ("count", Call("COUNT", call))))),
        // A range without any value must not win, so its count goes along.
        AggregateKind.Min => Objects.With(("item", Call("MIN", call)), ("item2", Objects.With(("min", Call("MIN", call)), ("count", Call("COUNT", call))))),
        AggregateKind.Max => Objects.With(("item", Call("MAX", call)), ("item2", Objects.With(("max", Call("MAX", call)), ("count", Call("COUNT", call))))),
        _ => Objects.With(("item", call)),
    };

    private static FunctionCall Call(string name, FunctionCall call) => call with { Name = name };
}
