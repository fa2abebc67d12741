using System.Text.Json;
using Microsoft.DurableTask.Client;

namespace Serverless.Functions.Platform.Operations;

/// <summary>Orchestrations as they describe themselves by their custom status.</summary>
internal static class OrchestrationReport
{
    private const int Most = 50;

    private static readonly TimeSpan Recently = TimeSpan.FromHours(1);

    private static readonly OrchestrationRuntimeStatus[] Open = [OrchestrationRuntimeStatus.Running, OrchestrationRuntimeStatus.Pending, OrchestrationRuntimeStatus.Suspended];

    private static readonly OrchestrationRuntimeStatus[] Over = [OrchestrationRuntimeStatus.Completed, OrchestrationRuntimeStatus.Failed, OrchestrationRuntimeStatus.Terminated];

    /// <summary>By what names a status tells what is done, and of how much.</summary>
    private static readonly (string Done, string All)[] Shares = [("sourcesAtEnd", "sources"), ("done", "total")];

    /// <summary>Those that are not over, and those of the last hour; none of another tenant.</summary>
    public static async Task<IReadOnlyList<OrchestrationMetrics>> ReadAsync(DurableTaskClient client, string tenantId, DateTimeOffset now, CancellationToken cancellation)
    {
        var found = new List<OrchestrationMetadata>();
        foreach (var query in new[] { new OrchestrationQuery(Statuses: Open), new OrchestrationQuery(CreatedFrom: now - Recently, Statuses: Over) })
        {
            await foreach (var page in client.GetAllInstancesAsync(query with { FetchInputsAndOutputs = true, PageSize = 10 * Most }).AsPages().WithCancellation(cancellation))
            {
                found.AddRange(page.Values);
                break;
            }
        }

        return [.. found.Where(one => IsVisible(one, tenantId)).OrderByDescending(one => one.LastUpdatedAt).Take(Most).Select(Describe)];
    }

    /// <summary>What an orchestration works on is told by its input: one that names no tenant is the whole app's.</summary>
    private static bool IsVisible(OrchestrationMetadata one, string tenantId) =>
        Field(one.SerializedInput, "tenantId") is not { ValueKind: JsonValueKind.String } tenant || tenant.GetString() == tenantId;

    internal static OrchestrationMetrics Describe(OrchestrationMetadata one)
    {
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
        double.TryParse(figures.FirstOrDefault(figure => figure.Name == name)?.Value, System.Globalization.CultureInfo.InvariantCulture, out var value) ? value : null;

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
