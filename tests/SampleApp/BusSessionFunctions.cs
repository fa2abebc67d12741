using Azure.Messaging.ServiceBus;
using Microsoft.Azure.Functions.Worker;

namespace Serverless.SampleApp;

/// <summary>Functions for messages that belong together and come in their order.</summary>
public sealed class BusSessionFunctions(Journal journal)
{
    /// <summary>Counts in the state of the session what has come.</summary>
    [Function("Visits")]
    public async Task VisitsAsync(
        [ServiceBusTrigger("visits", Connection = "Bus", IsSessionsEnabled = true)] ServiceBusReceivedMessage message, ServiceBusSessionMessageActions session)
    {
        var state = await session.GetSessionStateAsync();
        var count = int.Parse(state?.ToString() is { Length: > 0 } text ? text : "0", System.Globalization.CultureInfo.InvariantCulture) + 1;
        var before = session.SessionLockedUntil;
        await session.RenewSessionLockAsync();
        journal.Write($"Visits-{message.SessionId}", $"{message.Body} is number {count}, lock renewed: {session.SessionLockedUntil >= before}");
        // The first delivery of a failing message must leave the order as it is.
        if (message is { Subject: "fail", DeliveryCount: 1 })
            throw new InvalidOperationException("Fails on purpose.");
        await session.SetSessionStateAsync(BinaryData.FromString($"{count}"));
        if (message.Subject == "release")
            await session.ReleaseSession();
    }

    [Function("Crowds")]
    public void Crowds([ServiceBusTrigger("crowds", Connection = "Bus", IsSessionsEnabled = true, IsBatched = true)] ServiceBusReceivedMessage[] messages) =>
        journal.Write("Crowds", $"{string.Join('+', messages.Select(message => message.SessionId).Distinct(StringComparer.Ordinal))}: {string.Join(',', messages.Select(message => message.Body))}");
}
