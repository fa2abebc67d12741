using System.Text.Json;
using System.Text.Json.Nodes;
using Serverless.Cloud.Keys;
using Serverless.Cloud.Projections;
using Serverless.Functions.Projections.ProgrammeDashboard;
using Serverless.Kernel.Declarations;
using Serverless.Kernel.Events;
using Serverless.LocalCosmos;
using Serverless.Unit.Projections.Programmes;

namespace Serverless.Contracts.Projections.Programmes;

public sealed class DashboardTests : IAsyncLifetime
{
    private readonly DashboardApp _app = new();

    public Task InitializeAsync() => _app.InitializeAsync();

    public Task DisposeAsync() => _app.DisposeAsync();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [Trait("Requirement", "S42")]
    [Trait("Requirement", "S60")]
    [Trait("Requirement", "S75")]
    public async Task Live_under_faults_rebuilt_and_counted_from_all_events_it_is_the_same(int seed)
    {
        var cohort = new Cohort(seed, people: 12);
        await _app.StoreAsync(cohort);
        foreach (var action in new[] { FaultAction.DropAnswer, FaultAction.TooManyRequests, FaultAction.ServiceUnavailable, FaultAction.RetryWith })
            _app.Faults.Add(new FaultRule { Action = action, Container = ProgrammeDashboardProjection.Name, Probability = 0.02 });
        await _app.FoldAsync(cohort);
        _app.Faults.Clear();
        await VerifyAsync(cohort);
        var live = await _app.ContentAsync(build: 1);

        // The same feed comes again while it is rebuilt, into whatever build somebody may read.
        var again = 0;
        await _app.RebuildAsync(() => again++ % 3 == 0 ? _app.FoldAsync(cohort) : Task.CompletedTask);
        await VerifyAsync(cohort);
        Assert.Equal(live.Where(text => text.Length > 0), (await _app.ContentAsync(build: 2)).Where(text => text.Length > 0));
        Assert.Empty(await _app.ContentAsync(build: 1));
    }

    [Fact]
    [Trait("Requirement", "S42")]
    public async Task A_programme_without_anybody_answers_zeros_and_an_unknown_one_is_not_found()
    {
        var cohort = new Cohort(seed: 3, people: 0);
        await _app.StoreAsync(cohort);
        await _app.FoldAsync(cohort);
        var (status, body) = await GetAsync(cohort.ProgrammeId);
        Assert.Equal((200, "Data basics", "published"), (status, (string?)body["title"], (string?)body["status"]));
        Assert.Equal("{\"draft\":0,\"submitted\":0,\"underReview\":0,\"accepted\":0,\"rejected\":0,\"withdrawn\":0}", body["applications"]!.ToJsonString());
        Assert.Equal("{\"active\":0,\"completed\":0,\"dropped\":0}", body["learners"]!.ToJsonString());
        Assert.Equal("{\"issued\":0,\"revoked\":0}", body["certificates"]!.ToJsonString());
        Assert.Equal("{\"absences\":0,\"failedTask\":0,\"lowAttendance\":0}", body["atRisk"]!["reasons"]!.ToJsonString());
        Assert.Empty(body["attendance"]!.AsArray());
        Assert.Equal(["Task 1", "Task 2", "Task 3"], body["tasks"]!.AsArray().Select(task => (string?)task!["title"]));
        Assert.Equal((0, 0.0), ((long)body["tasks"]![0]!["handedIn"]!, (double)body["tasks"]![0]!["passRate"]!));
        Assert.Equal(("programme-dashboard", 1), ((string?)body["projection"]!["name"], (int)body["projection"]!["version"]!));

        (status, body) = await GetAsync(Guid.NewGuid());
        Assert.Equal((404, "programme-not-found"), (status, (string?)body["code"]));
        (status, _) = await _app.GetAsync<ProgrammeDashboardQuery>((query, request) => query.GetAsync(request, cohort.ProgrammeId, CancellationToken.None), tenant: "other");
        Assert.Equal(404, status);
    }

    [Fact]
    [Trait("Requirement", "S126")]
    public async Task A_dashboard_is_read_from_the_read_model_alone_in_two_requests()
    {
        var cohort = new Cohort(seed: 4, people: 10);
        await _app.StoreAsync(cohort);
        await _app.FoldAsync(cohort);
        var counts = new List<long>();
        // Now and then one looks as well which build is active, or how far the feed is.
        for (var i = 0; i < 10; i++)
        {
            _app.Requests.Reset();
            await GetAsync(cohort.ProgrammeId);
            counts.Add(_app.Requests.Total);
        }

        Assert.Equal(2, counts.Min());
        // An authoritative container that does not answer is not missed.
        foreach (var container in new[] { "applications", "enrolments", "attendance", "submissions", "certificates", "programmes", "people" })
            _app.Faults.Add(new FaultRule { Action = FaultAction.ServiceUnavailable, Container = container, Operation = RequestKind.QueryItems });
        await VerifyAsync(cohort);
    }

    [Fact]
    [Trait("Requirement", "S3")]
    public async Task A_write_that_is_not_folded_is_not_passed_over_in_silence()
    {
        var cohort = new Cohort(seed: 5, people: 1);
        await _app.StoreAsync(cohort);
        await _app.FoldAsync(cohort);
        var fact = cohort.Records.First(record => record.Domain.Container == "applications").Events[^1];
        var token = new ConsistencyToken("applications", (Guid)fact["recordId"]!, (long)fact["version"]!, "") { SubjectId = (string)fact["subjectId"]! };
        Assert.Equal(200, (await GetAsync(cohort.ProgrammeId, token)).Status);
        var (status, body) = await GetAsync(cohort.ProgrammeId, token with { Version = token.Version + 1 });
        Assert.Equal((503, "write-not-yet-folded"), (status, (string?)body["code"]));
        var programme = cohort.Records[0].Events[^1];
        Assert.Equal(200, (await GetAsync(cohort.ProgrammeId, new ConsistencyToken("programmes", cohort.ProgrammeId, (long)programme["version"]!, "") { SubjectId = cohort.ProgrammeId.ToString() })).Status);
    }

    [Fact]
    public async Task Who_is_at_risk_is_listed_page_by_page()
    {
        var cohort = new Cohort(seed: 6, people: 25);
        await _app.StoreAsync(cohort);
        await _app.FoldAsync(cohort);
        var expected = new Oracle(cohort.Records.SelectMany(record => record.Events)).Risks;
        Assert.InRange(expected.Count, 4, 25);
        var (found, continuation, pages) = (new Dictionary<string, string>(), "", 0);
        do
        {
            var (status, page) = await ListAsync(cohort.ProgrammeId, $"?pageSize=3{continuation}");
            Assert.Equal(200, status);
            Assert.InRange(page["items"]!.AsArray().Count, 0, 3);
            foreach (var item in page["items"]!.AsArray()) found.Add((string)item!["personId"]!, string.Join(' ', item["risks"]!.AsArray().Select(risk => (string?)risk)));
            continuation = $"&continuation={(string?)page["continuation"]}";
            Assert.InRange(pages++, 0, 25);
        }
        while (continuation != "&continuation=");
        Assert.Equal(expected.OrderBy(one => one.Key, StringComparer.Ordinal), found.OrderBy(one => one.Key, StringComparer.Ordinal));
        Assert.Equal(404, (await ListAsync(Guid.NewGuid(), "")).Status);
        Assert.Equal((400, "invalid-continuation"), await ListAsync(cohort.ProgrammeId, "?continuation=bm9uc2Vuc2U") is var wrong ? (wrong.Status, (string?)wrong.Body["code"]) : default);
    }

    /// <summary>Whoever has not agreed to it is counted, and nothing is said of them.</summary>
    [Fact]
    [Trait("Requirement", "S13")]
    [Trait("Requirement", "S131")]
    public async Task Nobody_is_judged_without_their_consent()
    {
        var cohort = new Cohort(seed: 6, people: 25);
        await _app.StoreAsync(cohort);
        var atRisk = new Oracle(cohort.Records.SelectMany(record => record.Events)).Risks.Keys.Order(StringComparer.Ordinal).ToList();
        var silent = atRisk.Take(2).ToList();
        foreach (var person in silent) await _app.ConsentAsync(person, isGranted: false);
        await _app.FoldAsync(cohort);
        await ShowsAsync(cohort, atRisk.Skip(2));
        var learners = (await GetAsync(cohort.ProgrammeId)).Body["learners"]!.ToJsonString();

        await _app.ConsentAsync(silent[0], isGranted: true);
        await ShowsAsync(cohort, atRisk.Where(person => person != silent[1]));
        await _app.ConsentAsync(atRisk[^1], isGranted: false);
        await _app.ConsentAsync(atRisk[^1], isGranted: false);
        await ShowsAsync(cohort, atRisk.Where(person => person != silent[1] && person != atRisk[^1]));

        // The same feed again, and all of it from the beginning.
        await _app.FoldAsync(cohort);
        await _app.RebuildAsync(() => Task.CompletedTask);
        await ShowsAsync(cohort, atRisk.Where(person => person != silent[1] && person != atRisk[^1]));
        Assert.Equal(learners, (await GetAsync(cohort.ProgrammeId)).Body["learners"]!.ToJsonString());
    }

    [Fact]
    [Trait("Requirement", "S13")]
    public async Task Who_agrees_while_their_data_is_restricted_is_judged_when_that_has_ended()
    {
        var cohort = new Cohort(seed: 6, people: 25);
        await _app.StoreAsync(cohort);
        var atRisk = new Oracle(cohort.Records.SelectMany(record => record.Events)).Risks.Keys.Order(StringComparer.Ordinal).ToList();
        var (person, restriction, keys) = (atRisk[0], Guid.NewGuid(), _app.Get<SubjectKeys>());
        await _app.ConsentAsync(person, isGranted: false);
        await _app.FoldAsync(cohort);
        await keys.RestrictAsync(Cohort.Tenant, person, restriction, "objection", CancellationToken.None);
        await _app.ConsentAsync(person, isGranted: true);
        await ShowsAsync(cohort, atRisk.Skip(1));
        await keys.EndRestrictionAsync(Cohort.Tenant, person, restriction, CancellationToken.None);
        await _app.Get<Resumption>().GoOnAsync(new SubjectPlace(Cohort.Tenant, person), CancellationToken.None);
        await ShowsAsync(cohort, atRisk);
    }

    private async Task ShowsAsync(Cohort cohort, IEnumerable<string> expected)
    {
        var people = expected.ToList();
        Assert.Equal(people.Count, (int)(await GetAsync(cohort.ProgrammeId)).Body["atRisk"]!["count"]!);
        var (status, page) = await ListAsync(cohort.ProgrammeId, "?pageSize=100");
        Assert.Equal(200, status);
        Assert.Equal(people, page["items"]!.AsArray().Select(item => (string)item!["personId"]!).Order(StringComparer.Ordinal));
    }

    private async Task VerifyAsync(Cohort cohort)
    {
        var (status, body) = await GetAsync(cohort.ProgrammeId);
        Assert.Equal(200, status);
        new DashboardCheck(cohort, new Oracle(cohort.Records.SelectMany(record => record.Events))).Verify(body.Deserialize<Dashboard>(DocumentJson.Options)!);
    }

    private Task<(int Status, JsonNode Body)> GetAsync(Guid programmeId, ConsistencyToken? token = null) =>
        _app.GetAsync<ProgrammeDashboardQuery>((query, request) => query.GetAsync(request, programmeId, CancellationToken.None), token: token?.ToString());

    private Task<(int Status, JsonNode Body)> ListAsync(Guid programmeId, string query) =>
        _app.GetAsync<ProgrammeDashboardQuery>((functions, request) => functions.ListAtRiskAsync(request, programmeId, CancellationToken.None), query);
}
