using Serverless.Contracts.Backends;
using Serverless.Contracts.Running;

namespace Serverless.Contracts.Wire;

/// <summary>Addresses and signatures that lead nowhere.</summary>
public abstract class AddressContract(Backend backend) : WireContract(backend)
{
    [ContractTheory]
    [InlineData("/dbs/../../../etc/passwd")]
    [InlineData("/dbs/%2e%2e/%2e%2e/etc/passwd")]
    [InlineData("/dbs/..%2f..%2fetc%2fpasswd")]
    [InlineData("//dbs//x")]
    [InlineData("/dbs/%00")]
    [InlineData("/dbs/%zz")]
    [InlineData("/dbs/%C3%28")]
    [InlineData("/dbs/a%2Fb/colls/c")]
    [InlineData("/nothing")]
    [InlineData("/dbs/x/nothing")]
    [InlineData("/dbs/x/colls/y/docs/z/more/and/more")]
    [InlineData("/dbs/x?$filter=1&$filter=2")]
    public async Task A_path_that_leads_nowhere_is_refused(string path)
    {
        var (status, body) = await SendAsync("GET", path, "dbs", path.TrimStart('/'));
        Assert.InRange(status, 400, 405);
        Assert.DoesNotContain("root:", body, StringComparison.Ordinal);
    }

    [ContractFact]
    public async Task A_very_long_path_is_refused()
    {
        var name = new string('x', 6000);
        var (status, _) = await SendAsync("GET", $"/dbs/{name}", "dbs", $"dbs/{name}");
        Assert.InRange(status, 400, 431);
    }

    [ContractTheory]
    [InlineData("PATCH", "/dbs")]
    [InlineData("DELETE", "/dbs")]
    [InlineData("PUT", "/")]
    [InlineData("BREW", "/dbs")]
    public async Task A_verb_that_does_not_fit_is_refused(string verb, string path)
    {
        var (status, _) = await SendAsync(verb, path, path == "/" ? "" : "dbs", "");
        Assert.InRange(status, 400, 405);
    }

    [ContractTheory]
    [InlineData("")]
    [InlineData("garbage")]
    [InlineData("type%3dmaster%26ver%3d1.0%26sig%3d")]
    [InlineData("type%3dmaster%26ver%3d1.0%26sig%3dAAAA")]
    [InlineData("type%3dmaster%26ver%3d1.0%26sig%3d%%%")]
    [InlineData("type%3dnothing%26ver%3d9%26sig%3dAAAA")]
    public async Task A_signature_that_is_none_answers_401(string authorization)
    {
        var (status, body) = await DocsAsync(
            "GET", "docs/a", null, ("x-ms-documentdb-partitionkey", "[\"p\"]"), ("authorization", authorization));
        Assert.Equal(401, status);
        Assert.Contains("Unauthorized", body, StringComparison.Ordinal);
    }

    [ContractFact]
    public async Task A_signature_for_another_resource_answers_401()
    {
        var container = await WireAsync();
        var (status, _) = await SendAsync(
            "GET", $"/dbs/{container.Database.Id}/colls/{container.Id}/docs/a", "docs", "dbs/other/colls/other/docs/a", null,
            ("x-ms-documentdb-partitionkey", "[\"p\"]"));
        Assert.Equal(401, status);
    }
}
