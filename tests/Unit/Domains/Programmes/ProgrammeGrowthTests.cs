using Serverless.Functions.Domains.Programmes;
using static Serverless.Functions.Domains.Programmes.ProgrammeDecisions;

namespace Serverless.Unit.Domains;

public sealed class ProgrammeGrowthTests
{
    private static readonly ProgrammeTask Drawing = new() { Id = Sample.Id(12), Title = "Drawing", Due = new DateOnly(2027, 3, 21), Points = 10 };

    [Fact]
    public void A_published_programme_takes_more_of_everything() => GivenPublished()
        .When(p => Change(p, Sample.Details with
        {
            Ends = new DateOnly(2027, 4, 30),
            Capacity = 11,
            Sessions = [Sample.Second, Sample.First],
            Tasks = [Sample.Essay, Drawing],
        }))
        .Then(
            new ProgrammeExtended { Ends = new DateOnly(2027, 4, 30) },
            new ProgrammeCapacityRaised { Capacity = 11 },
            new ProgrammeSessionsAdded { Sessions = [Sample.Second] },
            new ProgrammeTasksAdded { Tasks = [Drawing] });

    [Fact]
    [Trait("Requirement", "S84")]
    public void Where_people_join_may_be_said_late_and_may_be_taken_back()
    {
        var said = new ProgrammeJoinAtChanged { JoinAt = "https://meet.example.org/welding" };
        GivenPublished().When(p => Change(p, Sample.Details with { JoinAt = said.JoinAt })).Then(said);
        ProgrammesDomain.Programmes.Given(Sample.Drafted, new ProgrammePublished(), said).When(p => Change(p, Sample.Details)).Then(new ProgrammeJoinAtChanged());
    }

    [Fact]
    public void What_was_added_comes_after_what_was_there() => Assert.Equal(
        [Sample.First, Sample.Second],
        ProgrammesDomain.Programmes.Given(Sample.Drafted, new ProgrammePublished(), new ProgrammeSessionsAdded { Sessions = [Sample.Second] }).State!.Sessions);

    [Fact]
    public void The_same_details_change_nothing() => GivenPublished().When(p => Change(p, Sample.Details)).ThenNothing();

    [Fact]
    public void What_people_rely_on_neither_changes_nor_goes() => GivenPublished()
        .When(p => Change(p, new ProgrammeDetails
        {
            Title = "Brazing",
            Description = "For experts.",
            Language = "fr",
            Starts = new DateOnly(2027, 3, 2),
            Ends = new DateOnly(2027, 3, 30),
            Capacity = 9,
            Sessions = [Sample.Second],
            Tasks = [Sample.Essay with { Points = 61 }],
            Completion = Sample.Details.Completion! with { MinimumPoints = 51 },
        }))
        .ThenRefused(
            "programme-published",
            "/title cannot change once published",
            "/description cannot change once published",
            "/language cannot change once published",
            "/starts cannot change once published",
            "/ends can only be put off once published",
            "/capacity can only be raised once published",
            "/completion cannot change once published",
            "/sessions lacks 1 that cannot be removed once published",
            "/tasks/0 cannot change once published");

    [Fact]
    public void What_was_there_cannot_be_cleared() => GivenPublished()
        .When(p => Change(p, new ProgrammeDetails { Title = "Welding", Description = "For beginners.", Language = "en", Starts = Sample.Details.Starts }))
        .ThenRefused(
            "programme-published",
            "/ends can only be put off once published",
            "/capacity can only be raised once published",
            "/completion cannot change once published",
            "/sessions lacks 1 that cannot be removed once published",
            "/tasks lacks 1 that cannot be removed once published");

    [Fact]
    public void What_is_added_must_fit_what_is_there() => GivenPublished()
        .When(p => Change(p, Sample.Details with
        {
            Sessions = [Sample.First, Sample.Second with { Place = null }],
            Tasks = [Sample.Essay, Drawing with { Due = new DateOnly(2027, 4, 1) }],
        }))
        .ThenRefused("programme-invalid", "/sessions/1/place is missing", "/tasks/1/due is after the programme ends");

    private static Scenario<Programme, ProgrammeEvent> GivenPublished() => ProgrammesDomain.Programmes.Given(Sample.Drafted, new ProgrammePublished());
}
