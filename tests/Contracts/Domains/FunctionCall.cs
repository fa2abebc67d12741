using System.Net.Mime;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Serverless.Kernel.Access;

namespace Serverless.Contracts.Domains;

/// <summary>Calls functions as the host calls them.</summary>
internal static class FunctionCall
{
    /// <param name="caller">Null for anybody.</param>
    public static Task<Reply> CallAsync<TFunctions>(
        this IServiceProvider services, Caller? caller, Func<TFunctions, HttpRequest, Task<IResult>> function, JsonNode? body = null, string? key = null, string? match = null, string? query = null)
        where TFunctions : class =>
        services.SendAsync(caller, function, body is null ? null : Encoding.UTF8.GetBytes(body.ToJsonString()), MediaTypeNames.Application.Json, key, match, query);

    public static async Task<Reply> SendAsync<TFunctions>(
        this IServiceProvider services, Caller? caller, Func<TFunctions, HttpRequest, Task<IResult>> function, byte[]? body, string mediaType, string? key = null, string? match = null, string? query = null)
        where TFunctions : class
    {
        await using var scope = services.CreateAsyncScope();
        var context = new DefaultHttpContext { RequestServices = scope.ServiceProvider };
        if (caller is not null) context.Features.Set(caller);
        context.Request.Method = "POST";
        context.Request.QueryString = new QueryString(query);
        if (key is not null) context.Request.Headers["Idempotency-Key"] = key;
        if (match is not null) context.Request.Headers.IfMatch = match;
        if (body is not null)
        {
            context.Request.ContentType = mediaType;
            context.Request.Body = new MemoryStream(body);
        }

        using var answer = new MemoryStream();
        context.Response.Body = answer;
        var result = await function(services.GetRequiredService<TFunctions>(), context.Request);
        await result.ExecuteAsync(context);
        return new Reply(context.Response.StatusCode, context.Response.Headers, answer.Length == 0 ? [] : JsonNode.Parse(answer.ToArray())!.AsObject());
    }
}
