using Azure.Messaging.ServiceBus;
using Microsoft.Azure.Functions.Worker;

namespace Serverless.SampleApp;

public sealed record Parcel(string Id, int Weight);

/// <summary>Functions for single messages, in each form that a parameter can take.</summary>
public sealed class BusFunctions(Journal journal)
{
    [Function("Parcels")]
    public void Parcels(
        [ServiceBusTrigger("%ParcelQueue%", Connection = "Bus")] Parcel parcel, string messageId, int deliveryCount, DateTime enqueuedTimeUtc) =>
        journal.Write("Parcels", $"{parcel.Id} of {parcel.Weight} as {messageId}, delivery {deliveryCount} in {enqueuedTimeUtc.Year >= 2024}");

    [Function("LetterMessages")]
    public void LetterMessages([ServiceBusTrigger("letters", "messages", Connection = "Bus")] ServiceBusReceivedMessage message) =>
        journal.Write("LetterMessages", $"{message.MessageId}: {message.Body} {message.Subject} {message.ApplicationProperties.GetValueOrDefault("urgency")}");

    [Function("LetterTexts")]
    public void LetterTexts([ServiceBusTrigger("letters", "texts", Connection = "Bus")] string text) => journal.Write("LetterTexts", text);

    [Function("LetterBytes")]
    public void LetterBytes([ServiceBusTrigger("letters", "bytes", Connection = "Bus")] byte[] bytes) => journal.Write("LetterBytes", $"{bytes.Length}");

    [Function("LetterData")]
    public void LetterData([ServiceBusTrigger("letters", "data", Connection = "Bus")] BinaryData data) => journal.Write("LetterData", data.ToString());

    [Function("Broken")]
    public void Broken([ServiceBusTrigger("broken", Connection = "Bus")] ServiceBusReceivedMessage message)
    {
        journal.Write("Broken", $"{message.MessageId} {message.DeliveryCount}");
        throw new InvalidOperationException("Fails on purpose.");
    }

    [Function("BrokenLeft")]
    public void BrokenLeft([ServiceBusTrigger("broken/$DeadLetterQueue", Connection = "Bus")] ServiceBusReceivedMessage message) =>
        journal.Write("BrokenLeft", $"{message.MessageId} {message.DeadLetterReason}");

    /// <summary>Does with a message what its subject says.</summary>
    [Function("Manual")]
    public async Task ManualAsync(
        [ServiceBusTrigger("manual", Connection = "Bus", AutoCompleteMessages = false)] ServiceBusReceivedMessage message,
        ServiceBusMessageActions actions, CancellationToken cancellation)
    {
        journal.Write("Manual", $"{message.Subject} {message.DeliveryCount} {message.ApplicationProperties.GetValueOrDefault("seen")}".TrimEnd());
        if (message.DeliveryCount > 1 || message.Subject == "complete")
            await actions.CompleteMessageAsync(message, cancellation);
        else if (message.Subject == "abandon")
            await actions.AbandonMessageAsync(message, new Dictionary<string, object>(StringComparer.Ordinal) { ["seen"] = true }, cancellation);
        else if (message.Subject == "dead-letter")
            await actions.DeadLetterMessageAsync(message, null, "unwanted", "as its subject says", cancellation);
        else if (message.Subject == "defer")
            await actions.DeferMessageAsync(message, null, cancellation);
    }

    [Function("ManualLeft")]
    public void ManualLeft([ServiceBusTrigger("manual/$DeadLetterQueue", Connection = "Bus")] ServiceBusReceivedMessage message) =>
        journal.Write("ManualLeft", $"{message.Subject}: {message.DeadLetterReason}, {message.DeadLetterErrorDescription}");

    [Function("News")]
    public void News([ServiceBusTrigger("news", "all", Connection = "Bus")] string text) => journal.Write("News", text);

    [Function("UrgentNews")]
    public void UrgentNews([ServiceBusTrigger("news", "urgent", Connection = "Bus")] string text) => journal.Write("UrgentNews", text);

    [Function("SportsNews")]
    public void SportsNews([ServiceBusTrigger("news", "sports", Connection = "Bus")] string text) => journal.Write("SportsNews", text);

    [Function("DoubledNews")]
    public void DoubledNews([ServiceBusTrigger("news", "doubled", Connection = "Bus")] ServiceBusReceivedMessage message) =>
        journal.Write("DoubledNews", $"{message.Body} {message.ApplicationProperties["urgency"]} {message.CorrelationId} {message.ApplicationProperties["RuleName"]}");
}
