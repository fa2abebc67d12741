using System.Globalization;
using Serverless.LocalCosmos.Engine.Queries;

namespace Serverless.LocalCosmos.Protocol.Answers;

/// <summary>The header that clients turn into their query metrics.</summary>
internal static class QueryMetricsText
{
    public static string Of(QueryMetrics metrics, TimeSpan elapsed)
    {
        var milliseconds = elapsed.TotalMilliseconds;
        return string.Create(
            CultureInfo.InvariantCulture,
            $"totalExecutionTimeInMs={milliseconds:0.00};queryCompileTimeInMs=0.00;queryLogicalPlanBuildTimeInMs=0.00;queryPhysicalPlanBuildTimeInMs=0.00;queryOptimizationTimeInMs=0.00;VMExecutionTimeInMs={milliseconds:0.00};indexLookupTimeInMs=0.00;documentLoadTimeInMs=0.00;systemFunctionExecuteTimeInMs=0.00;userFunctionExecuteTimeInMs=0.00;retrievedDocumentCount={metrics.ItemsLoaded};retrievedDocumentSize=0;outputDocumentCount={metrics.RowsReturned};outputDocumentSize={metrics.BytesReturned};writeOutputTimeInMs=0.00;indexUtilizationRatio={Ratio(metrics):0.00}");
    }

    private static double Ratio(QueryMetrics metrics) =>
        metrics.ItemsLoaded == 0 ? 1 : Math.Min(1, (double)metrics.RowsReturned / metrics.ItemsLoaded);
}
