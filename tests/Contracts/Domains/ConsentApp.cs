using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Serverless.Functions.Domains.Consents;
using Serverless.Functions.Seams;
using Serverless.Kernel.Access;

namespace Serverless.Contracts.Domains;

/// <summary>The consents, of people who are all here but one.</summary>
public sealed class ConsentApp : SoloApp
{
    public static readonly Guid Nobody = Guid.NewGuid();

    public static Caller Staff { get; } = Caller("staff-1", personId: null, Role.Staff);

    public Task<Reply> SayAsync(Guid person, string purpose, string decision, string version = "1", Caller? caller = null, string? key = null) => CallAsync<ConsentFunctions>(
        caller ?? Staff,
        (f, request) => f.RecordAsync(request, person, CancellationToken.None),
        new JsonObject { ["purpose"] = purpose, ["policyVersion"] = version, ["decision"] = decision },
        key);

    public Task<Reply> ListAsync(Guid person, string? query = null, Caller? caller = null) =>
        CallAsync<ConsentFunctions>(caller ?? Staff, (f, request) => f.ListAsync(request, person, CancellationToken.None), query: query);

    public async Task<JsonObject> VerifyAsync(Guid person) =>
        (await CallAsync<ConsentFunctions>(Staff, (f, request) => f.VerifyAsync(request, person, CancellationToken.None))).Body;

    /// <summary>Somebody who has granted, withdrawn, and granted something else.</summary>
    public async Task<Guid> PersonAsync()
    {
        var person = Guid.NewGuid();
        await SayAsync(person, "newsletter", "granted");
        await SayAsync(person, "newsletter", "withdrawn");
        await SayAsync(person, "research", "granted");
        return person;
    }

    protected override void Add(IServiceCollection services) => services
        .AddConsents()
        .AddSingleton<IsPersonActive>((_, person, _) => Task.FromResult(person != Nobody))
        .AddSingleton<ConsentFunctions>();
}
