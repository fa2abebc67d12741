namespace Serverless.Acceptance.Starting;

public sealed class SampleSettingsTests
{
    [Fact]
    public async Task A_copy_of_the_sample_works_as_it_is()
    {
        using var folder = new RunFolder();
        File.Copy(Repository.In("local.settings.sample.json"), folder.In("local.settings.json"));
        await using var run = await LocalHostProcess.StartAsync(folder);
        Assert.Matches("Cosmos DB +http://127.0.0.1", run.Output);
    }

    [Fact]
    public void Every_setting_of_the_sample_can_be_uncommented_alone()
    {
        var lines = File.ReadAllLines(Repository.In("local.settings.sample.json"));
        var optional = Enumerable.Range(0, lines.Length).Where(i => lines[i].TrimStart().StartsWith("// , \"", StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(optional);
        foreach (var i in optional)
        {
            using var folder = new RunFolder();
            folder.Write("local.settings.json", string.Join('\n', lines.Select((line, at) => at == i ? line.Replace("// ,", ",", StringComparison.Ordinal) : line)));
            var settings = LocalHost.Settings.AppFolder.Read(folder.Path);
            Assert.True(settings.Gives(lines[i].Split('"')[1].Split("__")[0]), lines[i]);
        }
    }
}
