using System.Net;
using System.Text;
using Microsoft.Azure.Cosmos;
using Serverless.Contracts.Backends;
using Serverless.Contracts.Running;

namespace Serverless.Contracts.Wire;

/// <summary>Raw requests against a container with one item "a" in partition "p".</summary>
public abstract class WireContract(Backend backend) : Contract(backend)
{
    protected Task<Container> WireAsync() => Backend.OnceAsync(nameof(WireContract), async () =>
    {
        var container = await NewContainerAsync("/pk", "wire");
        await container.CreateItemAsync(new Note("a", "p", 1));
        return container;
    });

    /// <summary>A request for items: POST below the container's docs, or any other verb and path below the container.</summary>
    protected async Task<(int Status, string Body)> DocsAsync(
        string method, string below, string? body, params (string Name, string Value)[] headers)
    {
        var container = await WireAsync();
        var link = $"dbs/{container.Database.Id}/colls/{container.Id}";
        var signed = below == "docs" ? link : $"{link}/{below}";
        return await SendAsync(method, $"/{link}/{below}", "docs", signed, body is null ? null : Encoding.UTF8.GetBytes(body), headers);
    }

    protected async Task<(int Status, string Body)> SendAsync(
        string method, string path, string type, string link, byte[]? body = null, params (string Name, string Value)[] headers)
    {
        using var http = new SignedHttp(Backend);
        using var answer = await http.SendAsync(method, path, type, link, body, headers);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True((int)answer.StatusCode < 500, $"{answer.StatusCode}: {text}");
        await AssertAliveAsync(http);
        return ((int)answer.StatusCode, text);
    }

    private static async Task AssertAliveAsync(SignedHttp http)
    {
        using var account = await http.SendAsync("GET", "/", "", "");
        Assert.Equal(HttpStatusCode.OK, account.StatusCode);
    }
}
