using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Serverless.Cloud.Automation;
using Serverless.Functions.Domains.LegalHolds;
using Serverless.Functions.Domains.Restrictions;
using Serverless.Functions.Seams;
using Serverless.Kernel.Access;

namespace Serverless.Contracts.Domains;

/// <summary>Restrictions and legal holds, of people who are all known but one.</summary>
public sealed class RestrictionApp : SoloApp
{
    public static readonly Guid Nobody = Guid.NewGuid();

    public static Caller Officer { get; } = Caller("dpo-1", personId: null, Role.Dpo);

    public Task<Reply> SetAsync(Guid person, string? key = null, string ground = "objection") => CallAsync<RestrictionFunctions>(
        Officer,
        (f, request) => f.SetAsync(request, CancellationToken.None),
        new JsonObject { ["personId"] = person, ["ground"] = ground, ["reason"] = "As they say" },
        key);

    public Task<Reply> LiftAsync(Guid person, Guid restriction, string? key = null) => CallAsync<RestrictionFunctions>(
        Officer,
        (f, request) => f.LiftAsync(request, person, restriction, CancellationToken.None),
        new JsonObject { ["reason"] = "Weighed", ["subjectToldAt"] = "2020-01-01T00:00:00Z" },
        key);

    public Task<Reply> HoldAsync(Guid person, DateTimeOffset? until = null) => CallAsync<LegalHoldFunctions>(
        Officer,
        (f, request) => f.PlaceAsync(request, CancellationToken.None),
        new JsonObject { ["personId"] = person, ["kind"] = "claim", ["reason"] = "Fees", ["authority"] = "Court", ["until"] = until });

    public Task<Reply> ReleaseAsync(Guid person, Guid hold) => CallAsync<LegalHoldFunctions>(
        Officer, (f, request) => f.ReleaseAsync(request, person, hold, CancellationToken.None), new JsonObject { ["reason"] = "Settled" });

    /// <summary>All that the feed brings of a person.</summary>
    public async Task UpholdAsync(Guid person) => await Get<ReactionFeed>().RunAsync(
        UpholdFunctions.Name, [.. (await DocumentsAsync("restrictions", person)).Select(change => JsonSerializer.SerializeToElement(change))], CancellationToken.None);

    protected override void Add(IServiceCollection services) => services
        .AddRestrictions()
        .AddLegalHolds()
        .AddSingleton<IsPersonKnown>((_, person, _) => Task.FromResult(person != Nobody))
        .AddSingleton<RestrictionFunctions>()
        .AddSingleton<LegalHoldFunctions>();
}
