using System.Diagnostics;
using Serverless.Contracts.Running;

namespace Serverless.Unit.ServiceBus;

/// <summary>At least once under SIGKILL: nothing that was accepted is lost, and nothing that was completed comes back.</summary>
public sealed class BusKillTests
{
    private const int Rounds = 20;
    private const int Seed = 20260101;

    private readonly Dictionary<string, string> _last = [];
    private readonly HashSet<string> _completed = [];
    private readonly HashSet<string> _sent = [];
    private int _next = 1;

    [Fact(Timeout = Deadline.OfATest)]
    public async Task Every_accepted_message_is_completed_and_no_completed_one_returns()
    {
        var directory = Directory.CreateTempSubdirectory("bus");
        try
        {
            var random = new Random(Seed);
            for (var round = 0; round < Rounds; round++) await RunAsync(random.Next(20, 1500), directory.FullName, $"{_next}");
            await RunAsync(int.MaxValue, directory.FullName);

            Assert.True(_sent.Count > Rounds * 5, $"Only {_sent.Count} messages were accepted.");
            Assert.DoesNotContain(_sent, message => _last.GetValueOrDefault(message) is not ("completed" or "completing"));
        }
        finally
        {
            directory.Delete(recursive: true);
        }
    }

    /// <summary>Reads so many lines of the journal and kills the process.</summary>
    private async Task RunAsync(int lines, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(
            "dotnet", ["exec", Path.Combine(AppContext.BaseDirectory, "Serverless.BusProcess.dll"), .. arguments])
        {
            RedirectStandardOutput = true,
            UseShellExecute = false,
        })!;
        try
        {
            while (lines-- > 0 && await process.StandardOutput.ReadLineAsync() is { } line) Note(line);
            if (!process.HasExited) process.Kill();
            // What it had acknowledged before its end counts; a line that was cut off does not.
            var rest = await process.StandardOutput.ReadToEndAsync();
            foreach (var line in rest[..(rest.LastIndexOf('\n') + 1)].Split('\n', StringSplitOptions.RemoveEmptyEntries)) Note(line);
        }
        finally
        {
            if (!process.HasExited) process.Kill();
            await process.WaitForExitAsync();
        }
    }

    private void Note(string line)
    {
        var (step, message) = line.Split(' ', 2) is [var first, var second] ? (first, second) : throw new FormatException($"No journal: {line}");
        if (step == "sent")
        {
            _sent.Add(message);
            _next = Math.Max(_next, int.Parse(message.Split(' ')[1].TrimEnd('a', 'b', 'c')) + 2);
            return;
        }

        Assert.False(step == "got" && _completed.Contains(message), $"{message} came back after it was completed.");
        if (step == "completed") _completed.Add(message);
        _last[message] = step;
    }
}
