using FsCheck;
using FsCheck.Fluent;
using Microsoft.Azure.Cosmos;
using Serverless.Functions.Seams;
using Serverless.LocalCosmos;

namespace Serverless.Contracts.Domains;

/// <summary>Tellings that break off anywhere and are told again, as a feed does, with others that come late and twice.</summary>
public sealed class EnrolmentFaultTests(DomainApp app) : IClassFixture<DomainApp>
{
    private static readonly Gen<FaultRule> Faults =
        from action in Gen.Elements(FaultAction.DropAnswer, FaultAction.DropRequest, FaultAction.ServiceUnavailable)
        from container in Gen.Elements("enrolments", "certificates", "programmes", "people")
        from skip in Gen.Choose(0, 2)
        from count in Gen.Choose(1, 3)
        select new FaultRule { Action = action, Container = container, Skip = skip, Count = count };

    [Fact]
    [Trait("Requirement", "S75")]
    [Trait("Requirement", "S95")]
    public void Whatever_breaks_off_in_between_one_completion_makes_one_certificate() => Prop.ForAll(
        (from order in Gen.Shuffle(0, 1, 2, 0, 1, 2)
         from faults in Faults.ArrayOf(order.Length + 1)
         select (Order: order, Faults: faults)).ToArbitrary(),
        told => HoldsAsync(told.Order, told.Faults)).Check(Config.QuickThrowOnFailure.WithMaxTest(8));

    private async Task<bool> HoldsAsync(int[] order, FaultRule[] faults)
    {
        var course = await Course.PublishedAsync(app, capacity: 1);
        var application = await course.UnderReviewAsync();
        await application.AcceptAsync();
        var learner = new Learner(app, course, application.PersonId);
        Func<Task>[] tellings = [() => learner.AttendAsync(isAttended: false), () => learner.AttendAsync(version: 2), () => learner.PassAsync()];

        await UntilToldAsync(learner.FollowApplicationsAsync, faults[0]);
        foreach (var (telling, fault) in order.Zip(faults.Skip(1))) await UntilToldAsync(tellings[telling], fault);
        await UntilToldAsync(learner.FollowEnrolmentsAsync, faults[^1]);

        return await learner.StandingAsync() == EnrolmentStanding.Completed
            && (await learner.EventsAsync("enrolments")).Count(name => name is "enrolment-started" or "enrolment-task-passed" or "enrolment-completed") == 3
            && (await learner.EventsAsync("certificates")).SequenceEqual(["certificate-issued"]);
    }

    private async Task UntilToldAsync(Func<Task> telling, FaultRule fault)
    {
        var rule = app.Faults.Add(fault);
        for (var isTold = false; !isTold;)
        {
            try
            {
                await telling();
                isTold = true;
            }
            catch (Exception e) when (e is CosmosException or HttpRequestException)
            {
                // As a feed's trigger does: the same again.
            }
        }

        app.Faults.Remove(rule);
    }
}
