using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Serverless.Contracts.Blobs;

namespace Serverless.Acceptance.Lifecycle;

/// <summary>
/// Azurite as it is not: while this is closed, an archive that is asked for stays offline, as in an account for hours. All else goes
/// through as it is.
/// </summary>
internal sealed class BlobGate : IAsyncDisposable
{
    private const string Tier = "x-ms-access-tier";

    private readonly HttpClient _azurite;
    private readonly WebApplication _app;

    private BlobGate(AzuriteProcess azurite)
    {
        _azurite = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, AutomaticDecompression = DecompressionMethods.None }) { BaseAddress = azurite.Address };
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _app = builder.Build();
        _app.Run(PassAsync);
    }

    public bool IsOpen { get; set; } = true;

    public string ConnectionString { get; private set; } = "";

    public static async Task<BlobGate> StartAsync(AzuriteProcess azurite)
    {
        var gate = new BlobGate(azurite);
        await gate._app.StartAsync();
        gate.ConnectionString = azurite.ConnectionString.Replace(azurite.Address.GetLeftPart(UriPartial.Authority), gate._app.Urls.Single(), StringComparison.Ordinal);
        return gate;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _azurite.Dispose();
    }

    private async Task PassAsync(HttpContext context)
    {
        if (!IsOpen && context.Request.Query["comp"] == "tier" && context.Request.Headers[Tier] != "Archive")
        {
            context.Response.StatusCode = StatusCodes.Status202Accepted;
            return;
        }

        using var request = new HttpRequestMessage(new HttpMethod(context.Request.Method), context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget);
        if (context.Request.ContentLength is not null) request.Content = new StreamContent(context.Request.Body);
        foreach (var (name, values) in context.Request.Headers.Where(header => header.Key is not ("Host" or "Connection" or "Expect")))
        {
            if (!request.Headers.TryAddWithoutValidation(name, (IEnumerable<string?>)values)) request.Content?.Headers.TryAddWithoutValidation(name, (IEnumerable<string?>)values);
        }

        using var answer = await _azurite.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, context.RequestAborted);
        context.Response.StatusCode = (int)answer.StatusCode;
        foreach (var (name, values) in answer.Headers.Concat(answer.Content.Headers).Where(header => header.Key is not ("Transfer-Encoding" or "Connection" or "Keep-Alive"))) context.Response.Headers[name] = values.ToArray();
        if (answer.StatusCode is not (HttpStatusCode.NoContent or HttpStatusCode.NotModified) && context.Request.Method != "HEAD") await answer.Content.CopyToAsync(context.Response.Body, context.RequestAborted);
    }
}
