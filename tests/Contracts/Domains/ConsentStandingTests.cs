using System.Text.Json;
using Serverless.Cloud.Automation;
using Serverless.Cloud.Keys;
using Serverless.Functions.Domains.Consents;

namespace Serverless.Contracts.Domains;

/// <summary>What a person says is what stands where everybody looks, in whatever order and however often the feed brings it.</summary>
[Trait("Requirement", "S13")]
public sealed class ConsentStandingTests(ConsentApp app) : IClassFixture<ConsentApp>
{
    [Fact]
    public async Task What_is_granted_stands_until_it_is_withdrawn()
    {
        var person = Guid.NewGuid();
        await app.SayAsync(person, "progressAnalysis", "granted");
        await app.SayAsync(person, "research", "granted");
        await FollowAsync(person);
        Assert.Equal(["progressAnalysis", "research"], await StandingAsync(person));
        await app.SayAsync(person, "progressAnalysis", "withdrawn");
        await FollowAsync(person);
        await FollowAsync(person);
        Assert.Equal(["research"], await StandingAsync(person));
    }

    /// <summary>It is as easy to withdraw consent as to give it (GDPR Art. 7(3)).</summary>
    [Fact]
    public async Task It_is_withdrawn_also_while_the_data_is_restricted()
    {
        var person = Guid.NewGuid();
        await app.SayAsync(person, "research", "granted");
        await app.Get<SubjectKeys>().RestrictAsync("acme", person.ToString(), Guid.NewGuid(), "objection", default);
        Assert.Equal(200, (await app.SayAsync(person, "research", "withdrawn")).Status);
        await FollowAsync(person);
        Assert.Empty(await StandingAsync(person));
    }

    private async Task FollowAsync(Guid person) => await app.Get<ReactionFeed>().RunAsync(
        UpholdFunctions.Name, [.. (await app.DocumentsAsync("consents", person)).Select(change => JsonSerializer.SerializeToElement(change))], CancellationToken.None);

    private async Task<IEnumerable<string>> StandingAsync(Guid person) => (await app.Get<SubjectKeys>().StandingAsync("acme", person.ToString(), default)).Consents.Order(StringComparer.Ordinal);
}
