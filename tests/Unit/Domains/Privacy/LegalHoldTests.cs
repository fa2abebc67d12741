using Serverless.Functions.Domains.LegalHolds;
using static Serverless.Functions.Domains.LegalHolds.LegalHoldDecisions;

namespace Serverless.Unit.Domains;

public sealed class LegalHoldTests
{
    private static readonly DateTimeOffset Now = new(2027, 4, 2, 10, 0, 0, TimeSpan.Zero);

    private static readonly HoldPlaced Placed = new() { PersonId = Sample.Id(1), Kind = HoldKind.Litigation, Reason = "A claim for fees", Authority = "Amtsgericht 12 C 34/27" };

    [Fact]
    public void It_is_placed_with_a_reason_and_an_authority()
    {
        Given().When(_ => Place(New(" A claim for fees ", "Amtsgericht 12 C 34/27 "), Now)).Then(Placed);
        Given().When(_ => Place(New("", " ") with { Until = Now }, Now))
            .ThenRefused("legal-hold-invalid", "/reason has no text", "/authority has no text", "/until is over already");
    }

    [Fact]
    public void It_is_released_once_with_a_reason()
    {
        var released = new HoldReleased { ReleaseReason = "Settled" };
        Given(Placed).When(state => Release(state!, new Release { Reason = " Settled" })).Then(released);
        Given(Placed, released).When(state => Release(state!, new Release { Reason = "Again" })).ThenNothing();
        Given(Placed).When(state => Release(state!, new Release { Reason = " " })).ThenRefused("legal-hold-invalid", "/reason has no text");
    }

    [Fact]
    public void It_stands_until_it_is_released_or_its_time_is_over()
    {
        Assert.True(Given(Placed).State!.StandsAt(DateTimeOffset.MaxValue));
        Assert.False(Given(Placed, new HoldReleased { ReleaseReason = "Settled" }).State!.StandsAt(Now));
        var hold = Given(Placed with { Until = Now }).State!;
        Assert.True(hold.StandsAt(Now.AddTicks(-1)));
        Assert.False(hold.StandsAt(Now));
    }

    private static NewHold New(string reason, string authority) => new() { PersonId = Sample.Id(1), Kind = HoldKind.Litigation, Reason = reason, Authority = authority };

    private static Scenario<LegalHold, LegalHoldEvent> Given(params LegalHoldEvent[] events) =>
        new(LegalHoldsDomain.LegalHolds, events.Aggregate((LegalHold?)null, Evolve));
}
