using FsCheck;
using FsCheck.Fluent;
using Serverless.Functions.Domains.Applications;
using Serverless.Kernel.Declarations;
using Serverless.Kernel.Results;

namespace Serverless.Unit.Domains;

/// <summary>Whatever is asked of an application, in whatever order.</summary>
public sealed class ApplicationProperties
{
    private static readonly Gen<ApplicationDetails> Details =
        from motivation in Gen.Elements("I like metal.", " ", null)
        from question in Gen.Elements("Why?", "")
        select new ApplicationDetails { ProgrammeId = Sample.Id(1), Motivation = motivation, Answers = [new Answer { Question = question, Text = "" }] };

    private static readonly Gen<Func<Application?, Decision<ApplicationEvent>>> Commands =
        from details in Details
        from rejection in Gen.Elements(Enum.GetValues<RejectionReason>()).Select(reason => new Rejection { Reason = reason })
        from command in Gen.Elements<Func<Application?, Decision<ApplicationEvent>>>(
            a => a is null ? ApplicationDecisions.Draft(a, details) : ApplicationDecisions.Change(a, details),
            ApplicationDecisions.Submit,
            ApplicationDecisions.StartReview,
            ApplicationDecisions.Accept,
            a => ApplicationDecisions.Reject(a, rejection),
            ApplicationDecisions.Withdraw)
        select command;

    [Fact]
    [Trait("Requirement", "S124")]
    public void An_application_goes_along_the_table_only_and_its_events_tell_its_state()
    {
        var seen = new HashSet<ApplicationStatus>();
        Prop.ForAll(Commands.ListOf().ToArbitrary(), commands =>
        {
            Application? state = null;
            var events = new List<ApplicationEvent>();
            foreach (var command in commands)
            {
                foreach (var fact in command(state).Events)
                {
                    var before = state?.Status;
                    state = ApplicationDecisions.Evolve(state, fact);
                    events.Add(fact);
                    seen.Add(state.Status);
                    if (!IsStep(before, state.Status)) return false;
                }
            }

            return DocumentJson.AreSame(state, Stored.Fold(ApplicationsDomain.Applications, events))
                && (state is null || ApplicationsDomain.Applications.Schema.Check(DocumentJson.Write(state)).Count == 0);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(500).WithEndSize(60));
        Assert.Equal(Enum.GetValues<ApplicationStatus>(), seen.Order());
    }

    private static bool IsStep(ApplicationStatus? from, ApplicationStatus to) =>
        from is null ? to == ApplicationStatus.Draft : ApplicationSteps.Table.Any(way => way.Key.From == from && way.Value == to);
}
