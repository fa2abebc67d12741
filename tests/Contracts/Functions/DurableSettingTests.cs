using System.Text.Json.Nodes;

namespace Serverless.Contracts.Functions;

/// <summary>What <c>extensions.durableTask</c> in host.json changes.</summary>
public sealed class DurableSettingTests
{
    [Fact]
    public async Task The_hub_is_named_and_running_instances_are_replaced_as_host_json_says()
    {
        using var folder = new AppFolder(DurableApp.Functions);
        folder.HostJson["extensions"] = new JsonObject
        {
            ["durableTask"] = new JsonObject { ["hubName"] = "%Hub%", ["overridableExistingInstanceStates"] = "AnyState" },
        };
        folder.Values["Hub"] = "Academy";
        folder.Save();
        using var app = await AppProcess.StartAsync(folder);

        var links = await app.Http.StartAsync("Approval", 3_600_000, "one");
        Assert.Contains("taskHub=Academy&", (string)links["statusQueryGetUri"]!, StringComparison.Ordinal);
        Assert.True(Directory.Exists(Path.Combine(folder.Path, ".local/durabletask/Academy")));
        await app.Http.UntilAsync(links, "customStatus", "waiting");

        Assert.Equal(10, (int)(await app.Http.RunAsync("Sequence", 4, "one"))["output"]!);
        await app.StopAsync();
    }
}
