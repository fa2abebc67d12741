using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Serverless.Cloud.Automation;
using Serverless.Cloud.Identity;
using Serverless.Cloud.Messaging;
using Serverless.Cloud.Projections;
using Serverless.Kernel.Declarations;
using Serverless.Kernel.Results;

namespace Serverless.Cloud.Http;

/// <summary>Why a dead letter is discarded.</summary>
public sealed record Discard
{
    [Field("Why the event is taken out, in words that name no person", Purpose.Administration, MaxLength = 500)]
    public required string Reason { get; init; }
}

/// <summary>Between HTTP and the dead letters of a tenant.</summary>
public sealed class DeadLetterEndpoint(DeadLetters letters, DeadLetterDesk desk, ProjectionSet projections, ReactionSet reactions, IEnumerable<Domain> domains)
{
    private static readonly Error NoReason = new(ErrorKind.Invalid, "reason-required", "Say why the event is discarded.") { Fields = [new Violation("/reason", "has no text")] };

    /// <summary>Narrowed by <c>projection</c>, <c>reaction</c>, <c>publication</c> and <c>status</c> of the address; the newest first.</summary>
    public async Task<IResult> ListAsync(HttpRequest request, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(request);
        var query = Read(request);
        if (!query.IsSuccess) return Problems.Of(query.Error);
        var (tenantId, projection, status) = query.Value;
        var page = PageRequest.Read(request, $"deadletters/{tenantId}/{projection}/{query.Value.Reaction}/{query.Value.Publication}/{status}");
        if (!page.IsSuccess) return Problems.Of(page.Error);
        var found = await letters.ListAsync(query.Value, page.Value.Size, page.Value.Continuation, cancellation);
        if (found is null) return Problems.Of(PageRequest.MalformedContinuation);
        return Results.Ok(new JsonObject
        {
            ["items"] = new JsonArray([.. found.Items.Select(View)]),
            ["continuation"] = page.Value.Next(found.Continuation),
        });
    }

    public async Task<IResult> GetAsync(HttpRequest request, Guid id, CancellationToken cancellation) =>
        await letters.FindAsync(request.Caller().TenantId, id, cancellation) is { } letter ? Results.Ok(View(letter)) : Problems.Of(ProjectionErrors.DeadLetterNotFound);

    public async Task<IResult> ReplayAsync(HttpRequest request, Guid id, CancellationToken cancellation) =>
        Answer(await desk.ReplayAsync(request.Caller().TenantId, id, request.Caller().Id, cancellation));

    public async Task<IResult> DiscardAsync(HttpRequest request, Guid id, CancellationToken cancellation)
    {
        var content = await RequestBody.ReadAsync(request, cancellation);
        if (!content.IsSuccess) return Problems.Of(content.Error);
        var document = RequestBody.Parse(request, content.Value, RequestBody.Json);
        if (!document.IsSuccess) return Problems.Of(document.Error);
        var body = RequestBody.As<Discard>(document.Value);
        if (!body.IsSuccess) return Problems.Of(body.Error);
        if (string.IsNullOrWhiteSpace(body.Value.Reason)) return Problems.Of(NoReason);
        return Answer(await desk.DiscardAsync(request.Caller().TenantId, id, request.Caller().Id, body.Value.Reason.Trim(), cancellation));
    }

    private static IResult Answer(Result<DeadLetter> result) => result.IsSuccess ? Results.Ok(View(result.Value)) : Problems.Of(result.Error);

    private static JsonNode View(DeadLetter letter) => JsonSerializer.SerializeToNode(letter, DocumentJson.Options)!;

    private Result<DeadLetterQuery> Read(HttpRequest request)
    {
        var violations = new List<Violation>();
        var (projection, reaction, publication, status) = (Value("projection"), Value("reaction"), Value("publication"), Value("status"));
        if (projection is not null && projections.Find(projection) is null) violations.Add(new Violation("/projection", "is no read model"));
        if (reaction is not null && reactions.Find(reaction) is null) violations.Add(new Violation("/reaction", "is no reaction"));
        if (publication is not null && domains.All(domain => new Publication(domain).Name != publication)) violations.Add(new Violation("/publication", "tells nobody of any records"));
        var known = Enum.GetValues<DeadLetterStatus>().Where(one => DeadLetterQuery.NameOf(one) == status).ToList();
        if (status is not null && known.Count == 0)
            violations.Add(new Violation("/status", $"is not one of {string.Join(", ", Enum.GetValues<DeadLetterStatus>().Select(DeadLetterQuery.NameOf))}"));
        return violations.Count > 0
            ? new Error(ErrorKind.Invalid, "invalid-filter", "The list cannot be narrowed by this.") { Fields = violations }
            : new DeadLetterQuery(request.Caller().TenantId, projection, known.Count == 0 ? null : known[0]) { Reaction = reaction, Publication = publication };

        string? Value(string name) => request.Query[name].ToString() is { Length: > 0 } value ? value : null;
    }
}
