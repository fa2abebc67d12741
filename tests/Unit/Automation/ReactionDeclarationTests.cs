using Microsoft.Extensions.DependencyInjection;
using Serverless.Cloud.Automation;
using Serverless.Functions.Domains.Applications;
using Serverless.Functions.Domains.People;
using Serverless.Kernel.Access;
using Serverless.Kernel.Declarations;
using Serverless.Kernel.Events;
using Serverless.Kernel.Results;

namespace Serverless.Unit.Automation;

public sealed class ReactionDeclarationTests
{
    private static readonly React Nothing = (_, _, _) => Task.FromResult<Error?>(null);

    [Fact]
    public void A_reaction_to_an_event_of_another_domain_keeps_the_app_from_starting()
    {
        var refused = Assert.Throws<DeclarationException>(() =>
            new ServiceCollection().AddReaction<object>("sample", ApplicationsDomain.Applications, [typeof(ApplicationAccepted), typeof(PersonDeleted)], _ => Nothing));
        Assert.Equal(["'application' has no event PersonDeleted"], refused.Problems);
    }

    [Fact]
    public void A_reaction_to_nothing_keeps_the_app_from_starting() => Assert.Equal(
        ["it follows from no event"],
        Assert.Throws<DeclarationException>(() => new ServiceCollection().AddReaction<object>("sample", ApplicationsDomain.Applications, [], _ => Nothing)).Problems);

    [Fact]
    public void Two_reactions_of_one_name_are_refused()
    {
        using var services = new ServiceCollection().AddSingleton<ReactionSet>()
            .AddReaction<object>("sample", ApplicationsDomain.Applications, [typeof(ApplicationAccepted)], _ => Nothing)
            .AddReaction<object>("sample", PeopleDomain.People, [typeof(PersonDeleted)], _ => Nothing)
            .BuildServiceProvider();
        Assert.Equal(["'sample' is declared twice"], Assert.Throws<DeclarationException>(services.GetRequiredService<ReactionSet>).Problems);
    }

    /// <summary>What follows is their doing, but nobody is allowed anything by an event.</summary>
    [Fact]
    [Trait("Requirement", "S86")]
    public void What_follows_is_done_for_who_made_the_event_happen_and_without_their_roles()
    {
        var fact = new EventDocument
        {
            Id = Guid.NewGuid(),
            TenantId = "acme",
            SubjectId = Guid.NewGuid().ToString(),
            Kind = "application-accepted",
            RecordId = Guid.NewGuid(),
            RecordType = "application",
            Version = 4,
            Index = 0,
            Final = true,
            At = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero),
            By = new Who("staff-1", ["reviewer"]),
            Why = new Why("accepted", TraceParent: null, Guid.NewGuid()),
            Data = [],
            Changes = [],
        };
        var caller = ReactionCaller.Of(fact);
        Assert.Equal(("acme", "staff-1", null), (caller.TenantId, caller.Id, caller.PersonId));
        Assert.DoesNotContain(Enum.GetValues<Role>(), caller.Is);
    }
}
