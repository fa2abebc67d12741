using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;

namespace Serverless.SampleApp;

/// <summary>Requests and answers in the types of Azure Functions itself.</summary>
public static class DataFunctions
{
    [Function("Echo")]
    public static async Task<HttpResponseData> EchoAsync([HttpTrigger(AuthorizationLevel.Anonymous, "post")] HttpRequestData request)
    {
        var response = request.CreateResponse(HttpStatusCode.Accepted);
        response.Headers.Add("x-method", request.Method);
        response.Headers.Add("x-query", request.Query["q"]);
        response.Headers.Add("x-header", request.Headers.GetValues("x-asked"));
        response.Headers.Add("x-path", request.Url.AbsolutePath);
        foreach (var cookie in request.Cookies)
            response.Cookies.Append(new HttpCookie(cookie.Name, cookie.Value + "!") { HttpOnly = true, Path = "/api", SameSite = SameSite.Strict });
        await response.WriteStringAsync(await request.ReadAsStringAsync() ?? "");
        return response;
    }

    [Function("EchoNote")]
    public static async Task<HttpResponseData> EchoNoteAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post")] HttpRequest request, FunctionContext context)
    {
        var data = (await context.GetHttpRequestDataAsync())!;
        var note = (await data.ReadFromJsonAsync<Note>())!;
        var response = data.CreateResponse();
        await response.WriteAsJsonAsync(note with { Title = $"{note.Title} by {request.Method}" });
        return response;
    }
}
