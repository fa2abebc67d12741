using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Serverless.SampleApp;

/// <summary>One function for each key that a request may have to bring.</summary>
public sealed class KeyFunctions
{
    [Function("FunctionLevel")]
    public static IResult Function([HttpTrigger(AuthorizationLevel.Function, "get")] HttpRequest request) => Results.Ok();

    [Function("AdminLevel")]
    public static IResult Admin([HttpTrigger(AuthorizationLevel.Admin, "get")] HttpRequest request) => Results.Ok();
}
