using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Serverless.Kernel.Results;

namespace Serverless.Cloud.Http;

/// <summary>What a request brings, read whole within a limit of its own.</summary>
public static class RequestContent
{
    private const int Step = 16 * 1024;

    /// <summary>A sender hears what is wrong only when the server takes in all that is sent; of more than this it is cut off.</summary>
    private const int Heard = 4;

    /// <param name="tooLarge">What is answered when there is more.</param>
    public static async Task<Result<byte[]>> ReadAsync(HttpRequest request, int maxBytes, Error tooLarge, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (request.HttpContext.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size) size.MaxRequestBodySize = (long)Heard * maxBytes;
        if (request.ContentLength > maxBytes) return tooLarge;
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
