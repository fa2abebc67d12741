using System.Net;
using System.Net.Sockets;
using Serverless.LocalHost.Terminal;

namespace Serverless.LocalHost.Ports;

/// <summary>Settles every port before anything starts, so that all parts can start at the same time and know of each other.</summary>
internal static class PortChoice
{
    // Below the range that systems give to outgoing connections, which would take a chosen port before its owner does.
    private const int LowestFree = 20_000;
    private const int HighestFree = 32_000;

    /// <summary>The port that was asked for, or a free one instead of 0.</summary>
    /// <param name="option">The option that chooses it.</param>
    /// <exception cref="Refusal">It is in use.</exception>
    public static int Settle(int wanted, string what, string option)
    {
        if (wanted == 0)
            return Free();
        var error = Listen(wanted);
        if (error is null)
            return wanted;
        var problem = error.SocketErrorCode switch
        {
            SocketError.AddressAlreadyInUse => PortOwner.Find(wanted) is { } owner ? $"is in use by {owner}" : "is in use",
            SocketError.AccessDenied => "may not be used by you",
            _ => $"cannot be used ({error.Message})",
        };
        throw new Refusal($"Port {wanted}, meant for {what}, {problem}: choose another with {option} PORT, or a free one with {option} 0.", error);
    }

    private static int Free()
    {
        while (true)
        {
            var port = Random.Shared.Next(LowestFree, HighestFree);
            if (Listen(port) is null)
                return port;
        }
    }

    private static SocketException? Listen(int port)
    {
        try
        {
            using var listener = new TcpListener(IPAddress.Loopback, port);
            listener.Start();
            return null;
        }
        catch (SocketException refused)
        {
            return refused;
        }
    }
}
