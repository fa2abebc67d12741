using System.Security.Claims;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;

namespace Serverless.LocalRuntime.Functions.Http;

/// <summary>A request of ASP.NET Core in the types of Azure Functions.</summary>
internal sealed class LocalHttpRequestData(FunctionContext context, HttpRequest request) : HttpRequestData(context)
{
    public override Stream Body => request.Body;

    public override HttpHeadersCollection Headers { get; } =
        new(request.Headers.Select(header => KeyValuePair.Create(header.Key, header.Value.Select(value => value ?? ""))));

    public override IReadOnlyCollection<IHttpCookie> Cookies { get; } = [.. request.Cookies.Select(cookie => new HttpCookie(cookie.Key, cookie.Value))];

    public override Uri Url { get; } = new(request.GetEncodedUrl());

    public override IEnumerable<ClaimsIdentity> Identities => request.HttpContext.User.Identities;

    public override string Method => request.Method;

    public override HttpResponseData CreateResponse() => new LocalHttpResponseData(FunctionContext);
}
