namespace Serverless.Unit.Sql.Plan;

[AttributeUsage(AttributeTargets.Method)]
internal sealed class OracleFactAttribute : FactAttribute
{
    public OracleFactAttribute() => Skip = NativePlanner.MissingBecause;
}

[AttributeUsage(AttributeTargets.Method)]
internal sealed class OracleTheoryAttribute : TheoryAttribute
{
    public OracleTheoryAttribute() => Skip = NativePlanner.MissingBecause;
}
