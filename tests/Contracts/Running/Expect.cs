using System.Net;
using Microsoft.Azure.Cosmos;

namespace Serverless.Contracts.Running;

/// <summary>An operation that must fail, and how.</summary>
public static class Expect
{
    public static async Task<CosmosException> StatusAsync(
        HttpStatusCode status, Func<Task> operation, int subStatus = 0)
    {
        var exception = await Assert.ThrowsAnyAsync<CosmosException>(operation);
        Assert.True(exception.StatusCode == status, $"Expected {status}, got {exception.StatusCode}: {exception.Message}");
        Assert.Equal(subStatus, exception.SubStatusCode);
        return exception;
    }

    public static Task<CosmosException> NotFoundAsync(Func<Task> operation) =>
        StatusAsync(HttpStatusCode.NotFound, operation);

    public static Task<CosmosException> ConflictAsync(Func<Task> operation) =>
        StatusAsync(HttpStatusCode.Conflict, operation);

    public static Task<CosmosException> BadRequestAsync(Func<Task> operation) =>
        StatusAsync(HttpStatusCode.BadRequest, operation);

    public static Task<CosmosException> PreconditionFailedAsync(Func<Task> operation) =>
        StatusAsync(HttpStatusCode.PreconditionFailed, operation);
}
