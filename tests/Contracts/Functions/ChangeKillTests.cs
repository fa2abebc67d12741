using Serverless.Contracts.Running;

namespace Serverless.Contracts.Functions;

public sealed class ChangeKillTests
{
    private const int Kills = 5;

    [Fact]
    public async Task No_change_is_missed_when_the_process_is_killed_in_the_middle_of_batches()
    {
        await using var account = await WatchedAccount.StartAsync();
        using var folder = account.Folder("WatchOnDisk");
        var seen = Path.Combine(folder.Path, "seen.txt");
        folder.Values["SeenFile"] = seen;
        folder.Save();

        for (var kill = 0; kill < Kills; kill++)
        {
            using var app = await AppProcess.StartAsync(folder);
            await account.WriteAsync([.. Ids(kill, "a"), Held(kill), .. Ids(kill, "z")]);
            await Deadline.UntilAsync("a batch is in the middle", async () => (await ReadAsync(seen)).Contains(Held(kill)));
            await app.KillAsync();
        }

        using var last = await AppProcess.StartAsync(folder);
        var written = Enumerable.Range(0, Kills).SelectMany(kill => Ids(kill, "a").Append(Held(kill)).Concat(Ids(kill, "z"))).ToHashSet(StringComparer.Ordinal);
        await Deadline.UntilAsync("every change has been seen", async () => written.IsSubsetOf(await ReadAsync(seen)));
        var times = (await ReadAsync(seen)).CountBy(id => id).ToDictionary(StringComparer.Ordinal);
        Assert.All(Enumerable.Range(0, Kills), kill => Assert.True(times[Held(kill)] > 1, $"The batch of kill {kill} was not repeated."));
        await last.StopAsync();
    }

    [Fact]
    public async Task When_one_of_two_hosts_is_killed_the_other_goes_on_once_its_leases_have_expired()
    {
        await using var account = await WatchedAccount.StartAsync();
        using var folder = account.Folder("WatchPromptly");
        using var otherFolder = account.Folder("WatchPromptly");
        using var first = await AppProcess.StartAsync(folder);
        await account.WriteAsync("a");
        await first.JournalAsync("WatchPromptly", entries => entries.Contains("a"));
        using var second = await AppProcess.StartAsync(otherFolder);
        await first.KillAsync();
        await account.WriteAsync("b");
        await second.JournalAsync("WatchPromptly", entries => entries.Contains("b"));
    }

    private static string Held(int kill) => $"hold-{kill}";

    private static IEnumerable<string> Ids(int kill, string part) => Enumerable.Range(0, 8).Select(i => $"{kill}-{part}-{i}");

    private static async Task<string[]> ReadAsync(string file) => File.Exists(file) ? await File.ReadAllLinesAsync(file) : [];
}
