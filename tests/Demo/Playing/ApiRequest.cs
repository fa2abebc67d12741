using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;

namespace Serverless.Demo.Playing;

/// <summary>One request, which may be sent as often as it takes.</summary>
/// <param name="Address">Below the system's.</param>
internal sealed record ApiRequest(HttpMethod Method, string Address)
{
    /// <summary>Null for somebody who does not say who they are.</summary>
    public string? Token { get; init; }

    /// <summary>Null where repeating does no harm.</summary>
    public string? Key { get; init; }

    public string? Version { get; init; }

    public string? Content { get; init; }

    public string MediaType { get; init; } = "application/json";

    public static ApiRequest Get(string address, string? token) => new(HttpMethod.Get, address) { Token = token };

    public static ApiRequest Post(string address, string? token, string? key, JsonNode? body = null) =>
        new(HttpMethod.Post, address) { Token = token, Key = key, Content = body?.ToJsonString() };

    public HttpRequestMessage ToMessage(Uri system)
    {
        var message = new HttpRequestMessage(Method, new Uri(system, Address));
        if (Token is not null) message.Headers.Authorization = new AuthenticationHeaderValue("Bearer", Token);
        if (Key is not null) message.Headers.Add("Idempotency-Key", Key);
        if (Version is not null) message.Headers.TryAddWithoutValidation("If-Match", Version);
        if (Content is not null) message.Content = new StringContent(Content, Encoding.UTF8, new MediaTypeHeaderValue(MediaType));
        return message;
    }
}
