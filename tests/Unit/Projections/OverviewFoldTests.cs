using Serverless.Cloud.Projections;
using Serverless.Functions.Domains.Applications;
using Serverless.Functions.Domains.People;
using Serverless.Functions.Projections.PersonOverview;

namespace Serverless.Unit.Projections;

public sealed class OverviewFoldTests
{
    private static readonly Guid Programme = Guid.NewGuid();

    [Fact]
    public void A_person_is_shown_as_they_are_now()
    {
        var overview = Fold(new History().Person([Registered("Ada", "en")], [Changed("Ada Lovelace", "fr")], [new PersonDeleted()], [new PersonRestored()]));
        Assert.Equal(new PersonSummary { Name = "Ada Lovelace", Language = "fr", Status = PersonStatus.Active }, overview.Person);
    }

    [Fact]
    public void A_person_who_was_deleted_is_shown_as_such() =>
        Assert.Equal(PersonStatus.Deleted, Fold(new History().Person([Registered("Ada", "en")], [new PersonDeleted()])).Person!.Status);

    [Fact]
    public void Applications_are_counted_by_how_far_they_have_come()
    {
        var overview = Fold(new History()
            .Application(Programme)
            .Application(Programme, new ApplicationSubmitted { ProgrammeId = Programme })
            .Application(Programme, new ApplicationSubmitted { ProgrammeId = Programme }, new ApplicationReviewStarted { ProgrammeId = Programme }, new ApplicationAccepted { ProgrammeId = Programme })
            .Application(Programme, new ApplicationWithdrawn { ProgrammeId = Programme }));
        Assert.Equal(new ApplicationCounts { Draft = 1, Submitted = 1, Accepted = 1, Withdrawn = 1 }, overview.Counts);
        Assert.Equal(
            [ApplicationStatus.Withdrawn, ApplicationStatus.Accepted, ApplicationStatus.Submitted, ApplicationStatus.Draft],
            overview.Applications.Select(application => application.Status));
        Assert.Null(overview.Person);
    }

    [Fact]
    public void Older_applications_are_counted_and_not_shown()
    {
        var history = new History();
        for (var i = 0; i < Overview.MaxApplications + 5; i++) history.Application(Programme, new ApplicationSubmitted { ProgrammeId = Programme });
        var overview = Fold(history);
        Assert.Equal((Overview.MaxApplications, Overview.MaxApplications + 5), (overview.Applications.Count, overview.Counts.Submitted));
        Assert.True(overview.Applications[^1].DraftedAt > overview.Applications[0].DraftedAt.AddMinutes(-2 * Overview.MaxApplications));
    }

    /// <summary>An event that opens to nothing personal, as an erased person's would, and one of no name at all.</summary>
    [Fact]
    public void Without_the_key_names_are_empty_and_nothing_fails()
    {
        var history = new History().Person([Registered("Ada", "en")]);
        var outcome = new Folding(PersonOverviewProjection.Overviews, key: null, new HashSet<string>()).Fold(ReadDocument.Empty, history.Records[0].Select(History.Feed));
        Assert.Equal("", ((Overview)outcome.Document.Content!).Person!.Name);
    }

    private static PersonRegistered Registered(string name, string language) => new() { Name = name, Email = "a@example.org", Language = language };

    private static PersonChanged Changed(string name, string language) => new() { Name = name, Email = "a@example.org", Language = language };

    private static Overview Fold(History history)
    {
        var outcome = history.Fold(ReadDocument.Empty, history.Records.SelectMany(record => record));
        Assert.Empty(outcome.Stops);
        return (Overview)outcome.Document.Content!;
    }
}
