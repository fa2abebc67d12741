using System.Net;
using System.Net.Sockets;
using System.Text;
using Serverless.LocalCosmos;
using Serverless.LocalCosmos.Protocol;

namespace Serverless.Unit.Protocol;

/// <summary>What only shows on a real socket.</summary>
public sealed class HostingTests
{
    [Theory]
    [InlineData("GET /dbs//colls HTTP/1.1\r\nHost: x\r\n\r\n", 400)]
    [InlineData("GET /dbs/../offers HTTP/1.1\r\nHost: x\r\n\r\n", 401)]
    [InlineData("GET /dbs/%zz HTTP/1.1\r\nHost: x\r\n\r\n", 400)]
    [InlineData("GET /metadata/instance?api-version=1 HTTP/1.1\r\nHost: 169.254.169.254\r\n\r\n", 404)]
    [InlineData("BREW / HTTP/1.1\r\nHost: x\r\n\r\n", 401)]
    [InlineData("POST /dbs HTTP/1.1\r\nHost: x\r\nContent-Length: 5000000\r\n\r\n", 401)]
    [InlineData("nonsense\r\n\r\n", 400)]
    public async Task Anything_on_the_wire_has_an_answer_with_a_length(string request, int status)
    {
        await using var server = await LocalCosmosServer.StartAsync(new LocalCosmosOptions());
        var answer = await ExchangeAsync(server, request);
        Assert.StartsWith($"HTTP/1.1 {status} ", answer, StringComparison.Ordinal);
        Assert.Contains("Content-Length: ", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_body_too_long_is_refused_whether_it_says_its_length_or_not()
    {
        await using var server = await LocalCosmosServer.StartAsync(new LocalCosmosOptions());
        using var client = new HttpClient();
        foreach (var chunked in new[] { false, true })
        {
            using var message = new TestRequest("POST", "/dbs").Signed("dbs", "").ToMessage(server.Endpoint);
            message.Content = new ByteArrayContent(new byte[Gateway.MaximumBody + 1]);
            message.Headers.TransferEncodingChunked = chunked;
            using var answer = await client.SendAsync(message);
            Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
            Assert.Contains("RequestEntityTooLarge", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task The_account_is_where_the_client_found_it()
    {
        await using var server = await LocalCosmosServer.StartAsync(new LocalCosmosOptions());
        using var client = new HttpClient();
        using var message = new TestRequest("GET", "/").Signed("", "").ToMessage(new Uri($"http://localhost:{server.Endpoint.Port}/"));
        var account = await (await client.SendAsync(message)).Content.ReadAsStringAsync();
        Assert.Contains($"\"http://localhost:{server.Endpoint.Port}/\"", account, StringComparison.Ordinal);
        Assert.Equal($"AccountEndpoint={server.Endpoint};AccountKey={LocalCosmosOptions.DefaultKey};", server.ConnectionString);
    }

    [Fact]
    public async Task Without_a_body_there_is_no_length()
    {
        await using var account = await TestAccount.OpenAsync();
        await using var server = await LocalCosmosServer.StartAsync(account.Account);
        using var client = new HttpClient();
        using var message = new TestRequest("DELETE", "/dbs/d").Signed("dbs", "dbs/d").ToMessage(server.Endpoint);
        using var answer = await client.SendAsync(message);
        Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
        Assert.Null(answer.Content.Headers.ContentType);
    }

    [Fact]
    public async Task One_account_is_served_in_process_and_over_http_at_once()
    {
        await using var account = await TestAccount.OpenAsync();
        using var handler = new LocalCosmosHandler(account.Account);
        using var inProcess = new HttpClient(handler, disposeHandler: false);
        await using (var server = await LocalCosmosServer.StartAsync(account.Account))
        {
            using var overHttp = new HttpClient();
            using var message = new TestRequest("GET", "/dbs/d").Signed("dbs", "dbs/d").ToMessage(server.Endpoint);
            Assert.Equal(HttpStatusCode.OK, (await overHttp.SendAsync(message)).StatusCode);
        }

        using var after = new TestRequest("GET", "/dbs/d").Signed("dbs", "dbs/d").ToMessage(LocalCosmosHandler.Endpoint);
        Assert.Equal(HttpStatusCode.OK, (await inProcess.SendAsync(after)).StatusCode);
    }

    [Fact]
    public async Task A_taken_port_is_an_io_error()
    {
        await using var server = await LocalCosmosServer.StartAsync(new LocalCosmosOptions());
        await Assert.ThrowsAsync<IOException>(() => LocalCosmosServer.StartAsync(new LocalCosmosOptions(), server.Endpoint.Port));
    }

    [Theory]
    [InlineData("")]
    [InlineData("short")]
    [InlineData("AAAA")]
    public void A_key_that_is_none_is_refused(string key) =>
        Assert.Throws<ArgumentException>(() => LocalCosmosAccount.Open(new LocalCosmosOptions { Key = key }));

    private static async Task<string> ExchangeAsync(LocalCosmosServer server, string request)
    {
        using var socket = new TcpClient();
        await socket.ConnectAsync(IPAddress.Loopback, server.Endpoint.Port);
        await using var stream = socket.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes(request));
        var answer = new byte[4096];
        var count = await stream.ReadAsync(answer);
        return Encoding.ASCII.GetString(answer, 0, count);
    }
}
