using System.Text.Json;
using Azure.Messaging.ServiceBus;
using Microsoft.Azure.Functions.Worker;

namespace Serverless.SampleApp;

/// <summary>Functions for several messages at once.</summary>
public sealed class BusBatchFunctions(Journal journal)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    [Function("Piles")]
    public void Piles([ServiceBusTrigger("piles", Connection = "Bus", IsBatched = true)] Parcel[] parcels) =>
        journal.Write("Piles", string.Join(',', parcels.Select(parcel => parcel.Id)));

    /// <summary>Takes the light ones and leaves the others, first by failing.</summary>
    [Function("LightPiles")]
    public async Task LightPilesAsync(
        [ServiceBusTrigger("light-piles", Connection = "Bus", IsBatched = true)] IReadOnlyList<ServiceBusReceivedMessage> messages, ServiceBusMessageActions actions)
    {
        var parcels = messages.Select(message => (message, parcel: message.Body.ToObjectFromJson<Parcel>(Json)!)).ToList();
        journal.Write("LightPiles", string.Join(',', parcels.Select(pair => $"{pair.parcel.Id}:{pair.message.DeliveryCount}")));
        foreach (var (message, _) in parcels.Where(pair => pair.parcel.Weight < 10))
            await actions.CompleteMessageAsync(message);
        if (messages.Any(message => message.DeliveryCount == 1))
            throw new InvalidOperationException("Fails on purpose.");
    }
}
