using System.Text.Json.Nodes;
using Azure.Messaging.ServiceBus;
using Microsoft.Azure.Cosmos;
using Serverless.Functions.Domains.Breaches;
using Serverless.Functions.Domains.PrivacyRequests;
using Serverless.Functions.Seams;
using Serverless.LocalCosmos;

namespace Serverless.Contracts.Privacy;

/// <summary>The watch over deadlines, by a clock that is put forward.</summary>
public sealed class DeadlineTests : IAsyncLifetime
{
    private readonly RegisterApp _app = new();

    public Task InitializeAsync() => _app.InitializeAsync();

    public Task DisposeAsync() => _app.DisposeAsync();

    [Fact]
    [Trait("Requirement", "S97")]
    public async Task Each_stage_of_a_deadline_is_told_once_and_is_in_the_register()
    {
        var request = await _app.EnteredAsync();
        await _app.WatchAsync();
        Assert.Empty(await _app.ToldAsync(request.RequestId));

        _app.Time.Advance(TimeSpan.FromDays(25));
        for (var run = 0; run < 3; run++) await _app.WatchAsync();
        Assert.Equal(["deadline-near privacy-request"], await _app.ToldAsync(request.RequestId));
        Assert.True((bool)(await _app.ReadAsync(request)).Body["escalated"]!);

        _app.Time.Advance(TimeSpan.FromDays(7));
        for (var run = 0; run < 3; run++) await _app.WatchAsync();
        Assert.Equal(["deadline-missed privacy-request"], await _app.ToldAsync(request.RequestId));
        var shown = (await _app.ReadAsync(request)).Body;
        Assert.Equal((true, true), ((bool)shown["overdue"]!, (int)shown["daysLeft"]! < 0));
    }

    [Fact]
    public async Task A_deadline_that_passed_while_nobody_watched_is_told_to_be_missed()
    {
        var request = await _app.EnteredAsync();
        _app.Time.Advance(TimeSpan.FromDays(40));
        await _app.WatchAsync();
        Assert.Equal(["deadline-missed privacy-request"], await _app.ToldAsync(request.RequestId));
    }

    [Fact]
    public async Task Nothing_is_told_of_what_was_answered_or_extended_in_time()
    {
        var (answered, extended) = (await _app.EnteredAsync(), await _app.EnteredAsync());
        await _app.Get<AdvancePrivacyRequest>()(RegisterApp.Dpo, answered.PersonId, answered.RequestId, PrivacyRequestStatus.Completed, reason: null, CancellationToken.None);
        var reply = await _app.CallAsync<PrivacyRequestFunctions>(
            RegisterApp.Dpo, (f, http) => f.ExtendAsync(http, extended.PersonId, extended.RequestId, CancellationToken.None), new JsonObject { ["reason"] = "complexity" });
        Assert.Equal(200, reply.Status);
        _app.Time.Advance(TimeSpan.FromDays(40));
        await _app.WatchAsync();
        Assert.Empty(await _app.ToldAsync(answered.RequestId, extended.RequestId));
        _app.Time.Advance(TimeSpan.FromDays(46));
        await _app.WatchAsync();
        Assert.Equal(["deadline-near privacy-request"], await _app.ToldAsync(answered.RequestId, extended.RequestId));
    }

    /// <summary>It fails between the message and its record: the next run sends the same message, which the topic knows.</summary>
    [Fact]
    [Trait("Requirement", "S75")]
    public async Task What_could_not_be_recorded_is_told_again_and_arrives_once()
    {
        var request = await _app.EnteredAsync();
        _app.Time.Advance(TimeSpan.FromDays(40));
        var fault = _app.Faults.Add(new FaultRule { Action = FaultAction.ServiceUnavailable, Operation = RequestKind.Batch });
        await Assert.ThrowsAnyAsync<CosmosException>(_app.WatchAsync);
        _app.Faults.Remove(fault);
        Assert.False((bool)(await _app.ReadAsync(request)).Body["escalated"]!);
        await _app.WatchAsync();
        Assert.True((bool)(await _app.ReadAsync(request)).Body["escalated"]!);
        Assert.Equal(["deadline-missed privacy-request"], await _app.ToldAsync(request.RequestId));
    }

    [Fact]
    public async Task Of_all_tenants_only_what_is_due_is_looked_at()
    {
        for (var i = 0; i < 20; i++) await _app.EnteredAsync(caller: RegisterApp.Dpo with { TenantId = $"tenant-{i}" });
        var before = Reads();
        await _app.WatchAsync();
        Assert.Equal(before, Reads());
        _app.Time.Advance(TimeSpan.FromDays(40));
        await _app.WatchAsync();
        Assert.Equal(before + 40, Reads());
    }

    [Fact]
    [Trait("Requirement", "S97")]
    public async Task The_72_hours_of_a_breach_are_watched_too()
    {
        var body = new JsonObject { ["description"] = "A laptop was stolen." };
        var breach = await _app.CallAsync<BreachFunctions>(RegisterApp.Dpo, (f, http) => f.ReportAsync(http, CancellationToken.None), body, key: "stolen");
        _app.Time.Advance(TimeSpan.FromHours(49));
        await _app.WatchAsync();
        _app.Time.Advance(TimeSpan.FromHours(24));
        await _app.WatchAsync();
        Assert.Equal(["deadline-near breach", "deadline-missed breach"], await _app.ToldAsync(breach.Id));

        var shown = (await _app.CallAsync<BreachFunctions>(RegisterApp.Auditor, (f, http) => f.GetAsync(http, breach.Id, CancellationToken.None))).Body;
        Assert.Equal((true, true, -2, null), ((bool)shown["overdue"]!, (bool)shown["escalated"]!, (int)shown["hoursLeft"]!, shown["description"]));
        var refused = await _app.CallAsync<BreachFunctions>(RegisterApp.Dpo, (f, http) => f.NotifyAuthorityAsync(http, breach.Id, CancellationToken.None), new JsonObject());
        Assert.Equal("/lateReason", (string?)refused.Body["errors"]![0]!["pointer"]);
    }

    private long Reads() => _app.Requests[RequestKind.ReadItem];
}
