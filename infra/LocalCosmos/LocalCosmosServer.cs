using System.Net;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Options;
using Serverless.LocalCosmos.Protocol.Hosting;

namespace Serverless.LocalCosmos;

/// <summary>Serves an account over HTTP, on this machine only.</summary>
public sealed class LocalCosmosServer : IAsyncDisposable
{
    private const int MaximumLine = 16 * 1024;
    private const int MaximumHeaders = 256 * 1024;

    private readonly KestrelServer _server;
    private readonly bool _ownsAccount;

    private LocalCosmosServer(KestrelServer server, LocalCosmosAccount account, bool ownsAccount, Uri endpoint)
    {
        _server = server;
        _ownsAccount = ownsAccount;
        Account = account;
        Endpoint = endpoint;
    }

    public LocalCosmosAccount Account { get; }

    public Uri Endpoint { get; }

    public string ConnectionString => Account.ConnectionString(Endpoint);

    /// <summary>Opens an account and serves it; both end with the server.</summary>
    /// <param name="port">0 takes a free one.</param>
    /// <exception cref="IOException">The port is taken, or the data directory cannot be used.</exception>
    public static async Task<LocalCosmosServer> StartAsync(
        LocalCosmosOptions options, int port = 0, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        var account = LocalCosmosAccount.Open(options);
        try
        {
            return await StartAsync(account, options, port, ownsAccount: true, cancellationToken);
        }
        catch
        {
            await account.DisposeAsync();
            throw;
        }
    }

    /// <summary>Serves an account that stays open when the server ends.</summary>
    /// <param name="port">0 takes a free one.</param>
    /// <exception cref="IOException">The port is taken.</exception>
    public static Task<LocalCosmosServer> StartAsync(LocalCosmosAccount account, int port = 0, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(account);
        return StartAsync(account, new LocalCosmosOptions(), port, ownsAccount: false, cancellationToken);
    }

    /// <summary>Lets requests under way finish, for a little while.</summary>
    public async ValueTask DisposeAsync()
    {
        using (var patience = new CancellationTokenSource(TimeSpan.FromSeconds(5))) await _server.StopAsync(patience.Token);
        _server.Dispose();
        if (_ownsAccount) await Account.DisposeAsync();
    }

    private static async Task<LocalCosmosServer> StartAsync(
        LocalCosmosAccount account, LocalCosmosOptions options, int port, bool ownsAccount, CancellationToken cancellationToken)
    {
        var kestrel = new KestrelServerOptions { AddServerHeader = false };
        kestrel.Limits.MaxRequestBodySize = null; // The gateway bounds bodies, and answers in the service's words.
        kestrel.Limits.MaxRequestLineSize = MaximumLine;
        kestrel.Limits.MaxRequestHeadersTotalSize = MaximumHeaders;
        kestrel.Listen(IPAddress.Loopback, port, listen => listen.Protocols = HttpProtocols.Http1);
        var sockets = new SocketTransportOptions { UnsafePreferInlineScheduling = true, WaitForDataBeforeAllocatingBuffer = false };
        var transport = new SocketTransportFactory(Options.Create(sockets), options.Logging);
        var server = new KestrelServer(Options.Create(kestrel), transport, options.Logging);
        try
        {
            await server.StartAsync(new KestrelApplication(account.Gateway), cancellationToken);
        }
        catch
        {
            server.Dispose();
            throw;
        }

        var endpoint = new Uri(server.Features.Get<IServerAddressesFeature>()!.Addresses.Single() + "/");
        return new LocalCosmosServer(server, account, ownsAccount, endpoint);
    }
}
