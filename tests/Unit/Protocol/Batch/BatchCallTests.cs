using Serverless.LocalCosmos.Protocol;

namespace Serverless.Unit.Protocol.Batch;

public sealed class BatchCallTests
{
    private const string Key = """["p"]""";

    [Fact]
    public async Task A_batch_that_fails_leaves_nothing_and_says_which_operation_it_was()
    {
        await using var account = await TestAccount.OpenAsync();
        await account.CreateItemAsync("""{"id":"taken","pk":"p"}""");
        var response = await SendAsync(account, atomic: true, Create("a"), Create("taken"), Create("b"));
        Assert.Equal(207, response.Status);
        var results = BatchBytes.Results(response.Body);
        Assert.Equal([424, 409, 424], results.Select(r => r.Status));
        Assert.Contains("message", results[1].Body, StringComparison.Ordinal);
        Assert.Equal(404, (await account.ReadItemAsync("a")).Status);
    }

    [Fact]
    public async Task A_batch_reads_its_own_writes_and_is_one_change()
    {
        await using var account = await TestAccount.OpenAsync();
        var response = await SendAsync(
            account,
            atomic: true,
            Create("a"),
            BatchBytes.Operation(1, id: "a", body: """{"operations":[{"op":"set","path":"/n","value":2}]}"""),
            BatchBytes.Operation(2, id: "a"),
            BatchBytes.Operation(20, body: """{"id":"b","pk":"p"}""", options: [0x03, 12]),
            BatchBytes.Operation(4, id: "b"));
        Assert.Equal(200, response.Status);
        var results = BatchBytes.Results(response.Body);
        Assert.Equal([201, 200, 200, 201, 204], results.Select(r => r.Status));
        Assert.Contains("\"n\":2", results[2].Body, StringComparison.Ordinal);
        Assert.Null(results[3].Body);
        Assert.NotNull(results[3].ETag);
        var lsn = response.Header("lsn");
        Assert.Equal($"0:-1#{lsn}", response.Header("x-ms-session-token"));
        Assert.Equal(lsn, (await account.ReadItemAsync("a")).Header("lsn"));
    }

    [Fact]
    public async Task Bulk_operations_succeed_and_fail_alone()
    {
        await using var account = await TestAccount.OpenAsync();
        var response = await SendAsync(
            account,
            atomic: false,
            BatchBytes.Operation(0, key: Key, body: """{"id":"a","pk":"p"}"""),
            BatchBytes.Operation(0, key: """["q"]""", body: """{"id":"a","pk":"q"}"""),
            BatchBytes.Operation(0, key: """["q"]""", body: """{"id":"b","pk":"r"}"""),
            BatchBytes.Operation(2, key: """["q"]""", id: "none"),
            BatchBytes.Operation(0, key: """["q"]""", body: "not json"),
            BatchBytes.Operation(2, id: "a"));
        Assert.Equal(207, response.Status);
        var results = BatchBytes.Results(response.Body);
        Assert.Equal([201, 201, 400, 404, 400, 400], results.Select(r => r.Status));
        Assert.Equal(1001, results[2].SubStatus);
    }

    [Theory]
    [InlineData(null, 400)]
    [InlineData("[", 400)]
    [InlineData("""["p","q"]""", 400)]
    public async Task A_batch_needs_a_whole_key(string? key, int status)
    {
        await using var account = await TestAccount.OpenAsync();
        var request = Request(atomic: true, BatchBytes.Request(Create("a")));
        if (key is not null) request.With("x-ms-documentdb-partitionkey", key);
        var response = await account.SendAsync(request);
        var statuses = response.Status == 207 ? BatchBytes.Results(response.Body).Select(r => r.Status) : [response.Status];
        Assert.Equal([status], statuses);
    }

    [Fact]
    public async Task The_operations_of_a_batch_share_its_key()
    {
        await using var account = await TestAccount.OpenAsync();
        var response = await SendAsync(account, atomic: true, Create("a"), BatchBytes.Operation(0, key: """["q"]""", body: """{"id":"b","pk":"q"}"""));
        Assert.Equal(400, response.Status);
        Assert.Equal(404, (await account.ReadItemAsync("a")).Status);
    }

    [Fact]
    public async Task A_batch_is_two_megabytes_at_most()
    {
        await using var account = await TestAccount.OpenAsync();
        var half = BatchBytes.Operation(0, body: $$"""{"id":"a","pk":"p","x":"{{new string('x', Gateway.MaximumBody / 2)}}"}""");
        Assert.Equal(413, (await SendAsync(account, atomic: true, half, half)).Status);
    }

    [Theory, InlineData(true), InlineData(false)]
    public async Task The_largest_request_of_the_SDK_in_bulk_mode_is_taken(bool atomic)
    {
        await using var account = await TestAccount.OpenAsync();
        var operations = Enumerable.Range(0, 20).Select(i => BatchBytes.Operation(
            0, key: Key, body: $$"""{"id":"{{i}}","pk":"p","x":"{{new string('x', 110_000)}}"}""")).ToArray();
        var room = 2_202_010 - BatchBytes.Request(operations).Length;
        operations[0] = [.. BatchBytes.Operation(0, key: Key, body: $$"""{"id":"0","pk":"p","x":"{{new string('x', 110_000 + room)}}"}""")];
        Assert.Equal(2_202_010, BatchBytes.Request(operations).Length);
        Assert.Equal(200, (await SendAsync(account, atomic, operations)).Status);
        Assert.Equal(413, (await SendAsync(account, atomic, [.. operations, Create("one more")])).Status);
    }

    [Fact]
    public async Task An_item_of_a_bulk_request_is_two_megabytes_at_most()
    {
        await using var account = await TestAccount.OpenAsync();
        var large = BatchBytes.Operation(0, key: Key, body: $$"""{"id":"a","pk":"p","x":"{{new string('x', 2 * 1024 * 1024)}}"}""");
        var grown = BatchBytes.Operation(1, key: Key, id: "b", body: $$"""{"operations":[{"op":"set","path":"/x","value":"{{new string('x', 1_100_000)}}"}]}""");
        Assert.Equal([413], Statuses(await SendAsync(account, atomic: false, large)));
        Assert.Equal(201, (await account.CreateItemAsync($$"""{"id":"b","pk":"p","y":"{{new string('y', 1_100_000)}}"}""")).Status);
        Assert.Equal([413], Statuses(await SendAsync(account, atomic: false, grown)));
    }

    [Fact]
    public async Task Patches_whose_documents_do_not_fit_into_the_answer_are_not_made_and_may_be_sent_again()
    {
        await using var account = await TestAccount.OpenAsync();
        for (var i = 0; i < 3; i++)
            Assert.Equal(201, (await account.CreateItemAsync($$"""{"id":"{{i}}","pk":"p","n":0,"x":"{{new string('x', 1_000_000)}}"}""")).Status);
        var patches = Enumerable.Range(0, 40).Select(i => Patch(i % 3)).ToArray();
        var answer = await SendAsync(account, atomic: false, patches);
        Assert.InRange(answer.Body.Length, 4_000_000, 14_000_000);
        var results = BatchBytes.Results(answer.Body);
        var made = results.Count(result => result.Status == 200);
        Assert.InRange(made, 4, 12);
        Assert.All(results.Skip(made), result => Assert.Equal((413, 3402), (result.Status, result.SubStatus)));
        var stored = 0;
        for (var i = 0; i < 3; i++) stored += (await account.ReadItemAsync($"{i}")).Json().GetProperty("n").GetInt32();
        Assert.Equal(made, stored);

        var minimal = Enumerable.Range(0, 40).Select(i => Patch(i % 3, 0x03, 12)).ToArray();
        Assert.All(Statuses(await SendAsync(account, atomic: false, minimal)), status => Assert.Equal(200, status));
    }

    [Fact]
    public async Task A_batch_whose_documents_do_not_fit_into_the_answer_leaves_nothing()
    {
        await using var account = await TestAccount.OpenAsync();
        Assert.Equal(201, (await account.CreateItemAsync($$"""{"id":"0","pk":"p","n":0,"x":"{{new string('x', 1_000_000)}}"}""")).Status);
        var statuses = Statuses(await SendAsync(account, atomic: true, [.. Enumerable.Range(0, 8).Select(_ => Patch(0))]));
        Assert.Equal([424, 424, 424, 424, 413, 424, 424, 424], statuses);
        Assert.Equal(0, (await account.ReadItemAsync("0")).Json().GetProperty("n").GetInt32());
    }

    private static byte[] Patch(int id, params byte[] options) => BatchBytes.Operation(
        1, key: Key, id: $"{id}", body: """{"operations":[{"op":"incr","path":"/n","value":1}]}""", options);

    private static IEnumerable<int> Statuses(GatewayResponse response) => BatchBytes.Results(response.Body).Select(result => result.Status);

    private static byte[] Create(string id) => BatchBytes.Operation(0, body: $$"""{"id":"{{id}}","pk":"p"}""");

    private static Task<GatewayResponse> SendAsync(TestAccount account, bool atomic, params byte[][] operations)
    {
        var request = Request(atomic, BatchBytes.Request(operations));
        if (atomic) request.With("x-ms-documentdb-partitionkey", Key);
        return account.SendAsync(request);
    }

    private static TestRequest Request(bool atomic, byte[] body) => new TestRequest("POST", TestAccount.Items, body)
        .Signed("docs", TestAccount.ItemsLink)
        .With("x-ms-cosmos-is-batch-request", "True")
        .With("x-ms-cosmos-batch-atomic", $"{atomic}");
}
