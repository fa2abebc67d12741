using System.Text.RegularExpressions;

namespace Serverless.Architecture;

/// <summary>Entries of the audit are created and read in one place, and changed or taken away nowhere; erasure leaves them.</summary>
public sealed partial class AuditTests
{
    private const string Entries = "infra/Cloud/Audit/AuditDocuments.cs";
    private const string Feed = "infra/Cloud/Audit/Checkpoints/CheckpointFeed.cs";

    [Fact]
    [Trait("Requirement", "S56")]
    [Trait("Requirement", "S97")]
    public void No_entry_of_the_audit_is_changed_or_taken_away()
    {
        var reaching = Repository.Files("functions", "*.cs").Concat(Repository.Files("infra/Cloud", "*.cs"))
            .Where(file => Reaching().IsMatch(File.ReadAllText(file)))
            .Select(Repository.Relative);
        Assert.Equal([Entries, Feed], reaching.Order(StringComparer.Ordinal));
        Assert.DoesNotMatch(@"\b(Replace|Upsert|Patch|Delete)", Text(Entries));
        Assert.DoesNotMatch(@"_entries\.(Create|Replace|Upsert|Patch|Delete)", Text(Feed));
    }

    /// <summary>Whoever decides what a caller may see of somebody notes that they do.</summary>
    [Fact]
    [Trait("Requirement", "S15")]
    public void Whatever_is_shown_is_noted()
    {
        // It asks what roles see, and shows nobody's data.
        const string records = "functions/Platform/ProcessingRecords/ProcessingRecordWriter.cs";
        var showing = Repository.Files("functions", "*.cs").Concat(Repository.Files("infra/Cloud", "*.cs"))
            .Where(file => Showing().IsMatch(File.ReadAllText(file)) && Repository.Relative(file) != records).ToList();
        Assert.NotEmpty(showing);
        Assert.All(showing, file => Assert.Matches(@"\b(AccessTrail\.Current|RecordTrail\.Shown)\b", File.ReadAllText(file)));
    }

    private static string Text(string file) => File.ReadAllText(Path.Combine(Repository.Root, file));

    [GeneratedRegex("""GetContainer\((PlatformContainers\.Audit\b|"audit")""", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Reaching();

    [GeneratedRegex(@"\.Sees\(|new Masking\(", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Showing();
}
