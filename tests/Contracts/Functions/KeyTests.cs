using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Serverless.Contracts.Functions;

[Collection(nameof(HttpApp))]
public sealed class KeyTests(HttpApp app)
{
    private JsonObject Keys => app.Folder.Keys();

    private string Master => (string)Keys["masterKey"]!;

    private string Host => (string)Keys["hostKeys"]!["default"]!;

    private string Function(string name) => (string)Keys["functionKeys"]![name]!["default"]!;

    [Fact]
    public async Task A_function_opens_to_its_own_key_the_host_key_and_the_master_key()
    {
        Assert.Equal(HttpStatusCode.OK, await StatusAsync("api/FunctionLevel", Function("FunctionLevel")));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync("api/FunctionLevel", Host));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync("api/FunctionLevel", Master));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync($"api/FunctionLevel?code={Host}", null));

        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync("api/FunctionLevel", null));
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync("api/FunctionLevel", Function("AdminLevel")));
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync("api/FunctionLevel", "guess"));
    }

    [Theory]
    [InlineData("api/AdminLevel")]
    [InlineData("admin/host/status")]
    [InlineData("admin/functions")]
    public async Task The_admin_level_opens_to_the_master_key_only(string path)
    {
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(path, Master));
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(path, Host));
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(path, null));
    }

    [Fact]
    public async Task The_host_tells_its_state_and_its_functions()
    {
        var status = await app.Http.GetFromJsonAsync<JsonObject>($"admin/host/status?code={Master}");
        Assert.Equal("Running", (string)status!["state"]!);

        var functions = await app.Http.GetFromJsonAsync<JsonArray>($"admin/functions?code={Master}");
        var note = functions!.Single(function => (string)function!["name"]! == "PutNote")!;
        Assert.EndsWith("/api/notes/{id:guid}", (string)note["invoke_url_template"]!, StringComparison.Ordinal);
        Assert.Equal("httpTrigger", (string)note["config"]!["bindings"]![0]!["type"]!);
    }

    [Fact]
    public async Task Keys_stay_the_same_over_a_restart()
    {
        using var folder = new AppFolder("FunctionLevel");
        using (await AppProcess.StartAsync(folder))
        {
        }
        var before = folder.Keys().ToJsonString();
        using (await AppProcess.StartAsync(folder))
            Assert.Equal(before, folder.Keys().ToJsonString());
    }

    private async Task<HttpStatusCode> StatusAsync(string path, string? key)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (key is not null)
            request.Headers.Add("x-functions-key", key);
        using var answer = await app.Http.SendAsync(request);
        return answer.StatusCode;
    }
}
