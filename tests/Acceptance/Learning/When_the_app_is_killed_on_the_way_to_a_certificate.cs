using Serverless.Acceptance.Writing;
using Serverless.Contracts.Running;
using Serverless.Functions.Domains.Certificates;
using Serverless.Functions.Domains.Enrolments;
using Serverless.LocalCosmos;

namespace Serverless.Acceptance.Learning;

/// <summary>What follows from an event is stored, and the process dies before it knows: the next one tells it again.</summary>
public sealed class When_the_app_is_killed_on_the_way_to_a_certificate
{
    [Fact]
    [Trait("Requirement", "S75")]
    [Trait("Requirement", "S123")]
    public async Task There_is_one_enrolment_and_one_certificate_all_the_same()
    {
        await using var cosmos = await LocalCosmosServer.StartAsync(new LocalCosmosOptions());
        await using var site = await Site.OpenAsync(cosmos.ConnectionString);
        await using var ledger = new Ledger(cosmos.ConnectionString, site.Keys);
        var student = await (await Academy.OpenAsync(site)).ApplicantAsync("Ada Example");

        await CutOffAsync("enrolments", "enrolment-started", student.AcceptAsync);
        await student.UntilAsync(EnrolmentStatus.Active);
        await student.CheckInAsync();
        await CutOffAsync("certificates", "certificate-issued", student.PassAsync);
        await student.UntilCertifiedAsync();

        var enrolment = Assert.Single(await ledger.ReadAsync(EnrolmentsDomain.Enrolments));
        Assert.Equal((EnrolmentStatus.Completed, 3L, 100), (enrolment.State.Status, enrolment.Version, enrolment.State.Points));
        var certificate = Assert.Single(await ledger.ReadAsync(CertificatesDomain.Certificates));
        Assert.Equal((1L, CertificateStatus.Issued, "Ada Example"), (certificate.Version, certificate.State.Status, certificate.State.HolderName));

        // The answer to the batch that stores it never arrives.
        async Task CutOffAsync(string container, string fact, Func<Task> does)
        {
            var rule = cosmos.Account.Faults.Add(new FaultRule { Action = FaultAction.DelayAnswer, Operation = RequestKind.Batch, Container = container, Delay = TimeSpan.FromHours(1) });
            await does();
            await Deadline.UntilAsync($"{fact} is stored", async () => (await ledger.DocumentsAsync(container)).Any(document => (string?)document["kind"] == fact));
            await site.KillAppAsync();
            cosmos.Account.Faults.Remove(rule);
            await site.StartAppAsync();
        }
    }

    [Fact]
    [Trait("Requirement", "S95")]
    public async Task Whoever_asks_many_times_at_once_completes_once()
    {
        await using var cosmos = await LocalCosmosServer.StartAsync(new LocalCosmosOptions());
        await using var site = await Site.OpenAsync(cosmos.ConnectionString);
        await using var ledger = new Ledger(cosmos.ConnectionString, site.Keys);
        var academy = await Academy.OpenAsync(site);
        var student = await academy.ApplicantAsync("Ada Example");
        var acceptances = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => student.AskToAcceptAsync()));
        await student.UntilAsync(EnrolmentStatus.Active);

        await Task.WhenAll(Enumerable.Range(0, 25).Select(_ => student.CheckInAsync()));
        await student.PassAsync();
        var replies = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => academy.Staff.PostAsync($"{student.Enrolment}/complete")));
        await student.UntilCertifiedAsync();

        Assert.Single(acceptances, reply => reply.Status == 200);
        Assert.All(acceptances.Where(reply => reply.Status != 200), reply => Assert.Equal("application-decided", reply.Code));
        Assert.All(replies, reply => Assert.True(reply.Status == 200 || reply is { Status: 409, Code: "completion-rules" or "enrolment-state" }, $"{reply.Status}: {reply.Code}"));
        Assert.True(replies.Count(reply => reply.Status == 200) <= 1);
        var enrolment = Assert.Single(await ledger.ReadAsync(EnrolmentsDomain.Enrolments));
        Assert.Equal((EnrolmentStatus.Completed, 3L), (enrolment.State.Status, enrolment.Version));
        Assert.Equal(1, Assert.Single(await ledger.ReadAsync(CertificatesDomain.Certificates)).Version);
    }

    [Fact]
    [Trait("Requirement", "S46")]
    public async Task A_withdrawal_that_is_told_by_another_process_ends_the_enrolment()
    {
        await using var cosmos = await LocalCosmosServer.StartAsync(new LocalCosmosOptions());
        await using var site = await Site.OpenAsync(cosmos.ConnectionString);
        var student = await (await Academy.OpenAsync(site)).ApplicantAsync("Ada Example");
        await student.AcceptAsync();
        await student.WithdrawAsync();
        await site.KillAppAsync();
        await site.StartAppAsync();
        await student.UntilAsync(EnrolmentStatus.Dropped);
    }
}
