using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Http;

namespace Serverless.Cloud.Identity;

/// <summary>Where a request comes from.</summary>
internal static class ClientNetwork
{
    private const int BytesOfV4 = 3;
    private const int BytesOfV6 = 6;

    /// <summary>
    /// Where the app runs in Azure every connection comes from the platform, which adds the client's address at the end of the
    /// header; what stands before it is the client's own claim.
    /// </summary>
    public static IPAddress AddressOf(HttpContext http)
    {
        var forwarded = http.Request.Headers["X-Forwarded-For"].ToString().Split(',')[^1].Trim();
        var address = IPEndPoint.TryParse(forwarded, out var client) ? client.Address : http.Connection.RemoteIpAddress ?? IPAddress.None;
        return address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
    }

    /// <summary>As much of the address as tells one network from another, and not one of its people: a /24 of IPv4, a /48 of IPv6.</summary>
    public static string Of(HttpContext http)
    {
        var address = AddressOf(http);
        var kept = address.AddressFamily == AddressFamily.InterNetworkV6 ? BytesOfV6 : BytesOfV4;
        var bytes = address.GetAddressBytes();
        bytes.AsSpan(kept).Clear();
        return $"{new IPAddress(bytes)}/{kept * 8}";
    }
}
