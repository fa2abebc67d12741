using System.ComponentModel;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Serverless.Cloud.Http;
using Serverless.Cloud.Identity;
using Serverless.Kernel.Access;

namespace Serverless.Unit.OpenApi.Projections.Shelves;

/// <summary>Types that are declared nowhere, as operations pages and read models answer them.</summary>
internal sealed record Shelf(
    string Name,
    string? Room,
    long? Books,
    [property: Description("Seconds behind.")] double Lag,
    IReadOnlyList<ShelfRow> Rows,
    IReadOnlyDictionary<string, int> Sizes)
{
    [JsonIgnore]
    public bool IsEmpty => Rows.Count == 0;
}

internal sealed record ShelfRow([property: JsonPropertyName("no")] int Number, DateTimeOffset? FilledAt);

internal static class ShelfFunctions
{
    [Function("ReadShelf")]
    [Allow(Role.Operator)]
    [Operation("Read a shelf", Answer = typeof(Shelf))]
    public static IResult Read([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "shelves/{name}")] HttpRequest request, string name) => Results.Ok(name);

    [Function("ShelfPage")]
    [AllowAnyone("It is a page.")]
    [Operation("See shelves", ContentType = "text/html")]
    public static IResult Page([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "shelves")] HttpRequest request) => Results.Ok();
}

/// <summary>What is refused, because a caller could not know what to send or expect.</summary>
internal static class Silent
{
    public static IResult Helper() => Results.Ok();

    [Function("NoOperation")]
    public static IResult NoOperation([HttpTrigger("get")] HttpRequest request) => Results.Ok();

    [Function("NoMethods")]
    [Operation("Answer")]
    public static IResult NoMethods([HttpTrigger] HttpRequest request) => Results.Ok();

    [Function("NoSummary")]
    [Operation(" ")]
    public static IResult NoSummary([HttpTrigger("get")] HttpRequest request) => Results.Ok();
}

internal static class Unknown
{
    [Function("UnknownError")]
    [Operation("Fail", Errors = ["never-declared"])]
    public static IResult Fail([HttpTrigger("get")] HttpRequest request) => Results.Ok();
}

internal static class Shapeless
{
    [Function("Shapeless")]
    [Operation("Answer", Answer = typeof(object))]
    public static IResult Answer([HttpTrigger("get")] HttpRequest request) => Results.Ok();
}
