using System.Globalization;
using System.Text.Json.Nodes;

namespace Serverless.LocalCosmos.Engine.Catalog;

/// <summary>The throughput of a database or container: kept and answered, and limits nothing here.</summary>
/// <param name="ResourceRid">The rid of the database or container that it belongs to.</param>
internal sealed record Offer(string Rid, string ResourceRid, ReadOnlyMemory<byte> Json)
{
    public const int DefaultThroughput = 400;

    private const int MinimumThroughput = 400;
    private const int ThroughputStep = 100;
    private const int MinimumAutoscale = 1000;
    private const int AutoscaleStep = 1000;
    private const int MaximumThroughput = 1_000_000;

    /// <summary>The content of an offer from the two headers of a create request; null when neither is given.</summary>
    public static JsonObject? Content(string? throughput, string? autoscale)
    {
        if (throughput is not null)
        {
            return int.TryParse(throughput, NumberStyles.None, CultureInfo.InvariantCulture, out var units)
                ? Check(Manual(units))
                : throw RequestErrors.BadRequest("The header x-ms-offer-throughput must be a number.");
        }

        return autoscale is null
            ? null
            : Check(new JsonObject { ["offerAutopilotSettings"] = ResourceJson.Parse(System.Text.Encoding.UTF8.GetBytes(autoscale)) });
    }

    public static JsonObject Manual(int units) => new() { ["offerThroughput"] = units };

    /// <summary>Checks the content of an offer, and completes it as the service does.</summary>
    public static JsonObject Check(JsonObject content)
    {
        if (content["offerAutopilotSettings"] is JsonObject autoscale)
        {
            var maximum = Units(autoscale, "maxThroughput", MinimumAutoscale, AutoscaleStep);
            content["offerThroughput"] = maximum / 10;
        }
        else
        {
            Units(content, "offerThroughput", MinimumThroughput, ThroughputStep);
        }

        content["offerIsRUPerMinuteThroughputEnabled"] ??= false;
        return content;
    }

    private static int Units(JsonObject content, string name, int minimum, int step)
    {
        if (content[name] is JsonValue value && value.TryGetValue(out int units)
            && units >= minimum && units <= MaximumThroughput && units % step == 0)
        {
            return units;
        }

        throw RequestErrors.BadRequest(
            $"The offer should have valid throughput values between {minimum} and {MaximumThroughput} inclusive in increments of {step}.");
    }
}
