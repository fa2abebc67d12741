using Serverless.LocalCosmos.Protocol.Answers;

namespace Serverless.LocalCosmos.Protocol.Operations;

/// <summary>Always empty: one place to write has no conflicts.</summary>
internal sealed class ListConflicts : Operation
{
    public override ValueTask<GatewayResponse> HandleAsync(Call call, CancellationToken cancellation)
    {
        var container = call.Container();
        return ValueTask.FromResult(FeedBody.Of(container.Rid, "Conflicts", []).About(container, container.Ranges.Live[0]));
    }
}
