using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Serverless.LocalCosmos;
using Serverless.LocalCosmos.Engine;
using Serverless.LocalCosmos.Protocol;

namespace Serverless.Unit.Protocol;

/// <summary>A request made by hand, signed as the rules in the protocol note say and not by the code under test.</summary>
internal sealed class TestRequest : GatewayRequest
{
    private readonly Dictionary<string, string> _headers = new(StringComparer.OrdinalIgnoreCase);
    private readonly byte[] _body;

    public TestRequest(string method, string target, byte[]? body = null)
    {
        Method = method;
        RawTarget = target;
        _body = body ?? [];
    }

    public TestRequest(string method, string target, string body)
        : this(method, target, Encoding.UTF8.GetBytes(body))
    {
    }

    public override string Method { get; }

    public override string RawTarget { get; }

    public override string Endpoint => "http://test/";

    public TestRequest With(string header, string value)
    {
        _headers[header] = value;
        return this;
    }

    public TestRequest Signed(string type, string link, string key = LocalCosmosOptions.DefaultKey, DateTimeOffset? at = null)
    {
        var date = (at ?? TimeProvider.System.GetUtcNow()).ToString("r", CultureInfo.InvariantCulture);
        var text = $"{Method.ToLowerInvariant()}\n{type.ToLowerInvariant()}\n{link}\n{date.ToLowerInvariant()}\n\n";
        var signature = Convert.ToBase64String(HMACSHA256.HashData(Convert.FromBase64String(key), Encoding.UTF8.GetBytes(text)));
        return With("x-ms-date", date).With("authorization", Uri.EscapeDataString($"type=master&ver=1.0&sig={signature}"));
    }

    public TestRequest AsAdmin(string key = LocalCosmosOptions.DefaultKey) => With("authorization", $"Bearer {key}");

    /// <summary>The same, to be sent by an ordinary client.</summary>
    public HttpRequestMessage ToMessage(Uri endpoint)
    {
        var message = new HttpRequestMessage(new HttpMethod(Method), new Uri(endpoint, RawTarget));
        foreach (var (name, value) in _headers) message.Headers.TryAddWithoutValidation(name, value);
        if (_body.Length > 0) message.Content = new ByteArrayContent(_body);
        return message;
    }

    public override string? Header(string name) => _headers.GetValueOrDefault(name);

    public override ValueTask<ReadOnlyMemory<byte>> ReadBodyAsync(int limit, CancellationToken cancellation) =>
        _body.Length > limit ? throw RequestErrors.TooLarge() : ValueTask.FromResult<ReadOnlyMemory<byte>>(_body);
}
