using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.DurableTask.Client;

namespace Serverless.LocalRuntime.Functions.Durable.Http;

/// <summary>
/// What a request says in its query and body. A value that cannot be read is refused, where the service passes over it:
/// a misspelt filter would otherwise purge more than was meant.
/// </summary>
internal static class RequestValues
{
    public static string? Text(this HttpRequest request, string name) => request.Query[name] is [{ Length: > 0 } value, ..] ? value : null;

    public static bool? Flag(this HttpRequest request, string name) => request.Read(name, "true or false", text =>
        bool.TryParse(text, out var value) ? value : (bool?)null);

    public static int? Count(this HttpRequest request, string name) => request.Read(name, "a number above 0", text =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value > 0 ? value : (int?)null);

    public static TimeSpan? Seconds(this HttpRequest request, string name) => request.Read(name, "a number of seconds", text =>
        double.TryParse(text, CultureInfo.InvariantCulture, out var value) && value is >= 0 and < int.MaxValue ? TimeSpan.FromSeconds(value) : (TimeSpan?)null);

    public static DateTimeOffset? Time(this HttpRequest request, string name) => request.Read(name, "a time such as 2024-01-31T00:00:00Z", text =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var value) ? value : (DateTimeOffset?)null);

    /// <summary>Several may be given, by commas or by naming the parameter again.</summary>
    public static IReadOnlyList<OrchestrationRuntimeStatus>? Statuses(this HttpRequest request)
    {
        var names = request.Query["runtimeStatus"]
            .SelectMany(value => (value ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)).ToList();
        return names.Count == 0 ? null : names.ConvertAll(name =>
            Enum.TryParse<OrchestrationRuntimeStatus>(name, ignoreCase: true, out var status) && Enum.IsDefined(status) && !char.IsAsciiDigit(name[0])
                ? status
                : throw new BadHttpRequestException($"'{name}' is no runtimeStatus."));
    }

    /// <returns>Null when there is no body.</returns>
    public static async Task<JsonElement?> JsonAsync(this HttpRequest request)
    {
        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body, request.HttpContext.RequestAborted);
        if (body.Length == 0)
            return null;
        try
        {
            using var document = JsonDocument.Parse(body.GetBuffer().AsMemory(0, (int)body.Length));
            return document.RootElement.Clone();
        }
        catch (JsonException e)
        {
            throw new BadHttpRequestException("Invalid JSON content.", e);
        }
    }

    private static T? Read<T>(this HttpRequest request, string name, string kind, Func<string, T?> parse)
        where T : struct =>
        request.Text(name) is { } text ? parse(text) ?? throw new BadHttpRequestException($"'{name}' must be {kind}.") : null;
}
