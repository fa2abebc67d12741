using System.Diagnostics.Metrics;
using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using Serverless.Cloud.Telemetry;

namespace Serverless.Architecture;

/// <summary>Dashboards and alerts of others go by these names: one that goes or comes is told to whoever reads about them.</summary>
public sealed class MetricsTests
{
    private static readonly List<Instrument> Offered = Instruments();

    public static TheoryData<string> Names => [.. Offered.Select(instrument => instrument.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    [Trait("Requirement", "S31")]
    public void The_README_says_what_a_metric_is(string name) =>
        Assert.Contains($"| `{name}` |", File.ReadAllText(Path.Combine(Repository.Root, "README.md")), StringComparison.Ordinal);

    [Fact]
    public void Every_metric_has_a_unit_and_says_what_it_measures()
    {
        Assert.True(Offered.Count > 5);
        Assert.All(Offered, instrument => Assert.False(string.IsNullOrEmpty(instrument.Unit) || string.IsNullOrEmpty(instrument.Description), instrument.Name));
    }

    /// <summary>All that is made by the types that take a factory of meters.</summary>
    private static List<Instrument> Instruments()
    {
        var found = new List<Instrument>();
        using var listener = new MeterListener { InstrumentPublished = (instrument, _) => found.Add(instrument) };
        listener.Start();
        found.Clear();
        using var services = new ServiceCollection().AddMetrics().AddSingleton(TimeProvider.System).BuildServiceProvider();
        var makers = typeof(Instruments).Assembly.GetTypes().SelectMany(type => type.GetConstructors(BindingFlags.Public | BindingFlags.Instance))
            .Where(maker => maker.GetParameters().Any(parameter => parameter.ParameterType == typeof(IMeterFactory)));
        foreach (var maker in makers) maker.Invoke([.. maker.GetParameters().Select(parameter => services.GetRequiredService(parameter.ParameterType))]);
        return found;
    }
}
