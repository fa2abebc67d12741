using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace Serverless.Acceptance.Telemetry;

/// <summary>Takes in what the app exports by OTLP over HTTP.</summary>
internal sealed class Collector : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentQueue<(string Path, byte[] Body)> _received = new();

    private Collector(WebApplication app) => _app = app;

    /// <summary>What makes an app export to here, soon.</summary>
    public IReadOnlyDictionary<string, string?> Settings => new Dictionary<string, string?>(StringComparer.Ordinal)
    {
        ["OTEL_EXPORTER_OTLP_ENDPOINT"] = _app.Urls.Single(),
        ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf",
        ["OTEL_BSP_SCHEDULE_DELAY"] = "100",
        ["OTEL_BLRP_SCHEDULE_DELAY"] = "100",
        ["OTEL_METRIC_EXPORT_INTERVAL"] = "500",
    };

    public IReadOnlyList<byte[]> Bodies(string signal) => [.. _received.Where(one => one.Path == $"/v1/{signal}").Select(one => one.Body)];

    /// <summary>All that is text, and what looks like it.</summary>
    public string Text(string signal) => string.Concat(Bodies(signal).Select(Encoding.UTF8.GetString));

    public IReadOnlyList<Span> Spans() =>
    [
        .. from body in Bodies("traces")
           from resource in WireReader.All(body, 1)
           from scope in WireReader.All(resource, 2)
           from span in WireReader.All(scope, 2)
           select Span.Of(span),
    ];

    public static async Task<Collector> StartAsync()
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore();
        var collector = new Collector(builder.Build());
        collector._app.Urls.Add("http://127.0.0.1:0");
        collector._app.Run(async http =>
        {
            using var body = new MemoryStream();
            await http.Request.Body.CopyToAsync(body, http.RequestAborted);
            collector._received.Enqueue((http.Request.Path.ToString(), body.ToArray()));
        });
        await collector._app.StartAsync();
        return collector;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}

/// <param name="Kind">As OTLP numbers them: 2 server, 3 client, 4 producer, 5 consumer.</param>
internal sealed record Span(string TraceId, string Id, string ParentId, string Name, int Kind)
{
    public static Span Of(ReadOnlyMemory<byte> message)
    {
        var fields = WireReader.Fields(message).ToLookup(field => field.Number, field => field.Content);
        return new(
            Convert.ToHexStringLower(fields[1].Single().Span),
            Convert.ToHexStringLower(fields[2].Single().Span),
            Convert.ToHexStringLower(fields[4].SingleOrDefault().Span),
            Encoding.UTF8.GetString(fields[5].Single().Span),
            fields[6].Single().Span[0]);
    }
}
