using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Serverless.Kernel.Results;

namespace Serverless.Cloud.Http;

/// <summary>Errors as problem details (RFC 9457): the one place where an error becomes a status.</summary>
public static class Problems
{
    public static int Status(ErrorKind kind) => kind switch
    {
        ErrorKind.Invalid => StatusCodes.Status400BadRequest,
        ErrorKind.Unauthenticated => StatusCodes.Status401Unauthorized,
        ErrorKind.Forbidden => StatusCodes.Status403Forbidden,
        ErrorKind.NotFound => StatusCodes.Status404NotFound,
        ErrorKind.Conflict => StatusCodes.Status409Conflict,
        ErrorKind.Gone => StatusCodes.Status410Gone,
        ErrorKind.Stale => StatusCodes.Status412PreconditionFailed,
        ErrorKind.TooLarge => StatusCodes.Status413PayloadTooLarge,
        ErrorKind.UnsupportedMediaType => StatusCodes.Status415UnsupportedMediaType,
        ErrorKind.Unprocessable => StatusCodes.Status422UnprocessableEntity,
        ErrorKind.PreconditionRequired => StatusCodes.Status428PreconditionRequired,
        ErrorKind.TooManyRequests => StatusCodes.Status429TooManyRequests,
        ErrorKind.Unavailable => StatusCodes.Status503ServiceUnavailable,
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

    /// <summary><c>code</c> is for programs, <c>detail</c> for people, <c>errors</c> names every bad field by its JSON pointer.</summary>
    public static IResult Of(Error error)
    {
        ArgumentNullException.ThrowIfNull(error);
        var problem = new ProblemDetails
        {
            Type = $"urn:serverless:error:{error.Code}",
            Status = Status(error.Kind),
            Detail = error.Detail,
            Extensions = { ["code"] = error.Code },
        };
        if (error.Fields.Count > 0)
            problem.Extensions["errors"] = error.Fields.Select(field => new { pointer = field.Pointer, reason = field.Reason });
        return Results.Problem(problem);
    }

    /// <summary>Nothing of the reason: it is in the log, under the id.</summary>
    internal static IResult OfFailure(string requestId) => OfFailure(requestId, "failed", "Something went wrong here. Whoever runs the system finds the reason by the requestId.");

    /// <summary>Nobody can do anything about it but those who run the system.</summary>
    internal static IResult OfDamage(string requestId) => OfFailure(
        requestId, "archive-damaged", "What lies in an archive is not what was put there, and nothing of it is answered. Whoever runs the system finds what it is about by the requestId.");

    private static IResult OfFailure(string requestId, string code, string detail) => Results.Problem(
        detail,
        statusCode: StatusCodes.Status500InternalServerError,
        type: $"urn:serverless:error:{code}",
        extensions: [new("code", code), new("requestId", requestId)]);
}
