using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using Serverless.Contracts.Backends;

namespace Serverless.Contracts.Wire;

/// <summary>Requests that no SDK would send, signed as the SDK would sign them.</summary>
public sealed class SignedHttp(Backend backend) : IDisposable
{
    private static readonly UriCreationOptions AsWritten = new() { DangerousDisablePathAndQueryCanonicalization = true };

    private readonly HttpClient _http = backend.OpenHttp();

    /// <param name="type">The resource type that is signed: dbs, colls, docs.</param>
    /// <param name="link">The resource link that is signed.</param>
    public async Task<HttpResponseMessage> SendAsync(
        string method, string path, string type, string link, byte[]? body = null, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), At(path));
        if (body is not null)
            request.Content = new ByteArrayContent(body);
        var date = TimeProvider.System.GetUtcNow().ToString("r", CultureInfo.InvariantCulture);
        request.Headers.Add("x-ms-date", date);
        request.Headers.Add("x-ms-version", "2020-07-15");
        request.Headers.TryAddWithoutValidation("authorization", Sign(method, type, link, date));
        foreach (var (name, value) in headers)
            Set(request, name, value);
        return await _http.SendAsync(request);
    }

    public void Dispose() => _http.Dispose();

    /// <summary>The path exactly as written, which <see cref="Uri"/> would otherwise tidy up.</summary>
    private Uri At(string path) => new($"{_http.BaseAddress!.GetLeftPart(UriPartial.Authority)}{path}", AsWritten);

    private string Sign(string method, string type, string link, string date)
    {
        var text = $"{method.ToLowerInvariant()}\n{type}\n{link}\n{date.ToLowerInvariant()}\n\n";
        var signature = HMACSHA256.HashData(Convert.FromBase64String(backend.Key), Encoding.UTF8.GetBytes(text));
        return Uri.EscapeDataString($"type=master&ver=1.0&sig={Convert.ToBase64String(signature)}");
    }

    private static void Set(HttpRequestMessage request, string name, string value)
    {
        if (name == "content-type")
            request.Content!.Headers.ContentType = MediaTypeHeaderValue.Parse(value);
        else
        {
            request.Headers.Remove(name);
            request.Headers.TryAddWithoutValidation(name, value);
        }
    }
}
