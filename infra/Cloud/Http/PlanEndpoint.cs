using Microsoft.AspNetCore.Http;
using Serverless.Cloud.Cosmos;
using Serverless.Cloud.Identity;
using Serverless.Kernel.Declarations;
using Serverless.Kernel.Results;

namespace Serverless.Cloud.Http;

/// <summary>Between HTTP and commands that change several records of a partition, all or none.</summary>
public sealed class PlanEndpoint(RecordStore store, Commands commands, FieldsInForce fields)
{
    /// <summary>Creates a record from the body, and changes others with it.</summary>
    /// <param name="place">Where the record is to be, from the id that it gets.</param>
    /// <param name="plan">From there and the body; made anew whenever a record that it was made for has changed.</param>
    /// <param name="list">Address of the list that the record is in; null where that is the request's.</param>
    public async Task<IResult> CreateAsync<TState, TEvent, TBody>(
        HttpRequest request,
        Domain<TState, TEvent> domain,
        Func<Guid, RecordKey> place,
        Func<RecordKey, TBody, Task<Result<Plan<TState>>>> plan,
        CancellationToken cancellation,
        string? list = null)
        where TState : class
        where TEvent : class
        where TBody : class
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(domain);
        ArgumentNullException.ThrowIfNull(place);
        ArgumentNullException.ThrowIfNull(plan);
        var command = await CommandRequest.ReadAsync(request, "created", needsVersion: false, cancellation, RequestBody.Json);
        if (!command.IsSuccess) return Problems.Of(command.Error);
        var body = await fields.ReadAsync<TBody>(domain, request.Caller(), command.Value.Document, cancellation);
        if (!body.IsSuccess) return Problems.Of(body.Error);

        var key = place(command.Value.NewId(domain.RecordType));
        var result = await commands.RunAsync(domain, key, command.Value.Context, () => plan(key, body.Value), cancellation);
        return await RecordAnswer.OfAsync(fields, request, domain, StatusCodes.Status201Created, result, cancellation, $"{list ?? request.Path}/{key.RecordId}");
    }

    /// <summary>Does something to a record, and to others with it, that needs to be told no more than its name.</summary>
    /// <param name="reason">What is done, in one word, as the events tell it.</param>
    /// <param name="plan">From the record as it is.</param>
    public async Task<IResult> ActAsync<TState, TEvent>(
        HttpRequest request,
        Domain<TState, TEvent> domain,
        RecordKey key,
        string reason,
        Func<Stored<TState>, Task<Result<Plan<TState>>>> plan,
        CancellationToken cancellation)
        where TState : class
        where TEvent : class
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(plan);
        var command = await CommandRequest.ReadAsync(request, reason, needsVersion: false, cancellation);
        return command.IsSuccess
            ? await RecordAnswer.OfAsync(fields, request, domain, StatusCodes.Status200OK, await commands.RunAsync(domain, key, command.Value.Context, LoadAndPlanAsync, cancellation), cancellation)
            : Problems.Of(command.Error);

        async Task<Result<Plan<TState>>> LoadAndPlanAsync()
        {
            var loaded = await store.LoadAsync(domain, key, cancellation);
            if (!loaded.IsSuccess) return loaded.Error;
            var before = loaded.Value;
            return command.Value.Context.ExpectedVersion is { } expected && expected != before.Version ? StoreErrors.Stale : await plan(before);
        }
    }
}
