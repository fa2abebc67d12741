using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Serverless.Cloud.Cosmos;
using Serverless.Cloud.Identity;
using Serverless.Kernel.Declarations;
using Serverless.Kernel.Results;

namespace Serverless.Cloud.Http;

/// <summary>Between HTTP and the record store: what every domain's functions have in common.</summary>
public sealed class RecordEndpoint(RecordStore store, Commands commands, FieldsInForce fields)
{
    /// <param name="isVisible">False for what the caller must not learn of: it is answered as if it were not there.</param>
    public async Task<IResult> GetAsync<TState, TEvent>(
        HttpRequest request, Domain<TState, TEvent> domain, RecordKey key, CancellationToken cancellation, Func<TState, bool>? isVisible = null)
        where TState : class
        where TEvent : class
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(domain);
        if (!ConsistentWith.TryRead(request, out var token)) return Problems.Of(ConsistentWith.Malformed);
        var session = token?.Container == domain.Container && token.SessionToken.Length > 0 ? token.SessionToken : null;
        if (await store.FindAsync(domain, key, cancellation, session) is not { } record || isVisible?.Invoke(record.State) == false) return Problems.Of(StoreErrors.NotFound);
        var caller = request.Caller();
        return new RecordAnswer(StatusCodes.Status200OK, domain, await fields.ShownAsync(domain, caller, [record], cancellation), record, caller);
    }

    /// <summary>A page of records of the caller's tenant, the newest first.</summary>
    /// <param name="subjectId">Only that subject's; null for all.</param>
    /// <param name="filters">Fields by which the address may narrow the list.</param>
    public Task<IResult> ListAsync<TState, TEvent>(HttpRequest request, Domain<TState, TEvent> domain, Guid? subjectId, string[] filters, CancellationToken cancellation)
        where TState : class
        where TEvent : class => ListAsync(request, domain, new RecordQuery(request.Caller().TenantId, subjectId?.ToString()), filters, cancellation);

    /// <summary>A page of records, the newest first.</summary>
    /// <param name="filters">Fields by which the address may narrow the list.</param>
    public async Task<IResult> ListAsync<TState, TEvent>(
        HttpRequest request, Domain<TState, TEvent> domain, RecordQuery query, string[] filters, CancellationToken cancellation)
        where TState : class
        where TEvent : class
    {
        ArgumentNullException.ThrowIfNull(request);
        var narrowed = RecordFilter.Read(request, domain, query, filters);
        if (!narrowed.IsSuccess) return Problems.Of(narrowed.Error);
        var page = PageRequest.Read(request, narrowed.Value.Name(domain));
        if (!page.IsSuccess) return Problems.Of(page.Error);
        var found = await store.ListAsync(domain, narrowed.Value, page.Value.Size, page.Value.Continuation, cancellation);
        if (found is null) return Problems.Of(PageRequest.MalformedContinuation);
        var caller = request.Caller();
        var shown = await fields.ShownAsync(domain, caller, found.Items, cancellation);
        return Results.Ok(new JsonObject
        {
            ["items"] = new JsonArray([.. found.Items.Select(record => RecordAnswer.View(domain, shown, record, caller))]),
            ["continuation"] = page.Value.Next(found.Continuation),
        });
    }

    /// <summary>Creates a record from the body.</summary>
    /// <param name="place">Where the record is to be, from the id that it gets.</param>
    public Task<IResult> CreateAsync<TState, TEvent, TBody>(
        HttpRequest request,
        Domain<TState, TEvent> domain,
        Func<Guid, RecordKey> place,
        Func<TBody, Decision<TEvent>> decide,
        CancellationToken cancellation,
        Guard<TState, TEvent>? guard = null)
        where TState : class
        where TEvent : class
        where TBody : class
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(place);
        return CreateAsync(request, domain, (id, _) => place(id), key => $"{request.Path}/{key.RecordId}", decide, cancellation, guard);
    }

    /// <summary>Creates a record from the body, which also says whose it is.</summary>
    /// <param name="place">Where the record is to be, from the id that it gets and the body.</param>
    /// <param name="address">Of the record.</param>
    public async Task<IResult> CreateAsync<TState, TEvent, TBody>(
        HttpRequest request,
        Domain<TState, TEvent> domain,
        Func<Guid, TBody, RecordKey> place,
        Func<RecordKey, string> address,
        Func<TBody, Decision<TEvent>> decide,
        CancellationToken cancellation,
        Guard<TState, TEvent>? guard = null)
        where TState : class
        where TEvent : class
        where TBody : class
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(domain);
        ArgumentNullException.ThrowIfNull(place);
        ArgumentNullException.ThrowIfNull(address);
        var command = await CommandRequest.ReadAsync(request, "created", needsVersion: false, cancellation, RequestBody.Json);
        if (!command.IsSuccess) return Problems.Of(command.Error);
        var body = await fields.ReadAsync<TBody>(domain, request.Caller(), command.Value.Document, cancellation);
        if (!body.IsSuccess) return Problems.Of(body.Error);

        var key = place(command.Value.NewId(domain.RecordType), body.Value);
        var result = await commands.CreateAsync(domain, key, command.Value.Context, () => decide(body.Value), cancellation, guard);
        return await RecordAnswer.OfAsync(fields, request, domain, StatusCodes.Status201Created, result, cancellation, location: address(key));
    }

    /// <summary>Makes the record that the body is about, or answers the one that is there; there is never a second one.</summary>
    /// <param name="place">Where the record is, by what the body says.</param>
    /// <param name="decide">From null for a new one.</param>
    public async Task<IResult> EnsureAsync<TState, TEvent, TBody>(
        HttpRequest request,
        Domain<TState, TEvent> domain,
        string reason,
        Func<TBody, RecordKey> place,
        Func<TState?, TBody, Task<Decision<TEvent>>> decide,
        CancellationToken cancellation)
        where TState : class
        where TEvent : class
        where TBody : class
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(place);
        ArgumentNullException.ThrowIfNull(decide);
        var command = await CommandRequest.ReadAsync(request, reason, needsVersion: false, cancellation, RequestBody.Json);
        if (!command.IsSuccess) return Problems.Of(command.Error);
        var body = await fields.ReadAsync<TState, TBody>(domain, request.Caller(), command.Value.Document, cancellation);
        if (!body.IsSuccess) return Problems.Of(body.Error);

        var key = place(body.Value(null));
        var result = await commands.EnsureAsync(domain, key, command.Value.Context, state => decide(state, body.Value(state)), cancellation);
        return await RecordAnswer.OfAsync(fields, request, domain, StatusCodes.Status201Created, result, cancellation, location: $"{request.Path}/{key.RecordId}");
    }

    /// <summary>Does what the body says to a record that is there from the first time that something happens to it.</summary>
    /// <param name="at">When it happened, where the events say so themselves.</param>
    /// <param name="decide">From null for a new one.</param>
    public async Task<IResult> PutAsync<TState, TEvent, TBody>(
        HttpRequest request,
        Domain<TState, TEvent> domain,
        RecordKey key,
        string reason,
        DateTimeOffset at,
        Func<TState?, TBody, Decision<TEvent>> decide,
        CancellationToken cancellation,
        Guard<TState, TEvent>? guard = null)
        where TState : class
        where TEvent : class
        where TBody : class
    {
        ArgumentNullException.ThrowIfNull(request);
        var command = await CommandRequest.ReadAsync(request, reason, needsVersion: false, cancellation, RequestBody.Json);
        if (!command.IsSuccess) return Problems.Of(command.Error);
        var body = await fields.ReadAsync<TState, TBody>(domain, request.Caller(), command.Value.Document, cancellation);
        if (!body.IsSuccess) return Problems.Of(body.Error);
        var result = await commands.PutAsync(domain, key, command.Value.Context with { At = at }, state => decide(state, body.Value(state)), cancellation, guard);
        return await RecordAnswer.OfAsync(fields, request, domain, StatusCodes.Status200OK, result, cancellation);
    }

    /// <summary>Changes what a merge patch names. The caller says by <c>If-Match</c> which version it was made for.</summary>
    /// <param name="editable">The part of a state that users write.</param>
    public async Task<IResult> PatchAsync<TState, TEvent, TBody>(
        HttpRequest request,
        Domain<TState, TEvent> domain,
        RecordKey key,
        Func<TState, TBody> editable,
        Func<TState, TBody, Decision<TEvent>> decide,
        CancellationToken cancellation,
        Guard<TState, TEvent>? guard = null)
        where TState : class
        where TEvent : class
        where TBody : class
    {
        ArgumentNullException.ThrowIfNull(request);
        var command = await CommandRequest.ReadAsync(request, "changed", needsVersion: true, cancellation, RequestBody.MergePatch, RequestBody.Json);
        if (!command.IsSuccess) return Problems.Of(command.Error);
        var patch = await fields.PatchAsync<TBody>(domain, request.Caller(), command.Value.Document, cancellation);
        return await ChangeAsync(request, domain, key, command.Value, Patched, guard, cancellation);

        Decision<TEvent> Patched(TState state)
        {
            var body = patch(editable(state));
            return body.IsSuccess ? decide(state, body.Value) : body.Error;
        }
    }

    /// <summary>Does something to a record that needs to be told no more than its name.</summary>
    /// <param name="reason">What is done, in one word, as the events tell it.</param>
    public async Task<IResult> ActAsync<TState, TEvent>(
        HttpRequest request,
        Domain<TState, TEvent> domain,
        RecordKey key,
        string reason,
        Func<TState, Decision<TEvent>> decide,
        CancellationToken cancellation,
        Guard<TState, TEvent>? guard = null)
        where TState : class
        where TEvent : class
    {
        ArgumentNullException.ThrowIfNull(request);
        var command = await CommandRequest.ReadAsync(request, reason, needsVersion: false, cancellation);
        return command.IsSuccess ? await ChangeAsync(request, domain, key, command.Value, decide, guard, cancellation) : Problems.Of(command.Error);
    }

    /// <summary>Does something to a record that the body says more about.</summary>
    public async Task<IResult> ActAsync<TState, TEvent, TBody>(
        HttpRequest request,
        Domain<TState, TEvent> domain,
        RecordKey key,
        string reason,
        Func<TState, TBody, Decision<TEvent>> decide,
        CancellationToken cancellation,
        Guard<TState, TEvent>? guard = null)
        where TState : class
        where TEvent : class
        where TBody : class
    {
        ArgumentNullException.ThrowIfNull(request);
        var command = await CommandRequest.ReadAsync(request, reason, needsVersion: false, cancellation, RequestBody.Json);
        if (!command.IsSuccess) return Problems.Of(command.Error);
        var body = await fields.ReadAsync<TState, TBody>(domain, request.Caller(), command.Value.Document, cancellation);
        return body.IsSuccess
            ? await ChangeAsync(request, domain, key, command.Value, state => decide(state, body.Value(state)), guard, cancellation)
            : Problems.Of(body.Error);
    }

    /// <summary>Does something to a record that serves the subject's rights, and so also while their data is restricted.</summary>
    /// <param name="decide">Also from the id of the command, which is the same for every repetition.</param>
    /// <param name="then">What is to be done once it is stored, now or when the request was sent first.</param>
    public async Task<IResult> ServeAsync<TState, TEvent, TBody>(
        HttpRequest request,
        Domain<TState, TEvent> domain,
        RecordKey key,
        string reason,
        Func<TState, TBody, Guid, Decision<TEvent>> decide,
        Guard<TState, TEvent> guard,
        Func<Task<Error?>> then,
        CancellationToken cancellation)
        where TState : class
        where TEvent : class
        where TBody : class
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(then);
        var command = await CommandRequest.ReadAsync(request, reason, needsVersion: false, cancellation, RequestBody.Json);
        if (!command.IsSuccess) return Problems.Of(command.Error);
        var body = await fields.ReadAsync<TState, TBody>(domain, request.Caller(), command.Value.Document, cancellation);
        if (!body.IsSuccess) return Problems.Of(body.Error);
        var context = command.Value.Context with { ServesRights = true };
        var result = await commands.ChangeAsync(domain, key, context, state => decide(state, body.Value(state), context.CommandId), cancellation, guard);
        return result.IsSuccess && await then() is { } left ? Problems.Of(left) : await RecordAnswer.OfAsync(fields, request, domain, StatusCodes.Status200OK, result, cancellation);
    }

    private async Task<IResult> ChangeAsync<TState, TEvent>(
        HttpRequest request,
        Domain<TState, TEvent> domain,
        RecordKey key,
        CommandRequest command,
        Func<TState, Decision<TEvent>> decide,
        Guard<TState, TEvent>? guard,
        CancellationToken cancellation)
        where TState : class
        where TEvent : class =>
        await RecordAnswer.OfAsync(fields, request, domain, StatusCodes.Status200OK, await commands.ChangeAsync(domain, key, command.Context, decide, cancellation, guard), cancellation);
}
