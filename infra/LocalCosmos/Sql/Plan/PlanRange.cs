namespace Serverless.LocalCosmos.Sql.Plan;

/// <summary>An interval of effective partition keys in hexadecimal text that the SDK is to visit.</summary>
internal sealed record PlanRange(string Min, string Max, bool IsMaxInclusive)
{
    public static readonly PlanRange Everything = new("", "FF", IsMaxInclusive: false);

    /// <summary>Touches the first physical range alone: for a statement that no document can change.</summary>
    public static readonly PlanRange First = Of("");

    /// <summary>One full key.</summary>
    public static PlanRange Of(string key) => new(key, key, IsMaxInclusive: true);

    /// <summary>Every key of a hierarchical container that starts with <paramref name="prefix"/>.</summary>
    public static PlanRange Below(string prefix) => new(prefix, prefix + "FF", IsMaxInclusive: false);
}
