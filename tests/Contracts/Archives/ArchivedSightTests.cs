using System.Text.Json.Nodes;
using Serverless.Cloud.Audit;
using Serverless.Cloud.Cosmos;
using Serverless.Cloud.Http;
using Serverless.Cloud.Keys;
using Serverless.Contracts.Domains;
using Serverless.Kernel.Access;

namespace Serverless.Contracts.Archives;

/// <summary>Who sees what of a record, and what is noted of that, has nothing to do with where it lies.</summary>
public sealed class ArchivedSightTests(ArchiveApp app) : IClassFixture<ArchiveApp>
{
    private readonly Guid _person = Guid.NewGuid();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    [Trait("Requirement", "S54")]
    [Trait("Requirement", "S131")]
    public async Task Every_role_sees_of_an_archived_record_what_it_saw_before_and_is_noted_for_the_same(bool isRestricted)
    {
        var key = await app.VisitAsync(Visit.Visits, _person, "north", "Met the dean.");
        if (isRestricted) await app.Get<SubjectKeys>().RestrictAsync(app.Tenant, $"{_person}", Guid.NewGuid(), "objection", default);
        var before = await SeenAsync(key);
        await app.ArchiveAsync(Visit.Visits, _person);
        var after = await SeenAsync(key);
        Assert.All(after, seen => Assert.NotNull(seen.Answer["archivedAt"]));
        Assert.Equal(before.Select(TextOf), after.Select(TextOf));
        Assert.Contains(before, seen => seen.Answer["note"] is not null);
        Assert.Contains(before, seen => seen.Answer["note"] is null);
    }

    [Fact]
    public async Task A_version_that_the_caller_has_from_before_is_answered_once_more()
    {
        var key = await app.VisitAsync(Visit.Visits, _person, "north");
        Assert.Equal(304, await AgainAsync(key));
        await app.ArchiveAsync(Visit.Visits, _person);
        Assert.Equal(200, await AgainAsync(key));
    }

    private async Task<int> AgainAsync(RecordKey key) => (await app.Services.CallAsync<RecordEndpoint>(CallerOf(Role.Staff), (records, request) =>
    {
        request.Headers.IfNoneMatch = "\"2\"";
        return records.GetAsync(request, Visit.Visits, key, CancellationToken.None);
    })).Status;

    private async Task<IReadOnlyList<(JsonObject Answer, string Noted)>> SeenAsync(RecordKey key)
    {
        var seen = new List<(JsonObject, string)>();
        foreach (var role in Enum.GetValues<Role>())
        {
            var caller = CallerOf(role);
            var trail = AccessTrail.Begin(caller);
            var one = await app.Services.CallAsync<RecordEndpoint>(caller, (records, request) => records.GetAsync(request, Visit.Visits, key, CancellationToken.None));
            var list = await app.Services.CallAsync<RecordEndpoint>(
                caller, (records, request) => records.ListAsync(request, Visit.Visits, new RecordQuery(app.Tenant, $"{_person}"), [], CancellationToken.None));
            Assert.Equal(one.Body.ToJsonString(), Assert.Single(list.Body["items"]!.AsArray())!.ToJsonString());
            seen.Add((one.Body, string.Join(' ', trail.Found(isAnswered: true).Select(access => $"{access.Subject.SubjectId} {access.Kind} {access.Caller.Id}"))));
        }

        return seen;
    }

    private Caller CallerOf(Role role) => new(app.Tenant, $"{role}", role == Role.Learner ? _person : null, new HashSet<Role> { role });

    private static string TextOf((JsonObject Answer, string Noted) seen)
    {
        seen.Answer.Remove("archivedAt");
        return $"{seen.Answer.ToJsonString()} {seen.Noted}";
    }
}
