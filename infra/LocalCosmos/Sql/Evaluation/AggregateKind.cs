namespace Serverless.LocalCosmos.Sql.Evaluation;

internal enum AggregateKind
{
    Count,
    CountIf,
    Sum,
    Avg,
    Min,
    Max,
    MakeList,
    MakeSet,
}

internal static class AggregateKinds
{
    public static AggregateKind? Find(string function) => function.ToUpperInvariant() switch
    {
        "COUNT" => AggregateKind.Count,
        "COUNTIF" => AggregateKind.CountIf,
        "SUM" => AggregateKind.Sum,
        "AVG" => AggregateKind.Avg,
        "MIN" => AggregateKind.Min,
        "MAX" => AggregateKind.Max,
        "MAKELIST" => AggregateKind.MakeList,
        "MAKESET" => AggregateKind.MakeSet,
        _ => null,
    };
}
