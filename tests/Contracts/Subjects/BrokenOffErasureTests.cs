using Microsoft.Azure.Cosmos;
using Serverless.Cloud.Projections;
using Serverless.LocalCosmos;

namespace Serverless.Contracts.Subjects;

/// <summary>An erasure that breaks off anywhere, and is told again, ends as one that did not.</summary>
[Trait("Requirement", "S6")]
[Trait("Requirement", "S95")]
public sealed class BrokenOffErasureTests(ErasureApp app) : IClassFixture<ErasureApp>
{
    /// <summary>Whose enrolment is under way.</summary>
    private const int Seed = 0;

    [Fact]
    public async Task A_process_that_ends_after_any_request_leaves_what_the_next_one_finishes()
    {
        var place = await LifeAsync("whole");
        var sent = app.Guillotine.Sent;
        await app.EraseAsync(place);
        var requests = app.Guillotine.Sent - sent;
        var whole = await EndAsync("whole");
        Assert.InRange(requests, 40, 400);

        for (var after = 0L; after < requests; after++)
        {
            var tenant = $"stopped-{after}";
            place = await LifeAsync(tenant);
            app.Guillotine.FallAfter(after, isLastDone: true);
            await Assert.ThrowsAsync<ProcessEndedException>(() => app.EraseAsync(place));
            app.Guillotine.Lift();
            await app.EraseAsync(place);

            Assert.True(whole == await EndAsync(tenant), $"After {after} requests.");
        }
    }

    [Theory]
    [InlineData(FaultAction.TooManyRequests, 0.3)]
    [InlineData(FaultAction.ServiceUnavailable, 0.05)]
    [InlineData(FaultAction.DropAnswer, 0.05)]
    [InlineData(FaultAction.RequestTimeout, 0.05)]
    public async Task Storms_change_nothing_but_how_often_it_must_be_told(FaultAction action, double probability)
    {
        var place = await LifeAsync($"calm-{(int)action}");
        await app.EraseAsync(place);
        var calm = await EndAsync(place.TenantId);
        place = await LifeAsync($"storm-{(int)action}");
        var rule = app.Account.Faults.Add(new FaultRule { Action = action, Probability = probability });
        await UntilErasedAsync(place);
        app.Account.Faults.Remove(rule);

        Assert.Equal(calm, await EndAsync(place.TenantId));
    }

    private async Task UntilErasedAsync(SubjectPlace place)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await app.EraseAsync(place);
                return;
            }
            catch (Exception e) when (e is CosmosException or HttpRequestException && attempt < 100)
            {
                // Nobody knows what was done; the next attempt goes on from there.
            }
        }
    }

    private async Task<SubjectPlace> LifeAsync(string tenant)
    {
        var school = await School.OpenAsync(app, tenant);
        var person = await school.PersonAsync(Seed);
        await school.CertifyAsync(person);
        await app.FoldAsync(tenant);
        return school.PlaceOf(person);
    }

    /// <summary>What is stored in the end, once feeds have brought what the erasure has stored.</summary>
    private async Task<string> EndAsync(string tenant)
    {
        await app.FoldAsync(tenant);
        return await Shape.OfAsync(app, tenant);
    }
}
