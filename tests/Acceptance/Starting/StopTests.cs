using Serverless.Contracts.Running;

namespace Serverless.Acceptance.Starting;

/// <summary>However a run ends, nothing of it is left.</summary>
public sealed class StopTests : IDisposable
{
    private readonly RunFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Ctrl_C_stops_everything_in_order()
    {
        await using var run = await LocalHostProcess.StartAsync(_folder, blobs: RunFolder.HasAzurite);
        var children = ProcessTable.ChildrenOf(run.Id);
        Assert.Equal(RunFolder.HasAzurite ? 3 : 2, children.Count);

        await run.InterruptAsync();

        Assert.Equal(0, await run.EndAsync());
        Assert.DoesNotContain(children, ProcessTable.Lives);
        Assert.Contains("Stopping ...", run.Output, StringComparison.Ordinal);
        Assert.Contains("Application is shutting down", Log("app"), StringComparison.Ordinal);
        if (RunFolder.HasAzurite)
            Assert.Contains("successfully closed", Log("blobs"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task When_the_run_is_killed_its_processes_end_too()
    {
        await using var run = await LocalHostProcess.StartAsync(_folder, blobs: RunFolder.HasAzurite);
        var children = ProcessTable.ChildrenOf(run.Id);
        Assert.NotEmpty(children);

        await LocalHostProcess.KillAsync(run.Id);

        await Deadline.UntilAsync("no process is left", () => !children.Any(ProcessTable.Lives));
        await using var next = await LocalHostProcess.StartAsync(_folder);
        Assert.Contains("healthy", await next.GetAsync("/api/health"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_process_that_dies_ends_the_run_with_its_name_and_its_last_lines()
    {
        await using var run = await LocalHostProcess.StartAsync(_folder);
        var app = Assert.Single(ProcessTable.ChildrenOf(run.Id), child => ProcessTable.CommandOf(child).Contains("Functions.dll", StringComparison.Ordinal));

        // It answers a little before it says this.
        await Deadline.UntilAsync("the app has said its last words", () => Log("app").Contains("Application started", StringComparison.Ordinal));
        await LocalHostProcess.KillAsync(app);

        Assert.Equal(1, await run.EndAsync());
        Assert.Contains("run: The app ended unexpectedly with exit code 137", run.Output, StringComparison.Ordinal);
        Assert.Contains("Application started", run.Output, StringComparison.Ordinal);
        Assert.Empty(ProcessTable.ChildrenOf(run.Id));
    }

    private string Log(string part) => File.ReadAllText(_folder.In(".local", "logs", part + ".log"));
}
