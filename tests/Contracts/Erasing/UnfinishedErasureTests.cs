using Azure.Messaging.ServiceBus;
using Microsoft.DurableTask.Client;
using Serverless.Cloud.Lifecycle;
using Serverless.Cloud.Projections;
using Serverless.Contracts.Running;
using Serverless.Functions.Orchestrations.Erasure;
using Serverless.Functions.Orchestrations.Erasure.Keeping;
using Serverless.Functions.Platform.Lifecycle;
using Serverless.Functions.Seams;

namespace Serverless.Contracts.Erasing;

/// <summary>Nothing is said to be erased that is not.</summary>
[Trait("Requirement", "S6")]
[Trait("Requirement", "S99")]
public sealed class UnfinishedErasureTests
{
    [Fact(Timeout = Deadline.OfATest)]
    public async Task While_something_is_left_nothing_is_certified_and_the_officer_is_told_once()
    {
        var shelf = new Shelf("shelf", documents: 5) { Sticking = 2 };
        await using var hub = await ErasureHub.StartAsync(shelf);
        var erasure = (await hub.RequestAsync(await hub.PersonAsync())).Value.Erasure.ErasureId;
        var stuck = await hub.UntilAsync(erasure, "something is found left", facts => facts.IsStuck);
        Assert.Equal([new StoreLeft("shelf", Erasable: 2, Readable: 0)], stuck.Facts.Left);
        Assert.Equal(ErasureStatus.Stuck, ErasureStatuses.Of(stuck.Facts, ErasurePlan.Next(stuck.Facts, stuck.Facts.RecheckAt!.Value, hub.Options.Poll)));
        Assert.Null(await hub.Cases.FindCertificateAsync("acme", erasure, default));
        var first = stuck.Facts.RecheckAt;
        await hub.UntilAsync(erasure, "it is looked again", facts => facts.RecheckAt > first);

        shelf.Sticking = 0;
        var ended = await hub.UntilAsync(erasure, "it is over", facts => facts.EndedAt is not null);
        Assert.Empty(ended.Facts.Left);
        Assert.NotNull(await hub.Cases.FindCertificateAsync("acme", erasure, default));
        Assert.Equal([PrivacyRequestStatus.Accepted, PrivacyRequestStatus.Completed], hub.Register);
        Assert.Equal(["erasure-stuck"], await OfficersAsync(hub.Bus));
    }

    [Fact(Timeout = Deadline.OfATest)]
    public async Task What_is_out_of_reach_is_waited_for_before_the_key_is_destroyed_and_it_goes_on_by_itself()
    {
        var (far, near) = (new Shelf("far", documents: 5) { WaitsFor = "archive-offline" }, new Shelf("near", documents: 3));
        await using var hub = await ErasureHub.StartAsync(far, near);
        var erasure = (await hub.RequestAsync(await hub.PersonAsync())).Value.Erasure.ErasureId;
        var waiting = await hub.UntilAsync(erasure, "it waits", facts => facts.Wait is not null);
        await hub.UntilAsync(erasure, "it has looked again", facts => facts.Wait?.Until > waiting.Facts.Wait!.Until);
        var next = ErasurePlan.Next(waiting.Facts, waiting.Facts.Wait!.Until.AddTicks(-1), hub.Options.Poll);
        Assert.Equal(new ErasureNext(ErasureStep.Records, waiting.Facts.Wait.Until, "archive-offline"), next);
        Assert.Equal((null, false), (waiting.Facts.KeyDestroyedAt, waiting.Facts.IsStuck));
        Assert.Equal((false, true), (IsErased(waiting, "far"), IsErased(waiting, "near")));

        far.WaitsFor = null;
        var ended = await hub.UntilAsync(erasure, "it is over", facts => facts.EndedAt is not null);
        Assert.Null(ended.Facts.Wait);
        Assert.Equal((5, 3), (ended.Stores.Single(store => store.Store == "far").Erased!.Deleted, ended.Stores.Single(store => store.Store == "near").Erased!.Deleted));

        static bool IsErased(ErasureCase erasure, string store) => erasure.Stores.Single(account => account.Store == store).Erased is not null;
    }

    [Fact(Timeout = Deadline.OfATest)]
    public async Task What_nobody_answers_for_keeps_an_erasure_from_beginning()
    {
        var shelf = new Shelf("shelf", documents: 5);
        await using var hub = await ErasureHub.StartAsync(shelf);
        var person = await hub.PersonAsync();
        shelf.Covers = [];
        var refused = await hub.RequestAsync(person);
        Assert.Equal("erasure-uncovered", refused.Error!.Code);
        Assert.Contains("the container 'shelf'", refused.Error.Detail, StringComparison.Ordinal);
        Assert.Empty((await hub.Cases.ListAsync("acme", 10, continuation: null, default))!.Items);
    }

    [Fact(Timeout = Deadline.OfATest)]
    public async Task What_nobody_answers_for_any_more_keeps_it_from_its_end()
    {
        var shelf = new Shelf("shelf", documents: 0) { Sticking = 1 };
        await using var hub = await ErasureHub.StartAsync(shelf);
        var erasure = (await hub.RequestAsync(await hub.PersonAsync())).Value.Erasure.ErasureId;
        await hub.UntilAsync(erasure, "something is found left", facts => facts.IsStuck);
        shelf.Covers = [];
        shelf.Sticking = 0;
        var stuck = await hub.UntilAsync(erasure, "nobody answers for it", facts => facts.Left.Any(left => left.Store.StartsWith("nobody answers for", StringComparison.Ordinal)));
        Assert.True(stuck.Facts.IsStuck);
    }

    [Fact(Timeout = Deadline.OfATest)]
    public async Task Twenty_who_ask_at_once_ask_for_one_erasure()
    {
        await using var hub = await ErasureHub.StartAsync(new Shelf("shelf", documents: 1));
        var person = await hub.PersonAsync();
        var asked = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(() => hub.RequestAsync(person))));
        var erasure = Assert.Single(asked.Where(one => one.IsSuccess).Select(one => one.Value.Erasure.ErasureId).Distinct());
        Assert.All(asked.Where(one => !one.IsSuccess), one => Assert.Equal("erasure-done", one.Error!.Code));
        await hub.UntilAsync(erasure, "it is over", facts => facts.EndedAt is not null);
    }

    [Fact(Timeout = Deadline.OfATest)]
    public async Task When_it_is_over_its_history_is_purged_and_its_case_stays()
    {
        await using var hub = await ErasureHub.StartAsync(new Shelf("shelf", documents: 1));
        var person = await hub.PersonAsync();
        var erasure = (await hub.RequestAsync(person)).Value.Erasure.ErasureId;
        var instance = ErasureOrchestration.InstanceOf("acme", person, erasure);
        await hub.Client.WaitForInstanceCompletionAsync(instance);
        var (own, other) = (new SubjectPlace("acme", person.ToString()), new SubjectPlace("acme", Guid.NewGuid().ToString()));
        Assert.Equal((1, 0), ((await hub.Histories.CountAsync(own, default)).Erasable, (await hub.Histories.CountAsync(other, default)).Erasable));
        await new HistoryPurge([ErasureOrchestration.Instances], new HistoryOptions { LifeOfSubjects = TimeSpan.Zero }, TimeProvider.System).PurgeOfSubjectsAsync(new(), hub.Client, default);
        Assert.Null(await hub.Client.GetInstanceAsync(instance));
        Assert.Equal(0, (await hub.Histories.CountAsync(own, default)).Erasable);
        Assert.NotNull(await hub.Cases.FindAsync("acme", erasure, default));
    }

    [Fact(Timeout = Deadline.OfATest)]
    public async Task An_orchestration_that_is_lost_begins_again_where_the_case_is_when_somebody_asks()
    {
        var shelf = new Shelf("shelf", documents: 3) { Sticking = 1 };
        await using var hub = await ErasureHub.StartAsync(shelf);
        var person = await hub.PersonAsync();
        var erasure = (await hub.RequestAsync(person)).Value.Erasure.ErasureId;
        await hub.UntilAsync(erasure, "something is found left", facts => facts.IsStuck);
        var instance = ErasureOrchestration.InstanceOf("acme", person, erasure);
        await hub.Client.TerminateInstanceAsync(instance, new TerminateInstanceOptions());
        await hub.Client.WaitForInstanceCompletionAsync(instance);
        shelf.Sticking = 0;
        Assert.Equal(erasure, (await hub.RequestAsync(person)).Value.Erasure.ErasureId);
        await hub.UntilAsync(erasure, "it is over", facts => facts.EndedAt is not null);
    }

    private static async Task<IReadOnlyList<string>> OfficersAsync(ServiceBusClient bus)
    {
        await using var receiver = bus.CreateReceiver("privacy", "officers");
        var found = new List<string>();
        while (await receiver.ReceiveMessageAsync(TimeSpan.FromSeconds(2)) is { } message) found.Add(message.Subject);
        return found;
    }
}
