using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Cosmos;
using Serverless.LocalCosmos;

namespace Serverless.Contracts.Domains;

/// <summary>People who say things at once, and stores that break off.</summary>
public sealed class ConsentFaultTests(ConsentApp app) : IClassFixture<ConsentApp>
{
    private static readonly Gen<FaultRule> Faults =
        from action in Gen.Elements(FaultAction.DropAnswer, FaultAction.DropRequest, FaultAction.ServiceUnavailable, FaultAction.TooManyRequests)
        from skip in Gen.Choose(0, 3)
        from count in Gen.Choose(1, 3)
        select new FaultRule { Action = action, Container = "consents", Skip = skip, Count = count };

    [Fact]
    [Trait("Requirement", "S44")]
    public async Task Of_twenty_who_speak_at_once_each_has_an_entry()
    {
        var person = Guid.NewGuid();
        var replies = await Task.WhenAll(Enumerable.Range(1, 20).Select(i => Task.Run(() => app.SayAsync(person, "newsletter", "granted", version: $"{i}"))));

        Assert.All(replies, reply => Assert.Equal(StatusCodes.Status200OK, reply.Status));
        Assert.Equal(Enumerable.Range(1, 20), await VersionsAsync(person));
        Assert.True((bool)(await app.VerifyAsync(person))["intact"]!);
    }

    [Fact]
    [Trait("Requirement", "S13")]
    [Trait("Requirement", "S95")]
    public void Whatever_breaks_off_and_is_sent_again_is_in_the_chain_once() =>
        Prop.ForAll(Faults.ArrayOf(6).ToArbitrary(), HoldsAsync).Check(Config.QuickThrowOnFailure.WithMaxTest(15));

    private async Task<bool> HoldsAsync(FaultRule[] faults)
    {
        var person = Guid.NewGuid();
        for (var i = 0; i < faults.Length; i++)
        {
            var rule = app.Faults.Add(faults[i]);
            await UntilAnsweredAsync(() => app.SayAsync(person, "newsletter", "granted", version: $"{i + 1}", key: $"{person}-{i}"));
            app.Faults.Remove(rule);
        }

        return (await VersionsAsync(person)).SequenceEqual(Enumerable.Range(1, faults.Length)) && (bool)(await app.VerifyAsync(person))["intact"]!;
    }

    private static async Task UntilAnsweredAsync(Func<Task<Reply>> command)
    {
        for (var isAnswered = false; !isAnswered;)
        {
            try
            {
                isAnswered = (await command()).Status == StatusCodes.Status200OK;
            }
            catch (Exception e) when (e is CosmosException or HttpRequestException)
            {
                // As a client does: the same again.
            }
        }
    }

    private async Task<IEnumerable<int>> VersionsAsync(Guid person) => (await app.ListAsync(person, "?pageSize=100")).Body["items"]!.AsArray()
        .Select(item => int.Parse((string)item!["policyVersion"]!, CultureInfo.InvariantCulture)).Order();
}
