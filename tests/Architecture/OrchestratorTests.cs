using System.Text.RegularExpressions;

namespace Serverless.Architecture;

/// <summary>
/// An orchestrator is replayed, so it may use nothing that differs from one time to the next: no clock, no random values,
/// no threads, no I/O. It is known by the context it takes; its activities stand in files of their own.
/// </summary>
public sealed partial class OrchestratorTests
{
    private static readonly string[] Folders = ["functions", "tests/SampleApp", "tests/DurableApp"];

    [Fact]
    public void An_orchestrator_uses_nothing_that_differs_on_replay()
    {
        var files = Folders.SelectMany(folder => Repository.Files(folder, "*.cs"))
            .Select(file => (Name: Repository.Relative(file), Text: File.ReadAllText(file)))
            .Where(file => Context().IsMatch(file.Text)).ToList();
        Assert.NotEmpty(files);

        var offences =
            from file in files
            from Match use in Banned().Matches(Comment().Replace(file.Text, ""))
            select $"{file.Name} uses {use.Value}: take it from the context, or let an activity do it";
        Assert.Empty(offences);
    }

    [Theory]
    [InlineData("var id = Guid.NewGuid();")]
    [InlineData("var number = Random.Shared.Next();")]
    [InlineData("await Task.Delay(5);")]
    [InlineData("var now = time.GetUtcNow();")]
    [InlineData("var text = await File.ReadAllTextAsync(path);")]
    [InlineData("var page = await http.GetStringAsync(uri); // HttpClient http")]
    [InlineData("await task.ConfigureAwait(false);")]
    [InlineData("var name = Environment.MachineName;")]
    public void What_differs_on_replay_is_found(string code) => Assert.Matches(Banned(), code);

    [Theory]
    [InlineData("var id = context.NewGuid();")]
    [InlineData("await context.CreateTimer(TimeSpan.FromDays(1), cancellation);")]
    [InlineData("await Task.WhenAll(steps);")]
    [InlineData("var now = context.CurrentUtcDateTime;")]
    public void What_the_context_gives_is_free(string code) => Assert.DoesNotMatch(Banned(), code);

    [GeneratedRegex(@"\bTaskOrchestrationContext\b", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Context();

    [GeneratedRegex(
        @"\b(Guid\.(NewGuid|CreateVersion7)|Random|RandomNumberGenerator|DateTime(Offset)?\.(Utc)?Now|TimeProvider|GetUtcNow|Stopwatch|Environment"
        + @"|Task\.(Run|Delay|Factory)|Parallel|Thread(Pool)?|Timer|PeriodicTimer|ConfigureAwait|ContinueWith|CancelAsync"
        + @"|File|Directory|HttpClient|GetStringAsync|SqlConnection|CosmosClient|BlobClient|Console)\b",
        RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Banned();

    [GeneratedRegex(@"//.*$", RegexOptions.Multiline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Comment();
}
