namespace Serverless.LocalCosmos.Engine.Queries;

/// <param name="Documents">A JSON array in UTF-8.</param>
/// <param name="Continuation">Null when nothing is left.</param>
/// <param name="Charge">Request units.</param>
internal sealed record QueryPage(
    ReadOnlyMemory<byte> Documents, int Count, string? Continuation, double Charge, QueryMetrics Metrics);

/// <param name="ItemsLoaded">How many items were read to find the rows; beside the rows it shows what an index saves.</param>
/// <param name="AccessPath">How they were found, in words.</param>
internal sealed record QueryMetrics(long ItemsLoaded, long RowsReturned, long BytesReturned, string AccessPath);
