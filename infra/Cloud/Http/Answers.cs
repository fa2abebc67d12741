using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http;
using Serverless.Cloud.Cosmos;

namespace Serverless.Cloud.Http;

/// <summary>Answers that are no records as they are stored: camel case, enumerations by name.</summary>
public static class Answers
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) } };

    public static IResult Of<T>(T answer, int status = StatusCodes.Status200OK) => Results.Json(answer, Json, statusCode: status);

    /// <summary>What the request asks for has begun, now or when it was sent first.</summary>
    /// <param name="address">Where to see how it stands, below <c>/api/</c>.</param>
    public static IResult Started<T>(HttpRequest request, string address, bool isRepeated, T answer)
    {
        ArgumentNullException.ThrowIfNull(request);
        var headers = request.HttpContext.Response.Headers;
        headers.Location = $"/api/{address}";
        if (isRepeated) headers["Idempotent-Replayed"] = "true";
        return Of(answer, StatusCodes.Status202Accepted);
    }

    /// <summary>A page of what a list holds.</summary>
    /// <param name="list">What the list is of; a continuation of another list is refused.</param>
    /// <param name="read">Null where the continuation is not one of this list.</param>
    public static async Task<IResult> PageAsync<TItem, TAnswer>(HttpRequest request, string list, Func<PageRequest, Task<Page<TItem>?>> read, Func<TItem, Task<TAnswer>> answer)
    {
        ArgumentNullException.ThrowIfNull(read);
        var page = PageRequest.Read(request, list);
        if (!page.IsSuccess) return Problems.Of(page.Error);
        if (await read(page.Value) is not { } found) return Problems.Of(PageRequest.MalformedContinuation);
        return Of(new Page<TAnswer>(await Task.WhenAll(found.Items.Select(answer)), page.Value.Next(found.Continuation)));
    }

    /// <inheritdoc cref="PageAsync{TItem, TAnswer}(HttpRequest, string, Func{PageRequest, Task{Page{TItem}}}, Func{TItem, Task{TAnswer}})"/>
    public static Task<IResult> PageAsync<TItem, TAnswer>(HttpRequest request, string list, Func<PageRequest, Task<Page<TItem>?>> read, Func<TItem, TAnswer> answer) =>
        PageAsync(request, list, read, item => Task.FromResult(answer(item)));
}
