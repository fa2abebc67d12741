using System.Text.Json.Nodes;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Serverless.Acceptance.Learning;
using Serverless.Acceptance.Privacy;
using Serverless.Acceptance.Writing;
using Serverless.Contracts.Blobs;
using Serverless.Contracts.Running;
using Site = Serverless.Acceptance.Writing.Site;

namespace Serverless.Acceptance.Lifecycle;

public sealed class When_what_is_archived_is_read(LifecycleSite site) : IClassFixture<LifecycleSite>
{
    private const string Dashboard = "programme-dashboard";

    [Fact]
    [Trait("Requirement", "S54")]
    [Trait("Requirement", "S68")]
    public async Task It_is_answered_alone_and_in_lists_and_in_a_copy_for_its_person_and_waited_for_while_it_is_offline()
    {
        var (tenant, academy, archivals) = await site.NewTenantAsync();
        var student = await LifecycleSite.CompletedAsync(academy, "Ada");
        var before = (await student.Own.GetAsync(student.Enrolment)).Is(200).Body;
        await archivals.RunAsync("enrolments");

        foreach (var reader in new[] { academy.Staff, student.Own })
        {
            var one = (await reader.GetAsync(student.Enrolment)).Is(200).Body;
            var listed = Assert.Single((await reader.GetAsync($"people/{student.PersonId}/enrolments?pageSize=1")).Is(200).Body["items"]!.AsArray())!;
            Assert.Equal(one.ToJsonString(), listed.ToJsonString());
            Assert.Equal((long)before["version"]!, (long)one["version"]!);
        }

        var exported = Assert.Single((await new ExportDesk(tenant, await tenant.ClientAsync("dpo")).ExportAsync(Guid.Parse(student.PersonId))).Records("enrolments/enrolment"));
        Assert.NotNull(exported["archivedAt"]);
        Assert.Equal(((string)before["status"]!, (int)before["version"]!), ((string)exported["state"]!["status"]!, exported["history"]!.AsArray().Select(fact => (int)fact!["version"]!).Distinct().Count()));

        await TakeOfflineAsync(tenant);
        var offline = (await student.Own.TryAsync(HttpMethod.Get, student.Enrolment, body: null, version: null, key: "", CancellationToken.None))!;
        Assert.Equal((503, "archive-offline", TimeSpan.FromHours(1)), (offline.Status, offline.Code, offline.RetryAfter));
        // It has been asked for, and here that takes no time.
        (await student.Own.GetAsync(student.Enrolment)).Is(200);
    }

    [Fact]
    [Trait("Requirement", "S60")]
    public async Task A_read_model_that_is_rebuilt_says_what_it_said_before()
    {
        var (_, academy, archivals) = await site.NewTenantAsync();
        foreach (var name in new[] { "Ada", "Bob" }) await LifecycleSite.CompletedAsync(academy, name);
        await Deadline.UntilAsync("all is folded", async () => (await ProjectionAsync())["sources"]!.AsArray().All(source => (long?)source!["pending"] == 0));
        var before = await DashboardAsync(academy);
        Assert.Equal(2, (int)(await archivals.RunAsync("enrolments"))["records"]!);
        var version = (int)(await ProjectionAsync())["version"]!;
        (await archivals.Operator.PostAsync($"projections/{Dashboard}/rebuild")).Is(202);
        await Deadline.UntilAsync("the rebuild is over", async () => (string?)(await ProjectionAsync())["status"] == "live");
        Assert.Equal(version + 1, (int)(await ProjectionAsync())["version"]!);
        Assert.Equal(before, await DashboardAsync(academy));

        async Task<JsonObject> ProjectionAsync() => (await archivals.Operator.GetAsync($"projections/{Dashboard}")).Is(200).Body;
    }

    /// <summary>But for how current it is.</summary>
    private static async Task<string> DashboardAsync(Academy academy)
    {
        var dashboard = (await academy.Staff.GetAsync($"programmes/{academy.ProgrammeId}/dashboard")).Is(200).Body;
        foreach (var field in new[] { "asOf", "lag", "projection", "source" }) dashboard.Remove(field);
        return dashboard.ToJsonString();
    }

    private static async Task TakeOfflineAsync(Site tenant)
    {
        var container = new BlobServiceClient((await AzuriteProcess.SharedAsync()).ConnectionString).GetBlobContainerClient("archives-enrolments");
        await foreach (var blob in container.GetBlobsAsync(prefix: $"{tenant.Tenant}/")) await container.GetBlobClient(blob.Name).SetAccessTierAsync(AccessTier.Archive);
    }
}
