using Serverless.LocalCosmos.Engine;

namespace Serverless.LocalCosmos.Protocol.Admin;

/// <summary>
/// <c>POST /_localcosmos/dbs/{db}/colls/{coll}/split</c> with <c>{"range":"0"}</c> and optionally <c>"at"</c>, the boundary
/// as hexadecimal. Answers the ranges that the container then has.
/// </summary>
internal sealed class SplitRange : Operation
{
    public override async ValueTask<GatewayResponse> HandleAsync(Call call, CancellationToken cancellation)
    {
        var container = call.Container();
        var request = AdminJson.Read<Request>(call.Body);
        return AdminJson.Answer(RangeDescription.All(
            await call.Engines.Catalog.SplitAsync(container, request.Range, Boundary(request.At), cancellation)));
    }

    private static byte[]? Boundary(string? text)
    {
        try
        {
            return text is null ? null : Convert.FromHexString(text);
        }
        catch (FormatException)
        {
            throw RequestErrors.BadRequest($"The boundary '{text}' is not hexadecimal.");
        }
    }

    private sealed record Request
    {
        public required string Range { get; init; }

        public string? At { get; init; }
    }
}
