using System.Globalization;
using System.Text.Json;
using Microsoft.DurableTask.Client;

namespace Serverless.Functions.Platform.Operations;

/// <summary>Orchestrations as they describe themselves by their custom status.</summary>
public static class OrchestrationReport
{
    /// <summary>So long a failure is told of by itself.</summary>
    public static readonly TimeSpan Watched = TimeSpan.FromHours(1);

    private const int Most = 50;

    /// <summary>How far back those are looked for that are over: no farther than it takes to find enough, because there may be thousands.</summary>
    private static readonly TimeSpan[] Recently = [TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(10), TimeSpan.FromHours(1)];

    private static readonly OrchestrationRuntimeStatus[] Open = [OrchestrationRuntimeStatus.Running, OrchestrationRuntimeStatus.Pending, OrchestrationRuntimeStatus.Suspended];

    private static readonly OrchestrationRuntimeStatus[] Over = [OrchestrationRuntimeStatus.Completed, OrchestrationRuntimeStatus.Failed, OrchestrationRuntimeStatus.Terminated];

    /// <summary>By what names a status tells what is done, and of how much.</summary>
    private static readonly (string Done, string All)[] Shares = [("sourcesAtEnd", "sources"), ("done", "total")];

    /// <summary>Those that are not over, and those of the last hour; none of another tenant.</summary>
    public static async Task<IReadOnlyList<OrchestrationMetrics>> ReadAsync(DurableTaskClient client, string tenantId, DateTimeOffset now, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(client);
        var open = await PageAsync(client, new OrchestrationQuery(Statuses: Open), cancellation);
        IReadOnlyList<OrchestrationMetadata> over = [];
        foreach (var time in Recently)
        {
            over = await PageAsync(client, new OrchestrationQuery(CreatedFrom: now - time, Statuses: Over), cancellation);
            if (over.Count >= Most) break;
        }

        return [.. open.Concat(over).Where(one => IsVisible(one, tenantId)).OrderByDescending(one => one.LastUpdatedAt).Take(Most).Select(Describe)];
    }

    /// <summary>Those of all tenants that have failed since then, whenever they were started.</summary>
    public static async Task<IReadOnlyList<OrchestrationMetadata>> FailedAsync(DurableTaskClient client, DateTimeOffset since, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(client);
        var failed = new List<OrchestrationMetadata>();
        await foreach (var one in client.GetAllInstancesAsync(new OrchestrationQuery(Statuses: [OrchestrationRuntimeStatus.Failed])).WithCancellation(cancellation))
        {
            if (one.LastUpdatedAt >= since) failed.Add(one);
        }

        return failed;
    }

    private static async Task<IReadOnlyList<OrchestrationMetadata>> PageAsync(DurableTaskClient client, OrchestrationQuery query, CancellationToken cancellation)
    {
        await foreach (var page in client.GetAllInstancesAsync(query with { FetchInputsAndOutputs = true, PageSize = 10 * Most }).AsPages().WithCancellation(cancellation))
            return page.Values;
        return [];
    }

    /// <summary>What an orchestration works on is told by its input: one that names no tenant is the whole app's.</summary>
    public static bool IsVisible(OrchestrationMetadata one, string tenantId)
    {
        ArgumentNullException.ThrowIfNull(one);
        return Field(one.SerializedInput, "tenantId") is not { ValueKind: JsonValueKind.String } tenant || tenant.GetString() == tenantId;
    }

    public static OrchestrationMetrics Describe(OrchestrationMetadata one)
    {
        ArgumentNullException.ThrowIfNull(one);
        var figures = Figures(one.SerializedCustomStatus);
        return new(
            one.InstanceId,
            one.Name,
            JsonNamingPolicy.CamelCase.ConvertName(one.RuntimeStatus.ToString()),
            one.CreatedAt,
            one.LastUpdatedAt,
            one.RuntimeStatus == OrchestrationRuntimeStatus.Completed ? 1 : ShareOf(figures),
            figures);
    }

    private static double? ShareOf(IReadOnlyList<ProgressFigure> figures)
    {
        foreach (var (done, all) in Shares)
        {
            if (NumberOf(figures, done) is { } part && NumberOf(figures, all) is { } whole and > 0) return Math.Round(Math.Min(1, part / whole), 3);
        }

        return null;
    }

    private static double? NumberOf(IReadOnlyList<ProgressFigure> figures, string name) =>
        double.TryParse(figures.FirstOrDefault(figure => figure.Name == name)?.Value, CultureInfo.InvariantCulture, out var value) ? value : null;

    private static IReadOnlyList<ProgressFigure> Figures(string? status)
    {
        if (string.IsNullOrEmpty(status)) return [];
        using var parsed = JsonDocument.Parse(status);
        return parsed.RootElement.ValueKind == JsonValueKind.Object
            ? [.. parsed.RootElement.EnumerateObject().Where(field => IsPlain(field.Value)).Select(field => new ProgressFigure(JsonNamingPolicy.CamelCase.ConvertName(field.Name), field.Value.ToString()))]
            : IsPlain(parsed.RootElement) ? [new ProgressFigure("status", parsed.RootElement.ToString())] : [];
    }

    private static bool IsPlain(JsonElement value) => value.ValueKind is JsonValueKind.String or JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False;

    private static JsonElement? Field(string? json, string name)
    {
        if (string.IsNullOrEmpty(json)) return null;
        using var parsed = JsonDocument.Parse(json);
        return parsed.RootElement.ValueKind != JsonValueKind.Object
            ? null
            : parsed.RootElement.EnumerateObject().Where(field => field.Name.Equals(name, StringComparison.OrdinalIgnoreCase)).Select(field => (JsonElement?)field.Value.Clone()).FirstOrDefault();
    }
}
