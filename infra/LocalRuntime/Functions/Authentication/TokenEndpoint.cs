using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace Serverless.LocalRuntime.Functions.Authentication;

/// <summary>Gives a token to whoever asks: the server listens on this machine only.</summary>
internal static class TokenEndpoint
{
    public const string Path = "/.auth/dev/token";

    public static async Task AnswerAsync(HttpContext http, DevelopmentTokens tokens)
    {
        http.Response.Headers.CacheControl = "no-store";
        await (await AnswerAsync(http.Request, tokens)).ExecuteAsync(http);
    }

    private static async Task<IResult> AnswerAsync(HttpRequest request, DevelopmentTokens tokens)
    {
        // A page of another origin can send other types without asking first.
        if (!request.HasJsonContentType())
            return Problem(StatusCodes.Status415UnsupportedMediaType, "The body must be sent as application/json.");
        if (await ReadAsync(request) is not { } body)
            return Problem(StatusCodes.Status400BadRequest, "The body must be a JSON object.");
        var (wanted, problems) = TokenRequest.Read(body);
        if (wanted is null)
            return Problem(StatusCodes.Status400BadRequest, "Some fields of the request are wrong.", problems);
        var (token, expiresAt) = tokens.Issue(wanted);
        return Results.Ok(new { token, expiresAt });
    }

    private static async Task<JsonObject?> ReadAsync(HttpRequest request)
    {
        try
        {
            var options = new JsonDocumentOptions { AllowDuplicateProperties = false };
            return await JsonNode.ParseAsync(request.Body, documentOptions: options, cancellationToken: request.HttpContext.RequestAborted) as JsonObject;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static IResult Problem(int status, string detail, IReadOnlyList<(string Pointer, string Reason)>? fields = null) => Results.Problem(
        detail,
        statusCode: status,
        extensions: fields is null ? null : [new("errors", fields.Select(field => new { pointer = field.Pointer, reason = field.Reason }))]);
}
