using System.Globalization;
using System.Text.Json.Nodes;
using Serverless.Demo.Playing;
using Serverless.Demo.Scripting;

namespace Serverless.Demo.Comparing;

/// <summary>What the dashboard of the programme must say, number by number.</summary>
internal static class Board
{
    public static string Address(Venue venue) => $"api/programmes/{venue.ProgrammeId}/dashboard";

    public static IReadOnlyList<Row> Rows(Tally tally) =>
    [
        .. Enum.GetValues<ApplicationState>().Select(state => new Row(
            $"applications, {Words(state)}", tally.Applications.GetValueOrDefault(state), said => Number(said, "applications", Json.Word(state)))),
    ];

    private static long? Number(JsonNode said, params ReadOnlySpan<string> path)
    {
        var node = said;
        foreach (var name in path) node = (node as JsonObject)?[name];
        return (long?)node;
    }

    private static string Words<T>(T value)
        where T : struct, Enum => string.Concat(value.ToString().Select((letter, i) => char.IsUpper(letter) && i > 0 ? $" {char.ToLower(letter, CultureInfo.InvariantCulture)}" : $"{char.ToLower(letter, CultureInfo.InvariantCulture)}"));
}
