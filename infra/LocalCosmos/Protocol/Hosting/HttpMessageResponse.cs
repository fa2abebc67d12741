using System.Net;
using System.Net.Http.Headers;
using System.Runtime.InteropServices;

namespace Serverless.LocalCosmos.Protocol.Hosting;

internal static class HttpMessageResponse
{
    public static HttpResponseMessage Of(GatewayResponse response, HttpRequestMessage request)
    {
        var message = new HttpResponseMessage((HttpStatusCode)response.Status) { RequestMessage = request };
        // Of 449 the framework knows no reason. Over the wire it is empty then, and the SDK writes it down as a text.
        message.ReasonPhrase ??= "";
        foreach (var (name, value) in response.Headers) message.Headers.TryAddWithoutValidation(name, value);
        if (!response.HasBody) return message;

        // A content of its own for every response: clients read and dispose it.
        MemoryMarshal.TryGetArray(response.Body, out var bytes);
        message.Content = new ByteArrayContent(bytes.Array ?? [], bytes.Offset, bytes.Count);
        if (!response.Body.IsEmpty) message.Content.Headers.TryAddWithoutValidation(WireHeaders.ContentType, response.ContentType);
        return message;
    }
}
