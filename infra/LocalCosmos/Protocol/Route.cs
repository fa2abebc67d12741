namespace Serverless.LocalCosmos.Protocol;

/// <summary>Carries out one kind of request.</summary>
internal abstract class Operation
{
    public abstract ValueTask<GatewayResponse> HandleAsync(Call call, CancellationToken cancellation);
}

/// <param name="When">What the headers must say; the first route of a method and resource whose headers fit is taken.</param>
internal sealed record Route(
    string Method,
    ResourceKind Resource,
    Func<GatewayRequest, bool> When,
    RequestKind Kind,
    Operation Operation);
