namespace Serverless.Contracts.Running;

/// <summary>Two who want the same name for a file of theirs.</summary>
public static class SameMoment
{
    private const int Rounds = 200;

    /// <param name="name">Gives a file another name, or throws where there is one.</param>
    public static async Task OneNamesAsync(Action<string, string> name)
    {
        ArgumentNullException.ThrowIfNull(name);
        var folder = Directory.CreateTempSubdirectory("same-moment-").FullName;
        try
        {
            for (var round = 0; round < Rounds; round++)
            {
                var path = Path.Combine(folder, $"{round}");
                using var start = new Barrier(2);
                var named = await Task.WhenAll(Try("one"), Try("other"));
                Assert.Single(named, isNamed => isNamed);
                Assert.Equal(named[0] ? "one" : "other", await File.ReadAllTextAsync(path));

                // A thread of its own: one that waits for the other must not keep it from beginning.
                Task<bool> Try(string mine) => Task.Factory.StartNew(() => IsNamed(mine), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

                bool IsNamed(string mine)
                {
                    File.WriteAllText($"{path}.{mine}", mine);
                    start.SignalAndWait();
                    try
                    {
                        name($"{path}.{mine}", path);
                        return true;
                    }
                    catch (IOException)
                    {
                        return false;
                    }
                }
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
