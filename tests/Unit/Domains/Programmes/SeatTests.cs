using Serverless.Functions.Domains.Programmes;
using Serverless.Kernel.Results;

namespace Serverless.Unit.Domains;

public sealed class SeatTests
{
    private static readonly Guid Application = Sample.Id(7);
    private static readonly Programme Published = ProgrammesDomain.Programmes.Given(Sample.Drafted, new ProgrammePublished()).State!;
    private static readonly SeatClaimed Claimed = new() { ApplicationId = Application };
    private static readonly SeatReleased Released = new() { ApplicationId = Application };

    [Fact]
    public void A_claimed_seat_is_counted() =>
        Then(SeatDecisions.Claim(Published with { SeatsTaken = 9 }, seat: null, Application), "10", Claimed);

    [Fact]
    public void A_seat_is_claimed_once_even_when_no_other_is_left() =>
        Then(SeatDecisions.Claim(Published with { SeatsTaken = 10 }, Given(Claimed), Application), count: null, seat: null);

    [Fact]
    public void There_are_no_more_seats_than_the_capacity() =>
        ThenRefused(SeatDecisions.Claim(Published with { SeatsTaken = 10 }, seat: null, Application), ProgrammeErrors.Full);

    [Fact]
    public void A_seat_that_was_given_up_is_not_claimed_again() =>
        ThenRefused(SeatDecisions.Claim(Published, Given(Claimed, Released), Application), ProgrammeErrors.SeatReleased);

    [Fact]
    public void A_draft_has_no_seats() =>
        ThenRefused(SeatDecisions.Claim(Published with { Status = ProgrammeStatus.Draft }, seat: null, Application), ProgrammeErrors.NotPublished);

    [Fact]
    public void A_programme_that_does_not_exist_has_no_seats()
    {
        ThenRefused(SeatDecisions.Claim(programme: null, seat: null, Application), ProgrammeErrors.NotFound);
        ThenRefused(SeatDecisions.Release(programme: null, seat: null, Application), ProgrammeErrors.NotFound);
    }

    [Fact]
    public void A_released_seat_is_free_for_others() =>
        Then(SeatDecisions.Release(Published with { SeatsTaken = 10 }, Given(Claimed), Application), "9", Released);

    [Fact]
    [Trait("Requirement", "S75")]
    public void A_seat_is_released_once() =>
        Then(SeatDecisions.Release(Published with { SeatsTaken = 9 }, Given(Claimed, Released), Application), count: null, seat: null);

    [Fact]
    public void A_seat_that_was_never_claimed_is_released_before_a_late_claim()
    {
        Then(SeatDecisions.Release(Published, seat: null, Application), count: null, Released);
        ThenRefused(SeatDecisions.Claim(Published, Given(Released), Application), ProgrammeErrors.SeatReleased);
    }

    private static Seat Given(params SeatEvent[] events) => ProgrammesDomain.Seats.Given(events).State!;

    private static void Then(Result<SeatChange> change, string? count, SeatEvent? seat)
    {
        Assert.Equal(count, change.Value.Programme.SingleOrDefault() switch
        {
            ProgrammeSeatTaken taken => $"{taken.SeatsTaken}",
            ProgrammeSeatFreed freed => $"{freed.SeatsTaken}",
            _ => null,
        });
        Assert.Equal(seat, change.Value.Seat.SingleOrDefault());
    }

    private static void ThenRefused(Result<SeatChange> change, Error error) => Assert.Equal(error, change.Error);
}
