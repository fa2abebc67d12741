using FsCheck;
using FsCheck.Fluent;
using Microsoft.Azure.Cosmos;
using Serverless.LocalCosmos;

namespace Serverless.Contracts.Domains;

/// <summary>Acceptances and withdrawals that break off anywhere, and are sent again or given up.</summary>
public sealed class SeatFaultTests(DomainApp app) : IClassFixture<DomainApp>
{
    private const int Capacity = 2;
    private const int Applicants = 4;

    private static readonly Gen<Step> Steps =
        from who in Gen.Choose(0, Applicants - 1)
        from isAcceptance in Gen.Elements(true, true, false)
        from attempts in Gen.Choose(1, 3)
        from action in Gen.Elements(FaultAction.DropAnswer, FaultAction.DropRequest, FaultAction.ServiceUnavailable)
        from container in Gen.Elements("programmes", "applications")
        from skip in Gen.Choose(0, 2)
        from count in Gen.Choose(1, 3)
        select new Step(who, isAcceptance, attempts, new FaultRule { Action = action, Container = container, Skip = skip, Count = count });

    [Fact]
    [Trait("Requirement", "S45")]
    public void Once_the_feed_is_read_the_accepted_hold_seats_and_the_ended_hold_none() =>
        Prop.ForAll(Steps.NonEmptyListOf().ToArbitrary(), steps => HoldsAsync(steps)).Check(Config.QuickThrowOnFailure.WithMaxTest(8).WithEndSize(10));

    private async Task<bool> HoldsAsync(IEnumerable<Step> steps)
    {
        var course = await Course.PublishedAsync(app, Capacity);
        var applicants = await Task.WhenAll(Enumerable.Range(0, Applicants).Select(_ => course.UnderReviewAsync()));
        foreach (var step in steps)
        {
            var rule = app.Faults.Add(step.Fault);
            await TryAsync(step.IsAcceptance ? () => applicants[step.Who].AcceptAsync() : applicants[step.Who].WithdrawAsync, step.Attempts);
            app.Faults.Remove(rule);
        }

        await app.FeedAsync();
        var holders = await course.HoldersAsync();
        var states = await Task.WhenAll(applicants.Select(async applicant => (applicant.ApplicationId, Status: (await applicant.ReadAsync()).Field("status"))));
        return (await course.ReadAsync()).Field("seatsTaken") == $"{holders.Count}"
            && holders.Count <= Capacity
            && states.All(state => state.Status switch
            {
                "accepted" => holders.Contains(state.ApplicationId),
                "withdrawn" => !holders.Contains(state.ApplicationId),
                _ => true,
            });
    }

    private static async Task TryAsync(Func<Task<Reply>> command, int attempts)
    {
        for (var attempt = 0; attempt < attempts; attempt++)
        {
            try
            {
                await command();
                return;
            }
            catch (Exception e) when (e is CosmosException or HttpRequestException)
            {
                // Nobody knows what has happened; perhaps the next attempt tells.
            }
        }
    }

    private sealed record Step(int Who, bool IsAcceptance, int Attempts, FaultRule Fault);
}
