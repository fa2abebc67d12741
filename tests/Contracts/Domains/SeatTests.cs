using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Serverless.Functions.Domains.Applications;
using Serverless.Functions.Domains.Programmes;
using Serverless.Functions.Seams;

namespace Serverless.Contracts.Domains;

public sealed class SeatTests(DomainApp app) : IClassFixture<DomainApp>
{
    [Fact]
    [Trait("Requirement", "S44")]
    public async Task Of_fifty_who_are_accepted_at_once_as_many_are_as_there_are_seats()
    {
        var course = await Course.PublishedAsync(app, capacity: 10);
        var applicants = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => course.UnderReviewAsync()));

        var replies = await Task.WhenAll(applicants.Select(applicant => Task.Run(() => applicant.AcceptAsync())));

        Assert.Equal(10, replies.Count(reply => reply.Status == StatusCodes.Status200OK && reply.Field("status") == "accepted"));
        Assert.Equal(40, replies.Count(reply => reply is { Status: StatusCodes.Status409Conflict, Code: "programme-full" }));
        Assert.Equal("10", (await course.ReadAsync()).Field("seatsTaken"));
        Assert.Equal(10, (await course.HoldersAsync()).Count);
    }

    [Fact]
    [Trait("Requirement", "S95")]
    public async Task One_application_has_one_seat_however_often_and_however_fast_it_claims()
    {
        var course = await Course.PublishedAsync(app, capacity: 10);
        var claim = app.Services.GetRequiredService<ClaimSeat>();
        var application = Guid.NewGuid();

        var refusals = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(() => claim(DomainApp.Staff, course.Id, application, CancellationToken.None))));

        Assert.All(refusals, Assert.Null);
        Assert.Equal("1", (await course.ReadAsync()).Field("seatsTaken"));
        Assert.Equal([application], await course.HoldersAsync());
    }

    [Fact]
    public async Task An_acceptance_that_broke_off_finds_its_seat_again()
    {
        var course = await Course.PublishedAsync(app, capacity: 1);
        var applicant = await course.UnderReviewAsync();
        Assert.Null(await app.Services.GetRequiredService<ClaimSeat>()(DomainApp.Staff, course.Id, applicant.ApplicationId, CancellationToken.None));

        Assert.Equal("accepted", (await applicant.AcceptAsync()).Field("status"));
        Assert.Equal("1", (await course.ReadAsync()).Field("seatsTaken"));
    }

    [Fact]
    [Trait("Requirement", "S95")]
    public async Task An_acceptance_that_is_sent_again_is_answered_as_before()
    {
        var course = await Course.PublishedAsync(app, capacity: 1);
        var applicant = await course.UnderReviewAsync();
        var first = await applicant.AcceptAsync(key: "accept-1");
        var again = await applicant.AcceptAsync(key: "accept-1");

        Assert.Equal("true", again.Headers["Idempotent-Replayed"]);
        Assert.True(JsonNode.DeepEquals(first.Body, again.Body));
        Assert.Equal("application-decided", (await applicant.AcceptAsync()).Code);
        Assert.Equal("1", (await course.ReadAsync()).Field("seatsTaken"));
    }

    [Fact]
    [Trait("Requirement", "S75")]
    public async Task What_ends_frees_its_seat_once_however_often_the_feed_says_so()
    {
        var course = await Course.PublishedAsync(app, capacity: 2);
        var withdrawn = await course.UnderReviewAsync();
        var rejected = await course.UnderReviewAsync();
        var claim = app.Services.GetRequiredService<ClaimSeat>();
        await withdrawn.AcceptAsync();
        await claim(DomainApp.Staff, course.Id, rejected.ApplicationId, CancellationToken.None);
        await withdrawn.WithdrawAsync();
        Assert.Equal("rejected", (await rejected.RejectAsync()).Field("status"));
        Assert.Equal("2", (await course.ReadAsync()).Field("seatsTaken"));

        for (var time = 0; time < 3; time++) await app.FeedAsync();

        Assert.Equal("0", (await course.ReadAsync()).Field("seatsTaken"));
        Assert.Equal("seat-released", (await claim(DomainApp.Staff, course.Id, rejected.ApplicationId, CancellationToken.None))?.Code);
    }

    [Fact]
    public async Task A_claim_that_comes_after_its_release_takes_no_seat()
    {
        var course = await Course.PublishedAsync(app, capacity: 1);
        var applicant = await course.UnderReviewAsync();
        await applicant.RejectAsync();
        await app.FeedAsync();

        var refusal = await app.Services.GetRequiredService<ClaimSeat>()(DomainApp.Staff, course.Id, applicant.ApplicationId, CancellationToken.None);

        Assert.Equal("seat-released", refusal?.Code);
        Assert.Equal("0", (await course.ReadAsync()).Field("seatsTaken"));
    }

    [Fact]
    public async Task Claims_and_releases_of_one_seat_at_once_leave_none_behind()
    {
        var course = await Course.PublishedAsync(app, capacity: 5);
        var (claim, release) = (app.Services.GetRequiredService<ClaimSeat>(), app.Services.GetRequiredService<ReleaseSeat>());
        var application = Guid.NewGuid();

        await Task.WhenAll(Enumerable.Range(0, 20).Select(i => Task.Run(() => i % 2 == 0
            ? claim(DomainApp.Staff, course.Id, application, CancellationToken.None)
            : release(DomainApp.Staff, course.Id, application, CancellationToken.None))));

        Assert.Equal("0", (await course.ReadAsync()).Field("seatsTaken"));
        Assert.Empty(await course.HoldersAsync());
    }
}
