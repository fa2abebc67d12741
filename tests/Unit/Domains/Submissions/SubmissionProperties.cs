using FsCheck;
using FsCheck.Fluent;
using Serverless.Functions.Domains.Submissions;
using Serverless.Functions.Seams;
using Serverless.Kernel.Declarations;
using Serverless.Kernel.Results;

namespace Serverless.Unit.Domains;

/// <summary>Whatever is asked of a submission, in whatever order.</summary>
public sealed class SubmissionProperties
{
    private static readonly ProgrammePlan Plan =
        new("Welding", [], [new PlannedTask(Sample.Id(2), new DateOnly(2027, 3, 20), Points: 60)], MinimumAttendance: 0, MinimumPoints: 0, RequiredTasks: []);

    private static readonly Gen<Func<Submission?, Decision<SubmissionEvent>>> Commands =
        from day in Gen.Choose(10, 30).Select(day => new DateOnly(2027, 3, day))
        from text in Gen.Elements("A seam.", " ", null)
        from link in Gen.Elements("https://example.org/seam", "seam.pdf", null)
        from outcome in Gen.Elements(Enum.GetValues<ReviewOutcome>())
        from score in Gen.Elements<int?>(null, -1, 0, 50, 100, 101)
        from command in Gen.Elements<Func<Submission?, Decision<SubmissionEvent>>>(
            s => SubmissionDecisions.HandIn(s, new() { ProgrammeId = Sample.Id(1), TaskId = Sample.Id(2), Text = text, Link = link }, Plan, day),
            s => SubmissionDecisions.Resubmit(s, new() { Text = text, Link = link }, day),
            s => SubmissionDecisions.Review(s, new() { Outcome = outcome, Score = score }))
        select command;

    [Fact]
    [Trait("Requirement", "S124")]
    [Trait("Requirement", "S86")]
    public void A_submission_goes_along_the_table_only_and_its_events_tell_its_state()
    {
        var seen = new HashSet<SubmissionStatus>();
        Prop.ForAll(Commands.ListOf().ToArbitrary(), commands =>
        {
            Submission? state = null;
            var events = new List<SubmissionEvent>();
            foreach (var fact in commands.SelectMany(command => command(state).Events.Select(fact => (Fact: fact, Before: state))))
            {
                state = SubmissionDecisions.Evolve(state, fact.Fact);
                events.Add(fact.Fact);
                seen.Add(state.Status);
                if (!IsStep(fact.Before?.Status, state.Status) || !IsSound(state)) return false;
            }

            return DocumentJson.AreSame(state, Stored.Fold(SubmissionsDomain.Submissions, events))
                && (state is null || state.Attempt == events.Count(fact => fact is SubmissionHandedIn or SubmissionResubmitted));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(500).WithEndSize(60));
        Assert.Equal(Enum.GetValues<SubmissionStatus>(), seen.Order());
    }

    private static bool IsSound(Submission state) =>
        state is { Text: not null } or { Link: not null }
        && state.Score is null or >= Submission.MinScore and <= Submission.MaxScore
        && SubmissionsDomain.Submissions.Schema.Check(DocumentJson.Write(state)).Count == 0;

    private static bool IsStep(SubmissionStatus? from, SubmissionStatus to) =>
        from is null ? to == SubmissionStatus.Submitted : SubmissionSteps.Table.Any(way => way.Key.From == from && way.Value == to);
}
