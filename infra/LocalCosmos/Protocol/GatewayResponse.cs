using System.Globalization;

namespace Serverless.LocalCosmos.Protocol;

/// <summary>An answer, whatever will carry it.</summary>
internal sealed class GatewayResponse(int status, ReadOnlyMemory<byte> body = default)
{
    public const string Json = "application/json";

    /// <summary>Not an answer at all: the connection breaks.</summary>
    public static readonly GatewayResponse Dropped = new(0);

    private readonly List<KeyValuePair<string, string>> _headers = new(12);

    public int Status { get; } = status;

    public ReadOnlyMemory<byte> Body { get; } = body;

    public string ContentType { get; init; } = Json;

    /// <summary>304 and 204 must go out without body and without its length.</summary>
    public bool HasBody => Status is not (204 or 304);

    public IReadOnlyList<KeyValuePair<string, string>> Headers => _headers;

    public GatewayResponse With(string header, string value)
    {
        _headers.Add(new(header, value));
        return this;
    }

    public GatewayResponse With(string header, long value) => With(header, value.ToString(CultureInfo.InvariantCulture));

    public GatewayResponse WithCharge(double units) =>
        With(WireHeaders.RequestCharge, units.ToString("0.##", CultureInfo.InvariantCulture));

    public string? Header(string name)
    {
        foreach (var (key, value) in _headers)
        {
            if (key.Equals(name, StringComparison.OrdinalIgnoreCase)) return value;
        }

        return null;
    }
}
