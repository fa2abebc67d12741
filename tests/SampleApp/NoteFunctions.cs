using System.Collections.Concurrent;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using FromBodyAttribute = Microsoft.Azure.Functions.Worker.Http.FromBodyAttribute;

namespace Serverless.SampleApp;

public sealed record Note(string Title, int Stars);

public sealed class NoteShelf : ConcurrentDictionary<Guid, Note>;

/// <summary>Requests with routes, bodies and queries, and results of every kind.</summary>
public sealed class NoteFunctions(NoteShelf shelf)
{
    [Function("PutNote")]
    public IActionResult Put(
        [HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "notes/{id:guid}")] HttpRequest request, Guid id, [FromBody] Note note)
    {
        shelf[id] = note;
        return new CreatedResult(request.Path, note);
    }

    [Function("GetNote")]
    public async Task<IActionResult> GetAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "notes/{id:guid}/{part?}")] HttpRequest request, Guid id, string? part)
    {
        await Task.Yield();
        if (!shelf.TryGetValue(id, out var note))
            return new NotFoundResult();
        return part == "title" ? new ContentResult { Content = note.Title } : new OkObjectResult(note);
    }

    [Function("DeleteNote")]
    public async Task DeleteAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = "notes/{id:guid}")] HttpRequest request, Guid id)
    {
        shelf.TryRemove(id, out _);
        request.HttpContext.Response.StatusCode = StatusCodes.Status204NoContent;
        await request.HttpContext.Response.CompleteAsync();
    }

    [Function("Bound")]
    public static IResult Bound(
        [HttpTrigger(AuthorizationLevel.Anonymous, Route = "bound/{count:int}/{half}")] HttpRequest request,
        int count, decimal half, DateTimeOffset? at, FunctionContext context, CancellationToken cancellation, bool all = true) => Results.Ok(new
        {
            request.Method,
            count,
            half,
            year = at?.Year,
            all,
            data = context.BindingContext.BindingData.Keys.Order(StringComparer.Ordinal),
            sameToken = cancellation == context.CancellationToken,
            sameContext = context.GetHttpContext() == request.HttpContext,
        });

    [Function("Poco")]
    public static Note Poco([HttpTrigger(AuthorizationLevel.Anonymous, "post")] Note note) => note with { Stars = note.Stars + 1 };
}
