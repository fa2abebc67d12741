using Serverless.LocalCosmos.Engine;

namespace Serverless.LocalCosmos.Protocol.Hosting;

/// <summary>A request made inside the process.</summary>
internal sealed class HttpMessageRequest(HttpRequestMessage message) : GatewayRequest
{
    private readonly Uri _uri = message.RequestUri ?? throw new ArgumentException("The request has no address.", nameof(message));

    public override string Method => message.Method.Method;

    public override string RawTarget => _uri.PathAndQuery;

    public override string Endpoint => $"{_uri.Scheme}://{_uri.Authority}/";

    public override string? Header(string name)
    {
        if (message.Headers.NonValidated.TryGetValues(name, out var values)) return values.ToString();
        // What describes the body is kept apart, and asked for apart.
        return name == WireHeaders.ContentType && message.Content is { } content && content.Headers.NonValidated.TryGetValues(name, out values)
            ? values.ToString()
            : null;
    }

    public override async ValueTask<ReadOnlyMemory<byte>> ReadBodyAsync(int limit, CancellationToken cancellation)
    {
        if (message.Content is not { } content) return default;
        if (content.Headers.ContentLength > limit) throw RequestErrors.TooLarge();
        // The stream is the sender's, who may send it again.
        var stream = await content.ReadAsStreamAsync(cancellation);
        return await BoundedBody.ReadAsync(stream, content.Headers.ContentLength, limit, cancellation);
    }
}
