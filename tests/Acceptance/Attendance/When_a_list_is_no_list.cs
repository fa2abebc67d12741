using Serverless.Acceptance.Running;

namespace Serverless.Acceptance.Attendance;

[Collection(nameof(SharedSite))]
public sealed class When_a_list_is_no_list(SharedSite shared)
{
    private const string Header = "personId,programmeId,sessionId,status";

    [Fact]
    [Trait("Requirement", "S46")]
    public async Task It_is_refused_at_once_with_the_reason()
    {
        var site = shared.NewTenant();
        var staff = await site.ClientAsync("staff");
        var row = $"\n{Guid.NewGuid()},{Guid.NewGuid()},{Guid.NewGuid()},present";

        Assert.Equal((400, "import-empty"), await SendAsync(Header));
        Assert.Equal((400, "import-header"), await SendAsync("name,personId" + row));
        Assert.Equal((400, "import-query"), await SendAsync(Header + row, "?session=first"));
        Assert.Equal((413, "import-too-many-rows"), await SendAsync(Header + string.Concat(Enumerable.Repeat(row, 10_001))));
        Assert.Equal((413, "import-too-large"), await SendAsync(Header + new string('\n', 8 * 1024 * 1024)));
        var typed = await staff.PostAsync("attendance/imports", []);
        Assert.Equal((415, "import-type"), (typed.Status, typed.Code));
        Assert.Empty((await staff.GetAsync("attendance/imports")).Is(200).Body["items"]!.AsArray());

        async Task<(int Status, string? Code)> SendAsync(string table, string query = "")
        {
            var refused = await staff.PostTableAsync($"attendance/imports{query}", table);
            return (refused.Status, refused.Code);
        }
    }
}
