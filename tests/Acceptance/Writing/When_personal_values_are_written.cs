using System.Text.Json.Nodes;
using Serverless.Acceptance.Privacy.Scanning;
using Serverless.Acceptance.Starting;
using Serverless.LocalCosmos;

namespace Serverless.Acceptance.Writing;

public sealed class When_personal_values_are_written
{
    /// <summary>In every value; no id and no key holds it by chance.</summary>
    private const string Canary = "kanarienvogel";
    private const string Phone = "+499876543210123";

    [Fact]
    [Trait("Requirement", "S129")]
    public async Task Nothing_that_the_system_keeps_holds_them_in_clear()
    {
        using var data = new TemporaryFolder();
        await using var site = await WriteAsync(data.Path);

        // What may be read is found, or the search would prove nothing.
        Assert.NotEmpty(new Scanner("Welding").InFolder(data.Path));
        Assert.NotEmpty(Directory.GetFiles(site.Keys));
        Assert.NotEmpty(site.Output);

        var scanner = new Scanner(Canary, Phone[1..]);
        Assert.Empty(scanner.InFolder(data.Path));
        Assert.Empty(scanner.InFolder(site.Folder));
        Assert.Empty(scanner.InText("what the app says", site.Output));
    }

    /// <summary>By every way of writing: done, repeated, refused, and failed in the middle.</summary>
    private static async Task<Site> WriteAsync(string data)
    {
        await using var cosmos = await LocalCosmosServer.StartAsync(new LocalCosmosOptions { DataDirectory = data });
        var site = await Site.OpenAsync(cosmos.ConnectionString);
        var staff = await site.ClientAsync("staff");
        var programme = (await staff.PostAsync("programmes", Crowd.Programme())).Id;
        await staff.PostAsync($"programmes/{programme}/publish");

        var registered = (await TwiceAsync(HttpMethod.Post, "people", Person("one"))).Is(201);
        var person = $"people/{registered.Id}";
        (await TwiceAsync(HttpMethod.Post, "people", Person("one"))).Is(409);
        (await TwiceAsync(HttpMethod.Post, "people", With(Person("one"), "language", Canary))).Is(400);
        (await TwiceAsync(HttpMethod.Patch, person, new JsonObject { ["name"] = $"Other {Canary}", ["email"] = $"{Canary}.two@example.org" }, "\"1\"")).Is(200);
        (await TwiceAsync(HttpMethod.Patch, person, new JsonObject { ["name"] = $"Stale {Canary}" }, "\"1\"")).Is(412);

        var list = $"{person}/applications";
        var drafted = (await TwiceAsync(HttpMethod.Post, list, Application(Canary))).Is(201);
        (await TwiceAsync(HttpMethod.Patch, $"{list}/{drafted.Id}", Application($"{Canary} again"), "\"1\"")).Is(200);
        (await TwiceAsync(HttpMethod.Post, $"{list}/{drafted.Id}/submit")).Is(200);
        (await TwiceAsync(HttpMethod.Patch, $"{list}/{drafted.Id}", Application($"{Canary} too late"), "\"3\"")).Is(409);
        (await TwiceAsync(HttpMethod.Post, $"{list}/{drafted.Id}/review")).Is(200);
        (await TwiceAsync(HttpMethod.Post, $"{list}/{drafted.Id}/reject", new JsonObject { ["reason"] = "other", ["text"] = Canary })).Is(200);

        cosmos.Account.Faults.Add(new FaultRule { Action = FaultAction.TooManyRequests, Operation = RequestKind.Batch });
        (await TwiceAsync(HttpMethod.Post, "people", Person("three"))).Is(503);
        cosmos.Account.Faults.Clear();
        await site.KillAppAsync();
        return site;

        async Task<Reply> TwiceAsync(HttpMethod method, string address, JsonObject? body = null, string? version = null)
        {
            var key = Guid.NewGuid().ToString();
            var first = await staff.TryAsync(method, address, body, version, key, CancellationToken.None);
            var again = await staff.TryAsync(method, address, body, version, key, CancellationToken.None);
            Assert.Equal(first!.Status, again!.Status);
            Assert.Equal(first.Status < 300, again.IsReplayed);
            if (body is not null && first.Status < 300)
            {
                var text = body.First(field => field.Key is "name" or "motivation" or "text").Key;
                (await staff.TryAsync(method, address, With(body, text, $"Another {Canary}"), version, key, CancellationToken.None))!.Is(422);
            }

            return first;
        }

        JsonObject Application(string text) => new()
        {
            ["programmeId"] = programme,
            ["motivation"] = text,
            ["answers"] = new JsonArray(new JsonObject { ["question"] = "Why?", ["text"] = text }),
        };
    }

    private static JsonObject Person(string which) => new()
    {
        ["name"] = $"Ada {Canary}",
        ["email"] = $"{Canary}.{which}@{Canary}.example",
        ["phone"] = Phone,
        ["language"] = "en",
    };

    private static JsonObject With(JsonObject body, string field, string value)
    {
        var other = body.DeepClone().AsObject();
        other[field] = value;
        return other;
    }
}
