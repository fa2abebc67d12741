using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Serverless.Kernel.Results;

namespace Serverless.Cloud.Http;

/// <summary>What a request brings, read whole within a limit of its own.</summary>
public static class RequestContent
{
    private const int Step = 16 * 1024;

    /// <param name="tooLarge">What is answered when there is more.</param>
    public static async Task<Result<byte[]>> ReadAsync(HttpRequest request, int maxBytes, Error tooLarge, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (request.ContentLength > maxBytes) return tooLarge;
        if (request.HttpContext.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size) size.MaxRequestBodySize = maxBytes + Step;
        using var content = new MemoryStream();
        var buffer = new byte[Step];
        int read;
        while ((read = await request.Body.ReadAsync(buffer, cancellation)) > 0)
        {
            if (content.Length + read > maxBytes) return tooLarge;
            content.Write(buffer, 0, read);
        }

        return content.ToArray();
    }
}
