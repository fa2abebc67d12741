using Serverless.LocalCosmos.Engine.Catalog;
using Serverless.LocalCosmos.Sql.Evaluation;
using Serverless.LocalCosmos.Sql.Plan;
using Serverless.LocalCosmos.Sql.Syntax;

namespace Serverless.LocalCosmos.Engine.Queries;

/// <summary>A statement parsed, compiled and analysed: all that is known of it before the container is looked at.</summary>
/// <param name="OrderPath">The path of the document by which it is ordered first, if it is one, else null.</param>
/// <param name="IsRegrouped">True when the client puts the groups of all pages together before it gives any.</param>
internal sealed record PreparedQuery(CompiledQuery Compiled, FilterRanges Filter, string? OrderPath, bool IsRegrouped)
{
    /// <exception cref="Sql.SqlException">The statement is not valid, or not supported.</exception>
    public static PreparedQuery Of(ContainerDefinition container, QueryRequest request, DateTimeOffset now)
    {
        var syntax = SqlParser.Parse(request.Text);
        var context = new CompilationContext(request.Parameters, now) { DistanceFunctions = container.DistanceFunctions };
        return new PreparedQuery(
            CompiledQuery.Compile(syntax, context),
            FilterAnalysis.RangesOf(syntax, context),
            FilterAnalysis.OrderPathOf(syntax, context),
            syntax.Select.Spec is SelectList { Items: [{ Alias: Rewrite.GroupByItems }, ..] });
    }
}
