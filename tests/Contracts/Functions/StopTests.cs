using System.Net;

namespace Serverless.Contracts.Functions;

public sealed class StopTests
{
    /// <summary>Of every function of the app: also of the one that reads the journal, which on a busy machine takes a while.</summary>
    private const string FunctionTimeout = "00:00:05";

    [Fact]
    public async Task A_running_invocation_finishes_when_the_host_stops()
    {
        using var folder = new AppFolder("UntilStop");
        using var app = await AppProcess.StartAsync(folder);
        var running = app.Http.GetStringAsync("api/UntilStop");
        await app.JournalAsync("UntilStop", entries => entries.Length == 1);

        await app.TerminateAsync();
        Assert.Equal("\"finished\"", await running);
        Assert.Equal(0, await app.EndAsync());
    }

    [Fact]
    public async Task A_function_beyond_its_time_is_cancelled_and_answers_500()
    {
        using var folder = new AppFolder("UntilCancelled");
        folder.HostJson["functionTimeout"] = FunctionTimeout;
        folder.Save();
        using var app = await AppProcess.StartAsync(folder);

        using var answer = await app.Http.GetAsync("api/UntilCancelled");
        Assert.Equal(HttpStatusCode.InternalServerError, answer.StatusCode);
        await app.JournalAsync("UntilCancelled", entries => entries is ["begun", "cancelled"]);
        Assert.Contains("functionTimeout", app.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_function_that_does_not_listen_is_left_behind_with_its_connection_and_the_host_goes_on()
    {
        using var folder = new AppFolder("Deaf");
        folder.HostJson["functionTimeout"] = FunctionTimeout;
        folder.Save();
        using var app = await AppProcess.StartAsync(folder);

        using var answer = await app.Http.GetAsync("api/Deaf");
        Assert.Equal(HttpStatusCode.InternalServerError, answer.StatusCode);
        Assert.True(answer.Headers.ConnectionClose);
        Assert.Equal(["GET"], await app.JournalAsync("Deaf"));
        await app.StopAsync();
    }

    [Fact]
    public async Task A_caller_who_leaves_cancels_the_function()
    {
        using var folder = new AppFolder("UntilCancelled");
        using var app = await AppProcess.StartAsync(folder);
        using (var leaving = new CancellationTokenSource())
        {
            var answer = app.Http.GetAsync("api/UntilCancelled", leaving.Token);
            await app.JournalAsync("UntilCancelled", entries => entries is ["begun"]);
            await leaving.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => answer);
        }

        await app.JournalAsync("UntilCancelled", entries => entries is ["begun", "cancelled"]);
    }

    [Fact]
    public async Task A_host_that_cannot_start_says_why_and_ends()
    {
        using var folder = new AppFolder("Tick");
        var failure = await Assert.ThrowsAsync<InvalidOperationException>(() => AppProcess.StartAsync(folder));
        Assert.Contains("The function 'Tick' cannot start: there is no setting 'TickSchedule'", failure.Message, StringComparison.Ordinal);
    }
}
