using Serverless.LocalCosmos.Engine;

namespace Serverless.LocalCosmos.Protocol;

/// <summary>A request, whatever carried it here. Headers are looked up, not copied: a call reads about a dozen of them.</summary>
internal abstract class GatewayRequest
{
    /// <summary>Upper case.</summary>
    public abstract string Method { get; }

    /// <summary>Path and query exactly as sent.</summary>
    public abstract string RawTarget { get; }

    /// <summary>Scheme and authority that the client used, ending with a slash.</summary>
    public abstract string Endpoint { get; }

    /// <summary>Null when absent.</summary>
    public abstract string? Header(string name);

    /// <summary>The whole body; never buffers more than <paramref name="limit"/> bytes.</summary>
    /// <exception cref="RequestException">413: the body is longer.</exception>
    public abstract ValueTask<ReadOnlyMemory<byte>> ReadBodyAsync(int limit, CancellationToken cancellation);

    public bool HasFlag(string header) =>
        Header(header) is { } value && value.Equals("true", StringComparison.OrdinalIgnoreCase);
}
