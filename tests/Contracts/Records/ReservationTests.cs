using Microsoft.Azure.Cosmos;
using Serverless.LocalCosmos;
using static Serverless.Contracts.Records.RecordApp;

namespace Serverless.Contracts.Records;

[Trait("Requirement", "S81")]
public sealed class ReservationTests(RecordApp app) : IClassFixture<RecordApp>
{
    private readonly string _value = Guid.NewGuid().ToString("N");

    [Fact]
    public async Task Of_many_who_want_a_value_one_gets_it()
    {
        var results = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => TakeAsync(Guid.NewGuid(), isHeld: false)));
        Assert.Single(results, taken => taken);
    }

    [Fact]
    public async Task Who_has_a_value_gets_it_again()
    {
        var owner = Guid.NewGuid();
        Assert.True(await TakeAsync(owner, isHeld: false));
        Assert.True(await TakeAsync(owner, isHeld: false));
    }

    [Fact]
    public async Task A_value_that_nobody_holds_is_free_after_a_while()
    {
        await TakeAsync(Guid.NewGuid(), isHeld: false);
        var next = Guid.NewGuid();
        Assert.False(await TakeAsync(next, isHeld: false));
        app.Time.Advance(TimeSpan.FromMinutes(11));
        Assert.True(await TakeAsync(next, isHeld: false));
    }

    [Fact]
    public async Task A_value_that_is_held_stays_with_its_owner()
    {
        await TakeAsync(Guid.NewGuid(), isHeld: false);
        app.Time.Advance(TimeSpan.FromDays(400));
        Assert.False(await TakeAsync(Guid.NewGuid(), isHeld: true));
    }

    [Fact]
    public async Task An_answer_that_is_lost_takes_nothing_from_its_owner()
    {
        var owner = Guid.NewGuid();
        await TakeAsync(owner, isHeld: false);
        for (var i = 0; i < 5; i++)
        {
            app.Account.Faults.Add(new FaultRule { Action = FaultAction.DropAnswer, Operation = RequestKind.ReplaceItem, Container = "counters", Count = 1 });
            try
            {
                Assert.True(await TakeAsync(owner, isHeld: false));
            }
            catch (Exception e) when (e is CosmosException or HttpRequestException)
            {
                // No answer; the next attempt has one.
            }
        }

        Assert.True(await TakeAsync(owner, isHeld: false));
    }

    [Fact]
    public async Task Of_an_owner_who_comes_back_and_one_who_takes_over_one_gets_it()
    {
        var owner = Guid.NewGuid();
        await TakeAsync(owner, isHeld: false);
        app.Time.Advance(TimeSpan.FromMinutes(11));
        var results = await Task.WhenAll(TakeAsync(owner, isHeld: false), TakeAsync(Guid.NewGuid(), isHeld: false));
        Assert.Single(results, taken => taken);
    }

    private Task<bool> TakeAsync(Guid owner, bool isHeld) =>
        app.Reservations.TryTakeAsync("counters", NewKey().TenantId, "value", _value, owner, _ => Task.FromResult(isHeld), CancellationToken.None);
}
