using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Serverless.Functions.Platform;

/// <summary>Content that changes only with the app: whoever has it asks whether it is still the same, and gets 304.</summary>
internal sealed class StaticAnswer(byte[] content, string contentType)
{
    private readonly EntityTagHeaderValue _tag = new($"\"{Convert.ToHexStringLower(SHA256.HashData(content)[..8])}\"");

    public IResult Result(HttpRequest request)
    {
        request.HttpContext.Response.Headers.CacheControl = "no-cache";
        return Results.Bytes(content, contentType, entityTag: _tag);
    }
}
