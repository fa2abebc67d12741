using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Serverless.Unit.Sql.Plan;

/// <summary>
/// The service's own query planner, which the SDK's package ships for Linux on x64: the oracle of the planner's tests.
/// Its strings are UTF-32, and its answer is UTF-8 JSON: a plan, or the errors of the statement.
/// </summary>
internal static class NativePlanner
{
    private const uint StatementError = 0x800A0B00;

    private const string Configuration =
        """
        {"maxSqlQueryInputLength":262144,"maxJoinsPerSqlQuery":10,"maxLogicalAndPerSqlQuery":2000,"maxLogicalOrPerSqlQuery":2000,
         "maxUdfRefPerSqlQuery":10,"maxInExpressionItemsCount":16000,"queryMaxInMemorySortDocumentCount":500,
         "maxQueryRequestTimeoutFraction":0.9,"sqlAllowNonFiniteNumbers":false,"sqlAllowAggregateFunctions":true,
         "sqlAllowSubQuery":true,"sqlAllowScalarSubQuery":true,"allowNewKeywords":true,"sqlAllowLike":true,
         "sqlAllowGroupByClause":true,"sqlAllowTop":true,"maxSpatialQueryCells":12,"spatialMaxGeometryPointCount":256,
         "sqlDisableQueryILOptimization":false,"sqlDisableFilterPlanOptimization":false,"enableSpatialIndexing":true}
        """;

    [ThreadStatic]
    private static byte[]? _buffer;

    private static readonly Lazy<(nint Provider, GetPlan Plan)> Library = new(Open);

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    private delegate uint CreateProvider(byte[] configuration, out nint provider);

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    private delegate uint GetPlan(
        nint provider, byte[] specification, Options options, nint[] pathTokens, uint[] tokensPerPath, uint pathCount,
        byte[]? vectorPolicy, uint vectorPolicyLength, byte[] buffer, uint bufferLength, out uint resultLength);

    /// <summary>Why the oracle cannot be asked here; null on linux-x64, where it always is.</summary>
    public static string? MissingBecause { get; } = OperatingSystem.IsLinux() && RuntimeInformation.ProcessArchitecture == Architecture.X64
        ? null
        : "The SDK's package ships its planner as libQueryPlanInterop.so for linux-x64 only.";

    public static NativeAnswer Plan(string statement, JsonObject parameters, string[][] partitionKeyPaths, bool hasLogicalPartitionKey = false, string? vectorPolicy = null)
    {
        var (provider, plan) = Library.Value;
        var specification = new JsonObject
        {
            ["query"] = statement,
            ["parameters"] = new JsonArray([.. parameters.Select(parameter => new JsonObject { ["name"] = parameter.Key, ["value"] = parameter.Value?.DeepClone() })]),
        };
        var options = new Options
        {
            RequireFormattableOrderBy = 1,
            AllowNonValueAggregates = 1,
            AllowDistinctCount = 1,
            HasLogicalPartitionKey = hasLogicalPartitionKey ? 1 : 0,
            PartitionKind = partitionKeyPaths.Length > 1 ? 2 : 0,
        };
        var tokens = partitionKeyPaths.SelectMany(path => path).Select(token => GCHandle.Alloc(Utf32(token), GCHandleType.Pinned)).ToArray();
        try
        {
            var buffer = _buffer ??= new byte[1 << 18];
            var result = plan(
                provider,
                Utf32(specification.ToJsonString()),
                options,
                [.. tokens.Select(token => token.AddrOfPinnedObject())],
                [.. partitionKeyPaths.Select(path => (uint)path.Length)],
                (uint)partitionKeyPaths.Length,
                vectorPolicy is null ? null : Utf32(vectorPolicy),
                (uint)(vectorPolicy?.Length ?? 0),
                buffer,
                (uint)buffer.Length,
                out var length);
            if (result is not 0 and not StatementError) throw new InvalidOperationException($"The native planner failed with 0x{result:X8}.");
            return new NativeAnswer(result == 0, JsonDocument.Parse(buffer.AsMemory(0, (int)length)).RootElement.Clone());
        }
        finally
        {
            foreach (var token in tokens) token.Free();
        }
    }

    private static (nint Provider, GetPlan Plan) Open()
    {
        var library = NativeLibrary.Load(Path.Combine(AppContext.BaseDirectory, "runtimes", "linux-x64", "native", "libQueryPlanInterop.so"));
        var create = Marshal.GetDelegateForFunctionPointer<CreateProvider>(NativeLibrary.GetExport(library, "CreateServiceProvider"));
        Marshal.ThrowExceptionForHR((int)create([.. Encoding.UTF8.GetBytes(Configuration), 0], out var provider));
        return (provider, Marshal.GetDelegateForFunctionPointer<GetPlan>(NativeLibrary.GetExport(library, "GetPartitionKeyRangesFromQuery4")));
    }

    private static byte[] Utf32(string text) => [.. Encoding.UTF32.GetBytes(text), 0, 0, 0, 0];

    [StructLayout(LayoutKind.Sequential)]
    private struct Options
    {
        public int RequireFormattableOrderBy;
        public int ContinuationExpected;
        public int AllowNonValueAggregates;
        public int HasLogicalPartitionKey;
        public int AllowDistinctCount;
        public int SystemPrefix;
        public int PartitionKind;
        public int GeospatialType;
        public int SkipHybridOrderByRewrite;
        public int Reserved0;
        public long Reserved1;
        public long Reserved2;
        public long Reserved3;
    }
}

/// <param name="IsPlan">False: the statement was rejected and <paramref name="Json"/> holds the errors.</param>
/// <param name="Json">The answer.</param>
internal sealed record NativeAnswer(bool IsPlan, JsonElement Json)
{
    /// <summary>
    /// The codes of all errors in the statement, of which our parser reports one. Compositions of aggregates are the one
    /// error without a code; ours is then that of anything unsupported.
    /// </summary>
    public IReadOnlyList<string> ErrorCodes => Json.TryGetProperty("errors", out var errors)
        ? [.. errors.EnumerateArray().Select(error => error.GetProperty("code").ToString())]
        : ["SC2990"];

    /// <summary>It proved that no document can give a result, and planned nothing.</summary>
    public bool IsEmpty => IsPlan && Json.GetProperty("queryRanges") is var ranges && ranges.GetArrayLength() == 1
        && ranges[0].GetProperty("max") is { ValueKind: JsonValueKind.Array } max && max.GetArrayLength() == 0;
}
