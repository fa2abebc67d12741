using Microsoft.AspNetCore.Http;
using Serverless.Cloud.Cosmos;
using Serverless.Kernel.Results;

namespace Serverless.Cloud.Http;

/// <summary>A request to start what takes longer than an answer may.</summary>
/// <param name="Context">By which a repetition is known.</param>
/// <param name="Id">Of what is started: the same for a repetition.</param>
public sealed record StartRequest<TBody>(CommandContext Context, Guid Id, TBody Body)
    where TBody : class;

public static class StartRequest
{
    /// <param name="what">Is started: lower case with hyphens.</param>
    public static async Task<Result<StartRequest<TBody>>> ReadAsync<TBody>(HttpRequest request, string what, CancellationToken cancellation)
        where TBody : class
    {
        ArgumentNullException.ThrowIfNull(request);
        var command = await CommandRequest.ReadAsync(request, $"{what}-started", needsVersion: false, cancellation, RequestBody.Json);
        if (!command.IsSuccess) return command.Error;
        var body = RequestBody.As<TBody>(command.Value.Document);
        return body.IsSuccess ? new StartRequest<TBody>(command.Value.Context, command.Value.NewId(what), body.Value) : body.Error;
    }
}
