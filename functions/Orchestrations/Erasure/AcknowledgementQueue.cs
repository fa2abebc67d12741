using System.Text.Json;
using Azure.Messaging.ServiceBus;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Serverless.Cloud.Messaging;
using Serverless.Kernel.Access;
using Serverless.Kernel.Results;

namespace Serverless.Functions.Orchestrations.Erasure;

/// <summary>
/// Takes the answers of recipients: JSON with <c>erasureId</c> and <c>recipient</c>, the property <c>tenantId</c> beside it. Whoever
/// may send to the queue may answer for any recipient. Order: none is needed, each says one thing once. Parallelism: as many at once
/// as <c>maxConcurrentCalls</c> says, on every instance.
/// </summary>
public sealed class AcknowledgementQueue(ErasureDesk desk)
{
    public const string Queue = "privacy-acknowledgements";

    private const string Tenant = "tenantId";

    [Function("AcknowledgeErasureMessage")]
    public async Task RunAsync(
        [ServiceBusTrigger(Queue, Connection = MessagingComposition.Setting, AutoCompleteMessages = false)] ServiceBusReceivedMessage message,
        ServiceBusMessageActions actions,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(message);
        ArgumentNullException.ThrowIfNull(actions);
        // What fails is delivered again; what can never be taken goes where somebody looks at it, and says why.
        if (await AcceptAsync(message, client, cancellation) is not { } refusal) await actions.CompleteMessageAsync(message, cancellation);
        else await actions.DeadLetterMessageAsync(message, propertiesToModify: null, refusal.Code, refusal.Detail, cancellation);
    }

    private async Task<Error?> AcceptAsync(ServiceBusReceivedMessage message, DurableTaskClient client, CancellationToken cancellation)
    {
        if (!message.ApplicationProperties.TryGetValue(Tenant, out var value) || value is not string tenant || !Caller.IsId(tenant)) return ErasureErrors.NoTenant;
        if (Read(message.Body) is not { ErasureId: { } erasureId, Recipient: { } recipient }) return ErasureErrors.NoAcknowledgement;
        var caller = new Caller(tenant, Queue, PersonId: null, new HashSet<Role> { Role.Dpo });
        return (await desk.DecideAsync(caller, erasureId, (erasure, by, at) => ErasureDecisions.Acknowledge(erasure, recipient, by, at), client, cancellation)).Error;
    }

    private static Acknowledgement? Read(BinaryData body)
    {
        try
        {
            return JsonSerializer.Deserialize<Acknowledgement>(body, JsonSerializerOptions.Web);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private sealed record Acknowledgement(Guid? ErasureId, string? Recipient);
}
