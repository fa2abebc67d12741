using Serverless.Functions.Domains.Programmes;
using Serverless.Functions.Seams;
using static Serverless.Functions.Domains.Programmes.ProgrammeDecisions;

namespace Serverless.Unit.Domains;

public sealed class ProgrammeDraftTests
{
    [Fact]
    public void A_programme_is_drafted() => Given().When(p => Draft(p, Sample.Details)).Then(Sample.Drafted);

    [Fact]
    public void A_draft_needs_a_title_only() => Given()
        .When(p => Draft(p, new ProgrammeDetails { Title = " Welding " }))
        .Then(new ProgrammeDrafted { Title = "Welding" });

    [Fact]
    public void A_programme_is_not_drafted_twice() => Given(Sample.Drafted).When(p => Draft(p, Sample.Details)).Then(ProgrammeErrors.Exists);

    [Fact]
    public void A_draft_changes_in_every_way() => Given(Sample.Drafted)
        .When(p => Change(p, new ProgrammeDetails { Title = "Brazing", Language = "PT-br", Capacity = 3 }))
        .Then(new ProgrammeRevised { Title = "Brazing", Language = "pt-BR", Capacity = 3 });

    [Fact]
    public void A_change_that_changes_nothing_leaves_no_event() => Given(Sample.Drafted)
        .When(p => Change(p, Sample.Details with { Title = " Welding", Language = "EN" }))
        .ThenNothing();

    [Theory]
    [Trait("Requirement", "S84")]
    [InlineData("http://meet.example.org/a")]
    [InlineData("https:///a")]
    [InlineData("meet.example.org/a")]
    [InlineData("/a")]
    [InlineData("https://ada:secret@meet.example.org/a")]
    [InlineData("javascript:alert(1)")]
    public void Where_people_join_is_an_address_that_anybody_can_open(string address) => Given()
        .When(p => Draft(p, Sample.Details with { JoinAt = address }))
        .ThenRefused("programme-invalid", "/joinAt is not an absolute https address without a user's name or password");

    [Theory]
    [Trait("Requirement", "S84")]
    [InlineData(" https://meet.example.org/a?b=c#d ", "https://meet.example.org/a?b=c#d")]
    [InlineData(" ", null)]
    public void Where_people_join_is_kept_as_it_is_written(string written, string? kept) => Given()
        .When(p => Draft(p, Sample.Details with { JoinAt = written })).Then(Sample.Drafted with { JoinAt = kept });

    [Fact]
    public void What_does_not_exist_cannot_change() => Given().When(p => Change(p, Sample.Details)).Then(ProgrammeErrors.NotFound);

    [Fact]
    [Trait("Requirement", "S86")]
    public void Every_detail_that_is_wrong_is_named() => Given()
        .When(p => Draft(p, new ProgrammeDetails
        {
            Title = " ",
            Language = "english",
            Starts = new DateOnly(2027, 3, 2),
            Ends = new DateOnly(2027, 3, 1),
            Capacity = 10_001,
            Sessions = [Sample.First, Sample.First with { Title = "", Ends = Sample.First.Starts }],
            Tasks = [Sample.Essay, Sample.Essay with { Title = "", Points = 1001 }],
            Completion = new CompletionRules { MinimumAttendance = 101, MinimumPoints = -1, RequiredTasks = [Sample.Essay.Id, Sample.Essay.Id] },
        }))
        .ThenRefused(
            "programme-invalid",
            "/title has no text",
            "/language is not a language tag, such as en or pt-BR",
            "/ends is before the programme starts",
            "/capacity is not between 1 and 10000",
            "/sessions/1/id is another session's",
            "/sessions/1/title has no text",
            "/sessions/1/ends is not after the session starts",
            "/tasks/1/id is another task's",
            "/tasks/1/title has no text",
            "/tasks/1/points is not between 0 and 1000",
            "/completion/minimumAttendance is not between 0 and 100",
            "/completion/minimumPoints is negative",
            "/completion/requiredTasks/1 is named twice");

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public void A_programme_has_room_for_somebody(int capacity) => Given(Sample.Drafted)
        .When(p => Change(p, Sample.Details with { Capacity = capacity }))
        .ThenRefused("programme-invalid", "/capacity is not between 1 and 10000");

    [Fact]
    public void A_whole_draft_is_published() => Given(Sample.Drafted).When(Publish).Then(new ProgrammePublished());

    [Fact]
    public void Publishing_again_changes_nothing() => Given(Sample.Drafted, new ProgrammePublished()).When(Publish).ThenNothing();

    [Fact]
    public void What_does_not_exist_cannot_be_published() => Given().When(Publish).Then(ProgrammeErrors.NotFound);

    [Fact]
    public void What_a_draft_lacks_is_named_when_it_is_to_be_published() => Given(new ProgrammeDrafted { Title = "Welding" })
        .When(Publish)
        .ThenRefused(
            "programme-incomplete",
            "/description is missing",
            "/language is missing",
            "/starts is missing",
            "/ends is missing",
            "/capacity is missing",
            "/completion is missing",
            "/sessions has no session");

    [Fact]
    public void What_does_not_fit_together_is_named_when_it_is_to_be_published() => Given(Sample.Drafted with
        {
            Sessions =
            [
                Sample.First with { Place = null },
                Sample.Second with { Starts = new DateTimeOffset(2027, 2, 27, 23, 0, 0, TimeSpan.Zero) },
                Sample.Second with { Ends = new DateTimeOffset(2027, 4, 2, 0, 0, 0, TimeSpan.Zero), Format = SessionFormat.Online, Place = null },
            ],
            Tasks =
            [
                Sample.Essay with { Due = null },
                Sample.Essay with { Due = new DateOnly(2027, 2, 28) },
                Sample.Essay with { Due = new DateOnly(2027, 4, 1) },
            ],
            Completion = new CompletionRules { MinimumAttendance = 0, MinimumPoints = 181, RequiredTasks = [Sample.Essay.Id, Sample.Id(99)] },
        })
        .When(Publish)
        .ThenRefused(
            "programme-incomplete",
            "/sessions/0/place is missing",
            "/sessions/1/starts is before the programme starts",
            "/sessions/2/ends is after the programme ends",
            "/tasks/0/due is missing",
            "/tasks/1/due is before the programme starts",
            "/tasks/2/due is after the programme ends",
            "/completion/minimumPoints is more than all tasks are worth",
            "/completion/requiredTasks/1 is no task of the programme");

    [Fact]
    public void A_programme_takes_applications_from_its_publication_to_its_last_day()
    {
        var published = Given(Sample.Drafted, new ProgrammePublished()).State;
        Assert.Equal(ProgrammeOpenness.Open, Openness(published, Sample.Details.Ends!.Value));
        Assert.Equal(ProgrammeOpenness.Ended, Openness(published, Sample.Details.Ends.Value.AddDays(1)));
        Assert.Equal(ProgrammeOpenness.Draft, Openness(Given(Sample.Drafted).State, Sample.Details.Ends.Value));
        Assert.Equal(ProgrammeOpenness.Unknown, Openness(state: null, Sample.Details.Ends.Value));
    }

    [Fact]
    public void What_users_write_is_read_back_as_they_wrote_it() => Given(Sample.Drafted)
        .When(p => Change(p, ProgrammeDetails.Of(p!)))
        .ThenNothing();

    private static Scenario<Programme, ProgrammeEvent> Given(params ProgrammeEvent[] events) => ProgrammesDomain.Programmes.Given(events);
}
