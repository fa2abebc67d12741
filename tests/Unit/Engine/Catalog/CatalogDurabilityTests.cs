using System.Text.Json.Nodes;
using Serverless.LocalCosmos;
using Serverless.LocalCosmos.Storage;
using Serverless.Unit.Protocol;

namespace Serverless.Unit.Engine.Catalog;

/// <summary>What is created is found again by the next process, and what is deleted leaves no file.</summary>
public sealed class CatalogDurabilityTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("localcosmos-").FullName;

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public async Task Databases_containers_ranges_offers_and_items_are_found_again()
    {
        string database, container, offers, ranges;
        await using (var first = await TestAccount.OpenAsync(Options(partitions: 2)))
        {
            Assert.Equal(201, (await first.CreateItemAsync("""{"id":"a","pk":"p"}""")).Status);
            var read = (await first.SendAsync(new TestRequest("GET", "/dbs/d/colls/c").Signed("colls", "dbs/d/colls/c"))).Json();
            var changed = (JsonObject)JsonNode.Parse(read.GetRawText())!;
            changed["defaultTtl"] = 1000;
            Assert.Equal(200, (await first.SendAsync(new TestRequest("PUT", "/dbs/d/colls/c", changed.ToJsonString()).Signed("colls", "dbs/d/colls/c"))).Status);
            Assert.Equal(200, (await first.AdminAsync("POST", "dbs/d/colls/c/split", """{"range":"1"}""")).Status);
            (database, container, offers, ranges) = await StateAsync(first);
        }

        await using var second = TestAccount.Reopen(Options(partitions: 1));
        Assert.Equal((database, container, offers, ranges), await StateAsync(second));
        Assert.Contains("\"defaultTtl\":1000", container, StringComparison.Ordinal);
        Assert.Contains("\"3\"", ranges, StringComparison.Ordinal);
        Assert.Equal(200, (await second.ReadItemAsync("a")).Status);
        Assert.Equal(409, (await second.CreateItemAsync("""{"id":"a","pk":"p"}""")).Status);
    }

    [Fact]
    public async Task What_was_deleted_stays_deleted_and_leaves_no_file()
    {
        await using (var first = await TestAccount.OpenAsync(Options()))
        {
            await first.CreateItemAsync("""{"id":"a","pk":"p"}""");
            await first.CreateContainerAsync("""{"id":"other","partitionKey":{"paths":["/pk"]}}""");
            Assert.Equal(2, Files("*.db").Length);
            Assert.Equal(204, (await first.SendAsync(new TestRequest("DELETE", "/dbs/d/colls/c").Signed("colls", "dbs/d/colls/c"))).Status);
            Assert.Single(Files("*.db"));
            Assert.Equal(404, (await first.ReadItemAsync("a")).Status);
            await first.CreateContainerAsync("""{"id":"c","partitionKey":{"paths":["/pk"]}}""");
            Assert.Equal(404, (await first.ReadItemAsync("a")).Status);
        }

        await using (var second = TestAccount.Reopen(Options()))
        {
            Assert.Equal(404, (await second.ReadItemAsync("a")).Status);
            Assert.Equal(204, (await second.SendAsync(new TestRequest("DELETE", "/dbs/d").Signed("dbs", "dbs/d"))).Status);
            Assert.Empty(Files("*"));
        }
    }

    [Fact]
    public async Task A_file_that_the_catalog_does_not_know_is_what_a_crash_left()
    {
        await using (await TestAccount.OpenAsync(Options()))
        {
        }

        await File.WriteAllTextAsync(Path.Combine(_directory, "containers", "00.db-wal"), "left over");
        await using var second = TestAccount.Reopen(Options());
        Assert.Empty(Files("00*"));
        Assert.Single(Files("*.db"));
    }

    [Fact]
    public async Task A_directory_serves_one_account_at_a_time()
    {
        await using (await TestAccount.OpenAsync(Options()))
        {
            Assert.Contains("in use", Assert.Throws<IOException>(() => LocalCosmosAccount.Open(Options())).Message, StringComparison.Ordinal);
        }

        await LocalCosmosAccount.Open(Options()).DisposeAsync();
    }

    [Fact]
    public async Task A_file_that_is_no_catalog_is_refused_and_lets_go_of_the_directory()
    {
        await File.WriteAllTextAsync(Path.Combine(_directory, "catalog.db"), new string('x', 5000));
        Assert.Throws<IOException>(() => LocalCosmosAccount.Open(Options()));
        File.Delete(Path.Combine(_directory, "catalog.db"));
        await LocalCosmosAccount.Open(Options()).DisposeAsync();
    }

    [Fact]
    public async Task A_container_whose_file_could_not_be_read_is_tried_again_by_the_next_request()
    {
        await using (var first = await TestAccount.OpenAsync(Options()))
            Assert.Equal(201, (await first.CreateItemAsync("""{"id":"a","pk":"p"}""")).Status);

        var file = Assert.Single(Files("*.db"));
        File.Move(file, file + ".aside");
        await File.WriteAllTextAsync(file, new string('x', 5000));
        await using var second = TestAccount.Reopen(Options());
        Assert.Equal(500, (await second.ReadItemAsync("a")).Status);
        Assert.Equal(500, (await second.ReadItemAsync("a")).Status);
        File.Move(file + ".aside", file, overwrite: true);
        Assert.Equal(200, (await second.ReadItemAsync("a")).Status);
    }

    [Fact]
    public async Task A_container_whose_log_could_not_be_read_is_tried_again_by_the_next_request()
    {
        await using (var first = await TestAccount.OpenAsync(Options()))
            Assert.Equal(201, (await first.CreateItemAsync("""{"id":"a","pk":"p"}""")).Status);

        var log = Assert.Single(Files("*.db")) + RedoLog.Suffix;
        File.Delete(log);
        Directory.CreateDirectory(log);
        await using var second = TestAccount.Reopen(Options());
        Assert.Equal(500, (await second.ReadItemAsync("a")).Status);
        Directory.Delete(log);
        Assert.Equal(200, (await second.ReadItemAsync("a")).Status);
    }

    [Fact]
    public async Task A_container_can_be_deleted_under_its_readers_and_writers()
    {
        await using var account = await TestAccount.OpenAsync(Options());
        var writers = Enumerable.Range(0, 8).Select(writer => Task.Run(async () =>
        {
            for (var i = 0; ; i++)
            {
                var created = await account.CreateItemAsync($$"""{"id":"{{writer}}-{{i}}","pk":"p"}""");
                var query = await account.SendAsync(new TestRequest("POST", TestAccount.Items, """{"query":"SELECT * FROM c"}""")
                    .Signed("docs", TestAccount.ItemsLink).With("x-ms-documentdb-isquery", "True"));
                Assert.Contains(created.Status, new[] { 201, 404 });
                Assert.Contains(query.Status, new[] { 200, 404 });
                if (created.Status == 404) return query.Status;
            }
        })).ToList();
        while (account.Account.Requests[RequestKind.QueryItems] < 50) await Task.Yield();
        Assert.Equal(204, (await account.SendAsync(new TestRequest("DELETE", "/dbs/d/colls/c").Signed("colls", "dbs/d/colls/c"))).Status);
        Assert.All(await Task.WhenAll(writers), status => Assert.Equal(404, status));
        Assert.Empty(Files("*"));
    }

    private static async Task<(string Database, string Container, string Offers, string Ranges)> StateAsync(TestAccount account) => (
        (await account.SendAsync(new TestRequest("GET", "/dbs/d").Signed("dbs", "dbs/d"))).Text(),
        (await account.SendAsync(new TestRequest("GET", "/dbs/d/colls/c").Signed("colls", "dbs/d/colls/c"))).Text(),
        (await account.SendAsync(new TestRequest("GET", "/offers").Signed("offers", ""))).Text(),
        (await account.AdminAsync("GET", "dbs/d/colls/c/ranges")).Text());

    private LocalCosmosOptions Options(int partitions = 1) => new() { DataDirectory = _directory, Partitions = partitions };

    private string[] Files(string pattern) => Directory.GetFiles(Path.Combine(_directory, "containers"), pattern);
}
