using Serverless.Functions.Orchestrations.Archival;
using Serverless.Functions.Orchestrations.Archival.Keeping;

namespace Serverless.Contracts.Archives;

/// <summary>One archival of a tenant and domain at a time: whoever holds the turn keeps it, whatever happens in between.</summary>
public sealed class ArchivalTurnTests(ArchiveApp app) : IClassFixture<ArchiveApp>
{
    private readonly string _domain = $"d-{Guid.NewGuid():N}";

    private ArchivalDocuments Documents => new(app.Database);

    [Fact]
    [Trait("Requirement", "S75")]
    public async Task A_turn_that_is_given_back_while_another_takes_it_is_asked_for_again()
    {
        Assert.True(await Documents.TryTakeTurnAsync(Turn(Guid.NewGuid(), out var first), before: null, CancellationToken.None));
        var seen = await Documents.FindTurnAsync(app.Tenant, _domain, CancellationToken.None);
        await Documents.EndTurnAsync(first, _domain, CancellationToken.None);

        var next = Turn(Guid.NewGuid(), out _);
        Assert.False(await Documents.TryTakeTurnAsync(next, seen, CancellationToken.None));
        Assert.True(await Documents.TryTakeTurnAsync(next, await Documents.FindTurnAsync(app.Tenant, _domain, CancellationToken.None), CancellationToken.None));
    }

    [Fact]
    [Trait("Requirement", "S75")]
    public async Task A_turn_that_another_has_taken_is_not_ended_by_who_had_it()
    {
        Assert.True(await Documents.TryTakeTurnAsync(Turn(Guid.NewGuid(), out var first), before: null, CancellationToken.None));
        var seen = await Documents.FindTurnAsync(app.Tenant, _domain, CancellationToken.None);
        var next = Turn(Guid.NewGuid(), out _);
        Assert.True(await Documents.TryTakeTurnAsync(next, seen, CancellationToken.None));

        Assert.False(await new Cloud.Cosmos.PlatformDocuments(app.Database, Cloud.Cosmos.PlatformContainers.Operations).TryRemoveAsync(seen!, CancellationToken.None));
        await Documents.EndTurnAsync(first, _domain, CancellationToken.None);
        Assert.Equal(next.ArchivalId, (await Documents.FindTurnAsync(app.Tenant, _domain, CancellationToken.None))!.ArchivalId);
    }

    private ArchivalTurn Turn(Guid archival, out ArchivalPlace place)
    {
        place = new ArchivalPlace(app.Tenant, archival);
        return new ArchivalTurn { Id = ArchivalTurn.IdOf(_domain), TenantId = app.Tenant, ArchivalId = archival, At = app.Time.GetUtcNow() };
    }
}
