using System.Diagnostics;
using Serverless.Acceptance.Starting;
using Serverless.Contracts.Running;

namespace Serverless.Acceptance.Playing;

public sealed class When_the_demo_is_interrupted
{
    private const int Interrupted = 130;

    [Fact]
    public async Task It_says_so_in_one_line_and_what_it_has_started_ends()
    {
        using var folder = new RunFolder();
        var start = new ProcessStartInfo("setsid", ["dotnet", Path.Combine(AppContext.BaseDirectory, "Serverless.Demo.dll"), "--port", "0", "--cosmos-port", "0", "--learners", "500"])
        {
            WorkingDirectory = folder.Path,
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in LocalHostProcess.WithoutBlobs) start.Environment[name] = value;
        using var demo = Process.Start(start)!;
        try
        {
            var errors = demo.StandardError.ReadToEndAsync();
            while (await Deadline.WithinAsync("the play begins", demo.StandardOutput.ReadLineAsync()) is { } line && line != "Applications")
            {
            }

            var children = ProcessTable.ChildrenOf(demo.Id);
            Assert.NotEmpty(children);
            // What Ctrl-C does: the signal goes to the whole process group.
            Assert.Equal(0, (await Command.RunAsync("bash", ["-c", $"kill -s INT -- -{demo.Id}"])).ExitCode);
            var rest = demo.StandardOutput.ReadToEndAsync();
            await Deadline.WithinAsync("the demo has ended", demo.WaitForExitAsync());

            Assert.Equal((Interrupted, "demo: interrupted, so nothing was compared"), (demo.ExitCode, (await errors).Trim()));
            Assert.EndsWith("Stopping ...", (await rest).Trim(), StringComparison.Ordinal);
            Assert.DoesNotContain(children, ProcessTable.Lives);
        }
        finally
        {
            if (!demo.HasExited) demo.Kill();
            await demo.WaitForExitAsync();
        }
    }
}
