using System.Text.Json.Nodes;
using Serverless.Demo.Playing;
using Serverless.Demo.Scripting;

namespace Serverless.Demo.Comparing;

/// <summary>What the trial balance of the ledger must say. It is computed when it is asked for, and so never late.</summary>
internal static class Books
{
    private const string Group = "ledger";

    public static string Address(Venue venue) => $"api/ledgers/{venue.LedgerId}/trial-balance";

    public static IReadOnlyList<Row> Rows(Tally tally) =>
    [
        new(Group, "fees kept, EUR", (long)tally.Fees * Programme.Fee / 100, said => Kind(said, "asset").At("accounts").Number() / 100),
        new(Group, "transfers", tally.Fees + (2 * tally.Refunds), said => said.At("transfers").Number()),
        new(Group, "sum of accounts", 0, said => Currency(said).At("accounts").Number()),
        new(Group, "sum of transfers", 0, said => Currency(said).At("transfers").Number()),
    ];

    private static JsonNode? Currency(JsonNode said) => said.At("currencies").Items().FirstOrDefault(one => one.At("currency").Text() == Programme.Currency);

    private static JsonNode? Kind(JsonNode said, string kind) => Currency(said).At("kinds").Items().FirstOrDefault(one => one.At("kind").Text() == kind);
}
