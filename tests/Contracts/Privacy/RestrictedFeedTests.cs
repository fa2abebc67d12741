using System.Text.Json;
using System.Text.Json.Nodes;
using Azure.Messaging.ServiceBus;
using FsCheck;
using FsCheck.Fluent;
using Serverless.Cloud.Keys;
using Serverless.Cloud.Projections;
using Serverless.Cloud.Subjects;
using Serverless.Contracts.Running;
using Serverless.Kernel.Declarations;

namespace Serverless.Contracts.Privacy;

/// <summary>
/// Whatever reads a change feed of the app, now or when it is added, makes nothing of a subject whose data is restricted: not a
/// document, not a message, not a command. What it is given waits.
/// </summary>
public sealed class RestrictedFeedTests(WholeApp app) : IClassFixture<WholeApp>
{
    private static readonly Gen<Some> Events =
        from domain in Gen.Choose(0, 1000)
        from kind in Gen.Choose(0, 1000)
        from record in Gen.Choose(0, 2)
        from isRestricted in Gen.Elements(true, true, false)
        select new Some(domain, kind, record, isRestricted);

    [Fact]
    public void Every_feed_of_a_domain_is_read_by_somebody()
    {
        Assert.All(app.Domains, domain => Assert.Contains(app.Feeds, feed => feed.Container == domain.Container));
        Assert.InRange(app.Feeds.Count, 25, 1000);
    }

    /// <summary>What stays open during a restriction is what a subject's rights need, and nothing else.</summary>
    [Fact]
    public void What_goes_on_is_named() => Assert.All(
        app.Domains.Where(domain => domain is { HasPersonal: true, IsRestrictable: false }),
        domain => Assert.True(domain.Container is "restrictions" or "legal-holds" or "consents", $"{domain.RecordType} goes on while its subject's data is restricted"));

    [Fact]
    [Trait("Requirement", "S131")]
    public void Nothing_is_made_of_a_restricted_subject() =>
        Prop.ForAll(Events.ListOf(30).ToArbitrary(), events => HoldsAsync(events)).Check(Config.QuickThrowOnFailure.WithMaxTest(5));

    private async Task<bool> HoldsAsync(IEnumerable<Some> some)
    {
        var (restricted, free, restriction) = (Guid.NewGuid().ToString(), Guid.NewGuid().ToString(), Guid.NewGuid());
        var keys = app.Get<SubjectKeys>();
        foreach (var subject in new[] { restricted, free }) await keys.GetOrCreateAsync("acme", subject, default);
        await keys.RestrictAsync("acme", restricted, restriction, "objection", default);
        var given = Histories(some, restricted, free).ToLookup(one => one.Domain.Container, one => one.Event);
        foreach (var feed in app.Feeds)
        {
            var changes = given[feed.Container].ToList();
            if (changes.Count > 0) await feed.RunAsync([.. changes.Where(change => (string)change["subjectId"]! == restricted)]);
        }

        foreach (var record in given.SelectMany(one => one).Where(change => (string)change["subjectId"]! == restricted).Select(change => (string)change["recordId"]!).Distinct())
        {
            await using var session = await Deadline.WithinAsync("there is a session", app.Get<ServiceBusClient>().AcceptSessionAsync("events", "audit", record));
            Assert.Null(await session.PeekMessageAsync());
        }

        Assert.All(
            (await app.DocumentsAsync()).Where(one => one.Document.ToJsonString().Contains(restricted, StringComparison.Ordinal)),
            one => Assert.True(one.Container is "keys" or "deadletters", $"Something was stored in {one.Container}"));
        var letters = await LettersAsync(restricted);
        Assert.All(letters, letter => Assert.True(letter.Reason is StopReason.Restricted or StopReason.Waiting, $"{letter.Projection ?? letter.Reaction ?? letter.Publication}: {letter.Reason}"));
        // Everybody who tells the world outside, and every read model, holds back what it was given.
        Assert.Equal(
            given.SelectMany(one => one).Where(change => (string)change["subjectId"]! == restricted).Select(change => $"publish-{change["recordType"]} {change["id"]}").Order(StringComparer.Ordinal),
            letters.Where(letter => letter.Publication is not null).Select(letter => $"{letter.Publication} {letter.Event.Id}").Order(StringComparer.Ordinal));

        // Nobody is held up by others. What the feeds then make of events depends on what they say, which these here do not.
        var gate = app.Get<SubjectGate>();
        foreach (var domain in app.Domains.Where(domain => domain.IsRestrictable))
        {
            Assert.True(await gate.IsClosedAsync(domain, new SubjectPlace("acme", restricted), default));
            Assert.False(await gate.IsClosedAsync(domain, new SubjectPlace("acme", free), default));
        }
        return true;
    }

    /// <summary>Records with an unbroken history each.</summary>
    private IEnumerable<(Domain Domain, JsonObject Event)> Histories(IEnumerable<Some> some, string restricted, string free)
    {
        var domains = app.Domains.Where(domain => domain.IsRestrictable).ToList();
        var versions = new Dictionary<(string, int, bool), (Guid Id, int Version)>();
        foreach (var one in some)
        {
            var domain = domains[one.Domain % domains.Count];
            var place = (domain.RecordType, one.Record, one.IsRestricted);
            var (id, version) = versions.GetValueOrDefault(place, (Guid.NewGuid(), 0));
            versions[place] = (id, version + 1);
            yield return (domain, EventOf(domain, domain.Events[one.Kind % domain.Events.Count].Name, id, version + 1, one.IsRestricted ? restricted : free));
        }
    }

    private static JsonObject EventOf(Domain domain, string kind, Guid recordId, int version, string subject) => new()
    {
        ["id"] = Guid.NewGuid().ToString(),
        ["tenantId"] = "acme",
        ["subjectId"] = subject,
        ["kind"] = kind,
        ["recordId"] = recordId.ToString(),
        ["recordType"] = domain.RecordType,
        ["version"] = (long)version,
        ["index"] = 0,
        ["final"] = true,
        ["at"] = JsonSerializer.SerializeToNode(DateTimeOffset.UnixEpoch, DocumentJson.Options),
        ["by"] = new JsonObject { ["callerId"] = "staff-1", ["roles"] = new JsonArray("staff") },
        ["why"] = new JsonObject { ["reason"] = "tested", ["commandId"] = Guid.NewGuid().ToString() },
        ["data"] = new JsonObject { ["programmeId"] = Guid.NewGuid().ToString() },
        ["changes"] = new JsonArray(),
    };

    private async Task<IReadOnlyList<DeadLetter>> LettersAsync(string subject) =>
    [
        .. from one in await app.DocumentsAsync()
           where one.Container == "deadletters" && (string?)one.Document["subjectId"] == subject
           select one.Document.Deserialize<DeadLetter>(DocumentJson.Options),
    ];

    private sealed record Some(int Domain, int Kind, int Record, bool IsRestricted);
}
