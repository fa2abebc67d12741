using System.Text.RegularExpressions;
using Serverless.Architecture.Bicep;

namespace Serverless.Architecture.Deployment;

/// <summary>An alert on a metric that nobody measures would never tell of anything.</summary>
public sealed partial class AlertsTests
{
    [Fact]
    [Trait("Requirement", "S76")]
    public async Task Alerts_are_on_metrics_that_the_app_measures()
    {
        var module = (await BicepTests.Files.Value).Single(file => file.Name == "bicep/modules/alerts.bicep");
        var asked = Metric().Matches(module.Root.Text).Select(match => match.Groups["name"].Value).ToHashSet(StringComparer.Ordinal);
        Assert.Superset(new HashSet<string>(["serverless.projection.lag", "serverless.deadletters", "serverless.orchestrations.failed"], StringComparer.Ordinal), asked);
        Assert.Subset(((IEnumerable<object[]>)MetricsTests.Names).Select(row => (string)row[0]).ToHashSet(StringComparer.Ordinal), asked);
    }

    [GeneratedRegex("Name == \"(?<name>[^\"]+)\"", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Metric();
}
