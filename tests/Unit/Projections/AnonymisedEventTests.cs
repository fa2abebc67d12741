using System.Text.Json;
using System.Text.Json.Nodes;
using Serverless.Cloud.Automation;
using Serverless.Cloud.Projections;
using Serverless.Cloud.Subjects.Records;
using Serverless.Functions.Domains.Applications;
using Serverless.Functions.Domains.Enrolments;
using Serverless.Functions.Projections.ProgrammeDashboard;
using Serverless.Kernel.Declarations;
using Serverless.Kernel.Sealing;
using Serverless.Unit.Projections.Programmes;

namespace Serverless.Unit.Projections;

/// <summary>Events of nobody are counted, and otherwise passed over.</summary>
[Trait("Requirement", "S9")]
public sealed class AnonymisedEventTests
{
    private static readonly Anonymiser Anonymiser = new(SubjectKey.Create(), "enrolments");

    [Fact]
    public void Statistics_fold_them_for_a_learner_who_is_nobody()
    {
        var original = Started();
        var fact = FeedEvent.Of([EnrolmentsDomain.Enrolments], Anonymised(original))!;
        Assert.True(fact.IsAnonymised);
        var document = Assert.Single(DocumentEvents.Group(ProgrammeDashboardProjection.Declared, [fact]));
        var learner = (Learner)new Folding(document.Declared, key: null, new HashSet<string>()).Fold(ReadDocument.Empty, document.Events).Document.Content!;
        Assert.Equal((Anonymiser.SubjectId, EnrolmentStatus.Active), (learner.PersonId, learner.Enrolment));
        Assert.DoesNotContain((string)original["subjectId"]!, fact.Document.GetRawText(), StringComparison.Ordinal);
    }

    /// <summary>Also so that nobody makes a key for who is nobody.</summary>
    [Fact]
    public void What_is_personal_is_made_of_none_of_them()
    {
        var fact = FeedEvent.Of([EnrolmentsDomain.Enrolments], Anonymised(Started()))!;
        var notes = ProjectedDocument.Of<Enrolment>("note", (_, _, _) => throw new InvalidOperationException(), EnrolmentsDomain.Enrolments);
        Assert.Empty(DocumentEvents.Group(new Projection("notes", notes), [fact]));
    }

    [Fact]
    public void Nothing_follows_from_them()
    {
        var original = Started();
        var reaction = new Reaction("sample", EnrolmentsDomain.Enrolments, [typeof(EnrolmentStarted)]);
        Assert.True(reaction.Concerns(FeedEvent.Of([EnrolmentsDomain.Enrolments], JsonSerializer.SerializeToElement(original))!));
        Assert.False(reaction.Concerns(FeedEvent.Of([EnrolmentsDomain.Enrolments], Anonymised(original))!));
    }

    [Fact]
    public void An_event_without_a_mark_is_somebodys()
    {
        var fact = FeedEvent.Of([ApplicationsDomain.Applications], JsonSerializer.SerializeToElement(new JsonObject { ["recordType"] = "application" }))!;
        Assert.False(fact.IsAnonymised);
    }

    private static JsonElement Anonymised(JsonObject fact) => JsonSerializer.SerializeToElement(new AnonymousDocuments(Anonymiser).Event(EnrolmentsDomain.Enrolments, fact));

    private static JsonObject Started() => Enumerable.Range(1, 100).SelectMany(seed => new Cohort(seed, people: 1).Records)
        .First(record => (Domain)record.Domain == EnrolmentsDomain.Enrolments).Events[0];
}
