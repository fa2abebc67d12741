using System.Reflection;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Serverless.Cloud.Automation;
using Serverless.Functions.Domains.People;

namespace Serverless.Unit.Automation;

/// <summary>A reaction that no function gives events to would never come.</summary>
public sealed class ReactionTriggerTests
{
    private static readonly Type[] App = typeof(PeopleDomain).Assembly.GetTypes();

    /// <summary>As the domains register them.</summary>
    private static readonly IReadOnlyList<Reaction> Reactions = Registered();

    [Fact]
    [Trait("Requirement", "S46")]
    public void Each_reaction_has_a_trigger_of_its_domains_feed_under_its_own_name()
    {
        Assert.NotEmpty(Reactions);
        var triggers = App.SelectMany(type => type.GetMethods()).SelectMany(method => method.GetParameters()).Select(parameter => parameter.GetCustomAttribute<CosmosDBTriggerAttribute>()).OfType<CosmosDBTriggerAttribute>().ToList();
        Assert.All(Reactions, reaction => Assert.Equal(
            reaction.Domain.Container, Assert.Single(triggers, trigger => trigger.LeaseContainerPrefix == $"{reaction.Name}-").ContainerName));
    }

    [Fact]
    public void No_two_have_one_name() => _ = new ReactionSet(Reactions);

    private static List<Reaction> Registered()
    {
        var services = new ServiceCollection();
        foreach (var add in App.Where(type => type.Namespace?.Contains(".Domains.", StringComparison.Ordinal) == true).SelectMany(type => type.GetMethods(BindingFlags.Public | BindingFlags.Static)))
        {
            if (add.ReturnType == typeof(IServiceCollection))
                add.Invoke(null, [services, .. add.GetParameters().Skip(1).Select(_ => new ConfigurationBuilder().Build())]);
        }

        return [.. services.Select(service => service.ImplementationInstance).OfType<Reaction>()];
    }
}
