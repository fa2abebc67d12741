using System.Net;
using System.Text.Json.Nodes;
using Serverless.Contracts.Running;

namespace Serverless.Contracts.Functions;

/// <summary>The limits of host.json on requests, of all HTTP functions together.</summary>
public sealed class ThrottleTests
{
    [Fact]
    public async Task Requests_beyond_those_that_may_be_outstanding_answer_429()
    {
        using var folder = Folder("""{ "maxOutstandingRequests": 2 }""");
        using var app = await AppProcess.StartAsync(folder);
        var first = app.Http.GetStringAsync("api/UntilStop");
        await app.JournalAsync("UntilStop", entries => entries.Length == 1);
        var second = app.Http.GetAsync("api/UntilStop");
        await Deadline.UntilAsync("a third request is refused", async () =>
        {
            // The look before may have been faster, and taken its place.
            if (second.IsCompleted) second = app.Http.GetAsync("api/UntilStop");
            return await StatusAsync(app) == HttpStatusCode.TooManyRequests;
        });

        await app.TerminateAsync();
        Assert.Equal("\"finished\"", await first);
        using var answer = await second;
        Assert.Equal("\"finished\"", await answer.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Requests_beyond_those_that_may_run_wait_their_turn()
    {
        using var folder = Folder("""{ "maxConcurrentRequests": 1 }""");
        using var app = await AppProcess.StartAsync(folder);
        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => app.Http.GetStringAsync("api/Beside")));
        Assert.All(answers, others => Assert.Equal("0", others));
    }

    [Fact]
    public async Task Without_limits_requests_run_beside_one_another()
    {
        using var folder = Folder("{}");
        using var app = await AppProcess.StartAsync(folder);
        await Deadline.UntilAsync("two run at once", async () =>
            (await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => app.Http.GetStringAsync("api/Beside")))).Any(others => others != "0"));
    }

    private static AppFolder Folder(string http)
    {
        var folder = new AppFolder("UntilStop", "Beside");
        folder.HostJson["extensions"] = new JsonObject { ["http"] = JsonNode.Parse(http) };
        folder.Save();
        return folder;
    }

    private static async Task<HttpStatusCode> StatusAsync(AppProcess app)
    {
        using var answer = await app.Http.GetAsync("api/journal/UntilStop");
        return answer.StatusCode;
    }
}
