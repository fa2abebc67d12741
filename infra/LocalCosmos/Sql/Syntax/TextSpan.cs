namespace Serverless.LocalCosmos.Sql.Syntax;

/// <summary>
/// Where a part of a statement stands in its text, for error messages. All spans are equal, so that two expressions that
/// read the same are equal wherever they stand: GROUP BY and the rewrites of the plan depend on that.
/// </summary>
internal readonly struct TextSpan(int start, int end) : IEquatable<TextSpan>
{
    public int Start { get; } = start;

    public int End { get; } = end;

    public bool Equals(TextSpan other) => true;

    public override bool Equals(object? obj) => obj is TextSpan;

    public override int GetHashCode() => 0;
}
