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

    private static string Text(string file) => File.ReadAllText(Path.Combine(Repository.Root, file));

    [GeneratedRegex("""GetContainer\((PlatformContainers\.Audit\b|"audit")""", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Reaching();
}
