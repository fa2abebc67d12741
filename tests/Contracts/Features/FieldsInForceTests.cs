using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Serverless.Cloud.Cosmos;
using Serverless.Cloud.Http;
using Serverless.Cloud.Keys;
using Serverless.Cloud.Projections;
using Serverless.Contracts.Domains;
using Serverless.Kernel.Access;
using Serverless.Kernel.Results;

namespace Serverless.Contracts.Features;

/// <summary>What clients write and see of a record while its features are on, and while they are off, in every kind of command.</summary>
[Trait("Requirement", "S84")]
public sealed class FieldsInForceTests(FeatureApp app) : IClassFixture<FeatureApp>
{
    private const string Address = "https://x.example";

    [Fact]
    public async Task While_a_feature_is_off_its_field_is_refused_as_if_nobody_had_declared_it()
    {
        var (staff, key) = NewRoom();
        var refused = await CreateAsync(staff, key, new JsonObject { ["name"] = 7, ["joinAt"] = Address, ["nick"] = "x" });
        Assert.Equal((StatusCodes.Status400BadRequest, "invalid"), (refused.Status, refused.Code));
        Assert.Equal(["/joinAt is not declared", "/nick is not declared", "/name is not a text"], Errors(refused));

        await app.SwitchAsync(staff, Room.Online, enabled: true);
        Assert.Equal(["/nick is not declared", "/name is not a text"], Errors(await CreateAsync(staff, key, new JsonObject { ["name"] = 7, ["joinAt"] = Address, ["nick"] = "x" })));
        var created = await CreateAsync(staff, key, new JsonObject { ["name"] = "Hall", ["joinAt"] = Address });
        Assert.Equal((StatusCodes.Status201Created, Address), (created.Status, created.Field("joinAt")));
    }

    [Fact]
    public async Task A_patch_must_not_name_what_is_off_not_even_to_take_it_away_and_all_else_that_is_wrong_is_named_too()
    {
        var (staff, key) = await OnlineRoomAsync();
        Assert.Equal(["/joinAt is not declared"], Errors(await PatchAsync(staff, key, new JsonObject { ["joinAt"] = null })));
        Assert.Equal(["/joinAt is not declared", "/seats is not a whole number of 32 bits"], Errors(await PatchAsync(staff, key, new JsonObject { ["seats"] = "many", ["joinAt"] = Address })));
        Assert.Equal(Address, (await StoredAsync(key)).JoinAt);
    }

    [Fact]
    public async Task What_is_off_survives_every_command_that_changes_something_else()
    {
        var (staff, key) = await OnlineRoomAsync();
        Assert.False((await PatchAsync(staff, key, new JsonObject { ["seats"] = 2 })).Body.ContainsKey("joinAt"));
        Assert.False((await PutAsync(staff, key, new JsonObject { ["name"] = "Put", ["seats"] = 3 })).Body.ContainsKey("joinAt"));
        Assert.False((await ActAsync(staff, key, new JsonObject { ["name"] = "Done", ["seats"] = 4 })).Body.ContainsKey("joinAt"));
        Assert.False((await EnsureAsync(staff, key, new JsonObject { ["name"] = "Ensured", ["seats"] = 5 })).Body.ContainsKey("joinAt"));
        Assert.Equal(new Room { Name = "Ensured", Seats = 5, JoinAt = Address }, await StoredAsync(key));

        await app.SwitchAsync(staff, Room.Online, enabled: true);
        Assert.Equal(Address, (await GetAsync(staff, key)).Field("joinAt"));
        // Who can name it takes it away by not naming it, as ever.
        Assert.Equal(StatusCodes.Status200OK, (await PutAsync(staff, key, new JsonObject { ["name"] = "Put" })).Status);
        Assert.Null((await StoredAsync(key)).JoinAt);
    }

    [Fact]
    public async Task Every_command_with_a_body_refuses_what_is_off()
    {
        var (staff, key) = await OnlineRoomAsync();
        var body = new JsonObject { ["name"] = "Hall", ["joinAt"] = "https://y.example" };
        foreach (var reply in new[] { await PutAsync(staff, key, body), await ActAsync(staff, key, body), await EnsureAsync(staff, key, body) })
            Assert.Equal(["/joinAt is not declared"], Errors(reply));
        Assert.Equal(Address, (await StoredAsync(key)).JoinAt);
    }

    [Fact]
    public async Task Lists_show_what_is_in_force_in_the_callers_tenant()
    {
        var (staff, _) = await OnlineRoomAsync();
        var other = app.NewStaff();
        await app.SwitchAsync(other, Room.Online, enabled: true);
        await CreateAsync(other, RecordKey.OfSubject(other.TenantId, Guid.NewGuid()), new JsonObject { ["name"] = "Hall", ["joinAt"] = Address });
        Assert.False((await ListAsync(staff)).ContainsKey("joinAt"));
        Assert.Equal(Address, (string?)(await ListAsync(other))["joinAt"]);
    }

    [Fact]
    public async Task A_command_that_is_repeated_is_answered_with_what_is_in_force_now()
    {
        var (staff, key) = NewRoom();
        await app.SwitchAsync(staff, Room.Online, enabled: true);
        await CreateAsync(staff, key, new JsonObject { ["name"] = "Hall", ["joinAt"] = Address });
        Assert.Equal(Address, (await CloseAsync(staff, key)).Field("joinAt"));
        await app.SwitchAsync(staff, Room.Online, enabled: false);
        var again = await CloseAsync(staff, key);
        Assert.Equal(("true", false), (again.Headers["Idempotent-Replayed"].ToString(), again.Body.ContainsKey("joinAt")));
    }

    [Fact]
    public async Task Who_has_seen_a_version_is_shown_it_again_where_a_switch_may_have_changed_how_it_looks()
    {
        var (staff, key) = await OnlineRoomAsync();
        Assert.Equal(StatusCodes.Status200OK, (await GetAsync(staff, key, seen: "\"1\"")).Status);
        var plain = RecordKey.OfSubject(staff.TenantId, Guid.NewGuid());
        await CreateAsync(staff, plain, new JsonObject { ["name"] = "Cellar" });
        Assert.Equal(StatusCodes.Status304NotModified, (await GetAsync(staff, plain, seen: "\"1\"")).Status);
    }

    [Fact]
    public async Task What_is_off_is_not_said_to_be_masked()
    {
        var (staff, key) = NewRoom();
        var auditor = staff with { Roles = new HashSet<Role> { Role.Auditor } };
        await app.SwitchAsync(staff, Room.Remarks, enabled: true);
        await CreateAsync(staff, key, new JsonObject { ["name"] = "Hall", ["remark"] = "It is cold." });
        Assert.Equal("""["/remark"]""", (await GetAsync(auditor, key)).Body["masked"]!.ToJsonString());
        await app.SwitchAsync(staff, Room.Remarks, enabled: false);
        Assert.False((await GetAsync(auditor, key)).Body.ContainsKey("masked"));
        Assert.False((await GetAsync(staff, key)).Body.ContainsKey("remark"));
    }

    [Fact]
    public async Task Who_neither_names_nor_stores_what_belongs_to_a_feature_pays_nothing_for_it()
    {
        var (staff, key) = NewRoom();
        app.Time.Advance(app.Options.CacheLifetime);
        await CreateAsync(staff, key, new JsonObject { ["name"] = "Hall" });
        var before = app.Reads;
        await PatchAsync(staff, key, new JsonObject { ["seats"] = 2 });
        await GetAsync(staff, key);
        Assert.Equal(2, app.Reads - before);
    }

    [Fact]
    public async Task Who_takes_their_data_out_is_given_all_that_is_stored_with_its_history()
    {
        var (staff, key) = await OnlineRoomAsync();
        await PatchAsync(staff, key, new JsonObject { ["seats"] = 2 });
        var subjectKey = await app.Services.GetRequiredService<SubjectKeys>().FindAsync(key.TenantId, key.SubjectId, CancellationToken.None);
        var told = new List<string?>();
        await foreach (var fact in app.Services.GetRequiredService<SubjectRecords>().ReadAsync(Room.Declaration, new SubjectPlace(key.TenantId, key.SubjectId), subjectKey, CancellationToken.None))
            told.Add((string?)(fact.Event?.Data ?? fact.Record.Data)["joinAt"]);
        // The record, and the event of each of its versions.
        Assert.Equal([Address, Address, Address], told);
    }

    private (Caller Staff, RecordKey Key) NewRoom()
    {
        var staff = app.NewStaff();
        return (staff, RecordKey.OfSubject(staff.TenantId, Guid.NewGuid()));
    }

    /// <summary>A room with an address, in a tenant where the feature is off again.</summary>
    private async Task<(Caller Staff, RecordKey Key)> OnlineRoomAsync()
    {
        var (staff, key) = NewRoom();
        await app.SwitchAsync(staff, Room.Online, enabled: true);
        Assert.Equal(StatusCodes.Status201Created, (await CreateAsync(staff, key, new JsonObject { ["name"] = "Hall", ["joinAt"] = Address })).Status);
        await app.SwitchAsync(staff, Room.Online, enabled: false);
        return (staff, key);
    }

    private async Task<Room> StoredAsync(RecordKey key) => (await app.Services.GetRequiredService<RecordStore>().FindAsync(Room.Declaration, key, CancellationToken.None))!.State;

    private Task<Reply> CreateAsync(Caller caller, RecordKey key, JsonObject body) => SendAsync(caller, body, (records, request) =>
        records.CreateAsync(request, Room.Declaration, _ => key, (RoomDetails details) => RoomWritten.Of(details), CancellationToken.None));

    private Task<Reply> PatchAsync(Caller caller, RecordKey key, JsonObject patch) => SendAsync(caller, patch, (records, request) =>
        records.PatchAsync(request, Room.Declaration, key, RoomDetails.Of, (_, details) => RoomWritten.Of(details), CancellationToken.None), match: "*");

    private Task<Reply> PutAsync(Caller caller, RecordKey key, JsonObject body) => SendAsync(caller, body, (records, request) =>
        records.PutAsync(request, Room.Declaration, key, "put", app.Time.GetUtcNow(), (Room? _, RoomDetails details) => RoomWritten.Of(details), CancellationToken.None));

    private Task<Reply> ActAsync(Caller caller, RecordKey key, JsonObject body) => SendAsync(caller, body, (records, request) =>
        records.ActAsync(request, Room.Declaration, key, "done", (Room _, RoomDetails details) => RoomWritten.Of(details), CancellationToken.None));

    private Task<Reply> EnsureAsync(Caller caller, RecordKey key, JsonObject body) => SendAsync(caller, body, (records, request) =>
        records.EnsureAsync(request, Room.Declaration, "ensured", (RoomDetails _) => key, (Room? _, RoomDetails details) => Task.FromResult<Decision<RoomWritten>>(RoomWritten.Of(details)), CancellationToken.None));

    private Task<Reply> CloseAsync(Caller caller, RecordKey key) => SendAsync(caller, body: null, (records, request) =>
        records.ActAsync(request, Room.Declaration, key, "closed", room => RoomWritten.Of(RoomDetails.Of(room) with { Seats = 0 }), CancellationToken.None), idempotency: "close-it");

    private Task<Reply> GetAsync(Caller caller, RecordKey key, string? seen = null) => SendAsync(caller, body: null, (records, request) =>
    {
        request.Headers.IfNoneMatch = seen;
        return records.GetAsync(request, Room.Declaration, key, CancellationToken.None);
    });

    private async Task<JsonObject> ListAsync(Caller caller) =>
        (await SendAsync(caller, body: null, (records, request) => records.ListAsync(request, Room.Declaration, subjectId: null, [], CancellationToken.None))).Body["items"]![0]!.AsObject();

    private Task<Reply> SendAsync(Caller caller, JsonObject? body, Func<RecordEndpoint, HttpRequest, Task<IResult>> call, string? match = null, string? idempotency = null) =>
        app.Services.CallAsync(caller, call, body, idempotency, match);

    private static IEnumerable<string> Errors(Reply reply) => reply.Body["errors"]!.AsArray().Select(error => $"{error!["pointer"]} {error["reason"]}");
}
