using System.Globalization;
using Serverless.LocalCosmos.Engine;

namespace Serverless.LocalCosmos.Protocol.Admin;

/// <summary><c>DELETE /_localcosmos/faults/{id}</c>.</summary>
internal sealed class RemoveFault : Operation
{
    public override ValueTask<GatewayResponse> HandleAsync(Call call, CancellationToken cancellation)
    {
        var removed = int.TryParse(call.Target.Id, NumberStyles.None, CultureInfo.InvariantCulture, out var id)
            && call.Engines.Faults.Remove(id);
        return removed ? ValueTask.FromResult(new GatewayResponse(204)) : throw RequestErrors.NotFound($"The fault '{call.Target.Id}'");
    }
}
