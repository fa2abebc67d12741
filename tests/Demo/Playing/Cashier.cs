using System.Text.Json.Nodes;
using Serverless.Demo.Scripting;

namespace Serverless.Demo.Playing;

/// <summary>Takes the fees and gives them back, one after the other: all of them touch the same two accounts.</summary>
internal sealed class Cashier(Venue venue)
{
    private readonly SemaphoreSlim _till = new(1);

    private string Transfers => $"api/ledgers/{venue.LedgerId}/transfers";

    public async Task TakeFeeAsync(Turn turn)
    {
        var paid = await OneByOneAsync(turn, Transfers, new JsonObject
        {
            ["fromAccountId"] = venue.FeesId,
            ["toAccountId"] = venue.BankId,
            ["amount"] = $"{Programme.Fee}",
            ["currency"] = Programme.Currency,
            ["purpose"] = "tuition",
            ["personId"] = turn.Member.PersonId,
        });
        turn.Member.FeeId = paid!.Id;
    }

    public Task GiveBackAsync(Turn turn) => OneByOneAsync(turn, $"{Transfers}/{turn.Member.FeeId}/refund", new JsonObject { ["reason"] = "dropOut" });

    private async Task<ApiReply?> OneByOneAsync(Turn turn, string address, JsonObject body)
    {
        await _till.WaitAsync(turn.Cancellation);
        try
        {
            return await turn.PostAsync(venue.Crew.StaffOf(turn.Member), address, body);
        }
        finally
        {
            _till.Release();
        }
    }
}
