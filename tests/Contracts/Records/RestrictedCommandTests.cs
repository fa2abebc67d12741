using Serverless.Cloud.Cosmos;
using Serverless.Kernel.Declarations;

namespace Serverless.Contracts.Records;

/// <summary>While a subject's data is restricted (GDPR Art. 18), nothing is done with it but what serves their rights.</summary>
public sealed class RestrictedCommandTests(RecordApp app) : IClassFixture<RecordApp>
{
    [Fact]
    [Trait("Requirement", "S131")]
    public async Task A_command_on_personal_data_is_refused_and_stores_nothing()
    {
        var key = await RestrictedAsync();
        var before = (await app.DocumentsAsync(key)).Select(document => document.ToJsonString()).ToList();
        Assert.Equal(StoreErrors.Restricted, (await app.AddAsync(key, 1)).Error);
        Assert.Equal(StoreErrors.Restricted, (await app.AddAsync(key, 2, RecordApp.Command("k-restricted", "two"))).Error);
        Assert.Equal(before, (await app.DocumentsAsync(key)).Select(document => document.ToJsonString()));
    }

    [Fact]
    public async Task What_was_done_before_is_answered_to_its_repetition()
    {
        var (key, command) = (RecordApp.NewKey(), RecordApp.Command("k-before", "five"));
        await app.OpenAsync(key);
        await app.AddAsync(key, 5, command);
        await app.Keys.RestrictAsync(key.TenantId, key.SubjectId, Guid.NewGuid(), "objection", default);
        var again = await app.AddAsync(key, 5, command);
        Assert.True(again.Value.IsRepeated);
        Assert.Equal((5, true), (again.Value.Record.State.Sum, again.Value.Record.IsRestricted));
    }

    [Fact]
    public async Task What_serves_the_subject_s_rights_goes_on()
    {
        var key = await RestrictedAsync();
        var done = await app.AddAsync(key, 3, RecordApp.Command() with { ServesRights = true });
        Assert.Equal((3, true), (done.Value.Record.State.Sum, done.Value.Record.IsRestricted));
        Assert.True((await app.FindAsync(key))!.IsRestricted);
    }

    [Fact]
    public async Task Others_are_not_held_up_and_what_was_restricted_goes_on_afterwards()
    {
        var (other, key, id) = (RecordApp.NewKey(), RecordApp.NewKey(), Guid.NewGuid());
        await app.OpenAsync(other);
        await app.OpenAsync(key);
        await app.Keys.RestrictAsync(key.TenantId, key.SubjectId, id, "objection", default);
        Assert.Equal(1, (await app.AddAsync(other, 1)).Value.Record.State.Sum);
        await app.Keys.EndRestrictionAsync(key.TenantId, key.SubjectId, id, default);
        Assert.Equal((2, false), (await app.AddAsync(key, 2)) is { Value.Record: var record } ? (record.State.Sum, record.IsRestricted) : default);
    }

    [Fact]
    public void Only_what_is_personal_and_serves_no_rights_is_restricted()
    {
        Assert.True(Counter.Declaration.IsRestrictable);
        var serving = new Domain<Counter, CounterEvent>("counters", "counter")
        {
            Owner = "tests",
            Erasure = Erasure.Delete,
            ServesRights = true,
            Events = Counter.Declaration.Events,
            Evolve = Counter.Declaration.Evolve,
        };
        Assert.False(serving.IsRestrictable);
    }

    private async Task<RecordKey> RestrictedAsync()
    {
        var key = RecordApp.NewKey();
        await app.OpenAsync(key);
        await app.Keys.RestrictAsync(key.TenantId, key.SubjectId, Guid.NewGuid(), "objection", default);
        return key;
    }
}
