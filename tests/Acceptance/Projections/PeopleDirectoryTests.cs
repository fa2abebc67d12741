using System.Net;
using Serverless.Contracts.Running;

namespace Serverless.Acceptance.Projections;

/// <summary>The directory on the real app, from a registration to a rebuild.</summary>
[Collection(nameof(OverviewApp))]
public sealed class PeopleDirectoryTests(OverviewApp app)
{
    [Fact]
    [Trait("Requirement", "S42")]
    [Trait("Requirement", "S60")]
    [Trait("Requirement", "S74")]
    public async Task People_are_found_by_name_and_by_learners_only_while_they_agree()
    {
        var (agreeing, _) = await app.RegisterAsync("Núria Vallès");
        var (silent, written) = await app.RegisterAsync("Nuri Şahin");
        var learner = await app.TokenAsync(Guid.NewGuid(), "learner");

        Assert.Equal(new[] { agreeing, silent }.Order(), (await FindAsync("nuri", written)).Order());
        Assert.Empty(await FindAsync("nuri", written, learner));
        var granted = await app.SayAsync(agreeing, "directory", "granted");
        Assert.Equal([agreeing], await FindAsync("nuri", granted, learner));

        var (started, _) = await app.SendAsync(HttpMethod.Post, "api/projections/people-directory/rebuild");
        Assert.Equal(HttpStatusCode.Accepted, started);
        await Deadline.UntilAsync("the rebuild has taken over", async () =>
        {
            var (_, found) = await app.SendAsync(HttpMethod.Get, "api/people?name=nuri");
            return (int)found!["projection"]!["version"]! > 1 && found["items"]!.AsArray().Count == 2;
        });
        Assert.Equal([agreeing], await FindAsync("nuri", granted, learner));

        var withdrawn = await app.SayAsync(agreeing, "directory", "withdrawn");
        Assert.Empty(await FindAsync("nuri", withdrawn, learner));
        var (refused, problem) = await app.SendAsync(HttpMethod.Get, "api/people", caller: learner);
        Assert.Equal((HttpStatusCode.BadRequest, "name-required"), (refused, (string?)problem!["code"]));
    }

    private async Task<IReadOnlyList<Guid>> FindAsync(string name, string consistentWith, string? caller = null)
    {
        var (status, found) = await app.SendAsync(HttpMethod.Get, $"api/people?name={name}", consistentWith: consistentWith, caller: caller);
        Assert.True(status == HttpStatusCode.OK, $"{status}: {found}");
        return [.. found!["items"]!.AsArray().Select(person => (Guid)person!["personId"]!)];
    }
}
