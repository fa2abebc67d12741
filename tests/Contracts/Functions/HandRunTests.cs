using System.Net;
using System.Net.Http.Json;

namespace Serverless.Contracts.Functions;

public sealed class HandRunTests
{
    [Fact]
    public async Task A_timer_runs_at_once_when_it_is_called_by_hand()
    {
        using var folder = new AppFolder("Tick");
        folder.Values["TickSchedule"] = "0 0 0 1 1 *";
        folder.Save();
        using var app = await AppProcess.StartAsync(folder);
        Assert.Equal(HttpStatusCode.Accepted, await RunAsync(app, folder, "tick", new { }));
        await app.JournalAsync("Tick", entries => entries is ["past due: False"]);
    }

    [Fact]
    public async Task A_change_function_reads_the_documents_that_were_sent_along()
    {
        await using var account = await WatchedAccount.StartAsync();
        using var folder = account.Folder("Watch");
        using var app = await AppProcess.StartAsync(folder);
        Assert.Equal(HttpStatusCode.Accepted, await RunAsync(app, folder, "Watch", new { input = """[{ "id": "by hand", "n": 1 }]""" }));
        await app.JournalAsync("Watch", entries => entries is ["by hand"]);
    }

    [Fact]
    public async Task Without_the_master_key_or_a_body_nothing_runs()
    {
        using var folder = new AppFolder("Tick");
        folder.Values["TickSchedule"] = "0 0 0 1 1 *";
        folder.Save();
        using var app = await AppProcess.StartAsync(folder);
        Assert.Equal(HttpStatusCode.NotFound, await RunAsync(app, folder, "Tock", new { }));
        Assert.Equal(HttpStatusCode.BadRequest, await RunAsync(app, folder, "Journal", new { }));
        Assert.Equal(HttpStatusCode.BadRequest, await RunAsync(app, folder, "Tick", null));
        Assert.Equal(HttpStatusCode.Unauthorized, await RunAsync(app, folder, "Tick", new { }, (string)folder.Keys()["hostKeys"]!["default"]!));
        Assert.Empty(await app.JournalAsync("Tick"));
    }

    private static async Task<HttpStatusCode> RunAsync(AppProcess app, AppFolder folder, string function, object? body, string? key = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"admin/functions/{function}");
        request.Headers.Add("x-functions-key", key ?? (string)folder.Keys()["masterKey"]!);
        request.Content = body is null ? null : JsonContent.Create(body);
        using var answer = await app.Http.SendAsync(request);
        return answer.StatusCode;
    }
}
