using System.Reflection;
using Microsoft.Azure.Functions.Worker;
using Serverless.Cloud.Cosmos;
using Serverless.Cloud.Projections;
using Serverless.Functions.Projections.PersonOverview;

namespace Serverless.Unit.Projections;

/// <summary>What the triggers of the app must have in common, since attributes cannot compute it.</summary>
public sealed class TriggerTests
{
    private static readonly List<(MethodInfo Function, CosmosDBTriggerAttribute Trigger)> Triggers =
    [
        .. from type in typeof(PersonOverviewTriggers).Assembly.GetTypes()
           from method in type.GetMethods()
           from parameter in method.GetParameters()
           let trigger = parameter.GetCustomAttribute<CosmosDBTriggerAttribute>()
           where trigger is not null
           select (method, trigger),
    ];

    private static readonly List<Projection> Projections =
    [
        .. typeof(PersonOverviewTriggers).Assembly.GetTypes()
            .SelectMany(type => type.GetProperties(BindingFlags.Public | BindingFlags.Static))
            .Where(property => property.PropertyType == typeof(Projection))
            .Select(property => (Projection)property.GetValue(obj: null)!),
    ];

    /// <summary>Under another prefix the estimator would look at leases that nobody writes.</summary>
    [Fact]
    [Trait("Requirement", "S32")]
    public void A_read_model_reads_each_of_its_sources_under_the_prefix_that_its_lag_is_estimated_by()
    {
        Assert.NotEmpty(Projections);
        foreach (var projection in Projections)
        {
            Assert.Equal(
                projection.Containers.Select(container => (container, projection.LeasePrefix(container))),
                Triggers.Where(one => one.Trigger.LeaseContainerPrefix!.StartsWith(projection.Name, StringComparison.Ordinal))
                    .Select(one => (one.Trigger.ContainerName, one.Trigger.LeaseContainerPrefix!)).Order());
        }
    }

    [Fact]
    [Trait("Requirement", "S78")]
    public void No_batch_is_ever_dropped()
    {
        Assert.NotEmpty(Triggers);
        Assert.All(Triggers, one => Assert.Equal(-1, one.Function.GetCustomAttribute<RetryAttribute>()?.MaxRetryCount));
    }

    [Fact]
    public void Every_reader_of_a_feed_has_leases_of_its_own_and_begins_at_the_beginning()
    {
        Assert.Equal(Triggers.Count, Triggers.Select(one => one.Trigger.LeaseContainerPrefix).Distinct().Count());
        Assert.All(Triggers, one =>
        {
            Assert.True(one.Trigger.StartFromBeginning);
            Assert.Equal((CosmosConnection.Database, "Cosmos", "leases"), (one.Trigger.DatabaseName, one.Trigger.Connection, one.Trigger.LeaseContainerName));
        });
    }
}
