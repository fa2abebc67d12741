using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;

namespace Serverless.LocalRuntime.Functions.Http;

/// <summary>An answer that is sent once the function has returned it, so that its parts can be set in any order.</summary>
internal sealed class LocalHttpResponseData(FunctionContext context) : HttpResponseData(context)
{
    private readonly CookieJar _cookies = new();

    public override HttpStatusCode StatusCode { get; set; } = HttpStatusCode.OK;

    public override HttpHeadersCollection Headers { get; set; } = new();

    public override Stream Body { get; set; } = new MemoryStream();

    public override HttpCookies Cookies => _cookies;

    public async Task SendAsync(HttpResponse response, CancellationToken cancellationToken)
    {
        response.StatusCode = (int)StatusCode;
        foreach (var (name, values) in Headers)
            response.Headers[name] = values.ToArray();
        foreach (var cookie in _cookies.All)
            response.Cookies.Append(cookie.Name, cookie.Value, Options(cookie));
        if (Body.CanSeek)
            Body.Position = 0;
        await Body.CopyToAsync(response.Body, cancellationToken);
    }

    private static CookieOptions Options(IHttpCookie cookie) => new()
    {
        Domain = cookie.Domain,
        Expires = cookie.Expires,
        HttpOnly = cookie.HttpOnly ?? false,
        MaxAge = cookie.MaxAge is { } seconds ? TimeSpan.FromSeconds(seconds) : null,
        Path = cookie.Path ?? "/",
        Secure = cookie.Secure ?? false,
        SameSite = cookie.SameSite switch
        {
            SameSite.Lax => SameSiteMode.Lax,
            SameSite.Strict => SameSiteMode.Strict,
            SameSite.ExplicitNone => SameSiteMode.None,
            _ => SameSiteMode.Unspecified,
        },
    };

    private sealed class CookieJar : HttpCookies
    {
        public List<IHttpCookie> All { get; } = [];

        public override void Append(string name, string value) => All.Add(new HttpCookie(name, value));

        public override void Append(IHttpCookie cookie) => All.Add(cookie);

        public override IHttpCookie CreateNew() => new HttpCookie("", "");
    }
}
