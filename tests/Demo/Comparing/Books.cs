using System.Text.Json.Nodes;
using Serverless.Demo.Playing;
using Serverless.Demo.Scripting;

namespace Serverless.Demo.Comparing;

/// <summary>What the trial balance of the ledger must say. It is computed when it is asked for, and so never late.</summary>
internal static class Books
{
    public static string Address(Venue venue) => $"api/ledgers/{venue.LedgerId}/trial-balance";

    public static IReadOnlyList<Row> Rows(Tally tally) =>
    [
        new("fees taken and not given back, EUR", (long)tally.Fees * Programme.Fee / 100, said => Amount(Kind(said, "asset")?["accounts"]) / 100),
        new("fees and refunds posted", tally.Fees + (2 * tally.Refunds), said => (long?)said["transfers"]),
        new("what the ledger's accounts come to", 0, said => Amount(Currency(said)?["accounts"])),
        new("what its transfers come to", 0, said => Amount(Currency(said)?["transfers"])),
    ];

    private static JsonNode? Currency(JsonNode said) => said["currencies"]?.AsArray().SingleOrDefault(one => (string?)one!["currency"] == Programme.Currency);

    private static JsonNode? Kind(JsonNode said, string kind) => Currency(said)?["kinds"]?.AsArray().SingleOrDefault(one => (string?)one!["kind"] == kind);

    /// <summary>Amounts are texts.</summary>
    private static long? Amount(JsonNode? amount) => amount is null ? null : long.Parse((string)amount!, provider: null);
}
