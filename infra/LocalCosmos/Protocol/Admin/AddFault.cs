using Serverless.LocalCosmos.Engine;

namespace Serverless.LocalCosmos.Protocol.Admin;

/// <summary>
/// <c>POST /_localcosmos/faults</c> with <c>{"action":"TooManyRequests","operation":"ReadItem","count":3}</c>: the
/// members of <see cref="FaultDescription"/>.
/// </summary>
internal sealed class AddFault : Operation
{
    public override ValueTask<GatewayResponse> HandleAsync(Call call, CancellationToken cancellation)
    {
        var description = AdminJson.Read<FaultDescription>(call.Body);
        if (description.Action == FaultAction.Exit && call.Engines.Exit is null)
            throw RequestErrors.BadRequest("The action Exit works only in the executable, which owns its process.");
        try
        {
            var id = call.Engines.Faults.Add(description.ToRule());
            return ValueTask.FromResult(AdminJson.Answer(description with { Id = id, Applied = 0 }, 201));
        }
        catch (ArgumentException invalid)
        {
            throw RequestErrors.BadRequest(invalid.Message);
        }
    }
}
