using Azure.Messaging.ServiceBus;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Serverless.Cloud.Identity;
using Serverless.Cloud.Messaging;
using Serverless.Functions.Orchestrations.AttendanceImport.Reading;
using Serverless.Kernel.Access;
using Serverless.Kernel.Ids;
using Serverless.Kernel.Results;

namespace Serverless.Functions.Orchestrations.AttendanceImport;

/// <summary>
/// Takes lists from the queue, for systems that have attendance to tell: a message is a list, <c>MessageId</c> its key, the
/// properties <c>tenantId</c> and <c>contentType</c> say whose it is and how it is written. Whoever may send to the queue may
/// record attendance of any tenant. Notes are not taken: what somebody writes about people would lie in the queue in clear.
/// <para>Order: none between messages, which is why the queue has no sessions; of two lists that contradict each other, the one
/// that is worked off first counts, and the other's row is rejected. Within a message, rows count in their order.</para>
/// <para>Parallelism: as many messages at once as <c>maxConcurrentCalls</c> says, on every instance. A message is settled as
/// soon as its rows are kept and their orchestration is started.</para>
/// </summary>
public sealed class AttendanceImportQueue(AttendanceIntake intake, Residency residency)
{
    public const string Queue = "attendance-imports";

    private const string Tenant = "tenantId";
    private const string ContentType = "contentType";

    [Function("ImportAttendanceMessage")]
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
        if (Text(message, Tenant) is not { } tenant || !Caller.IsId(tenant)) return AttendanceImportErrors.NoTenant;
        if (residency.Refusal(tenant) is { } elsewhere) return elsewhere;
        if (string.IsNullOrEmpty(message.MessageId)) return AttendanceImportErrors.NoMessageId;
        var contentType = Text(message, ContentType) ?? message.ContentType;
        var list = new SentList(
            new Caller(tenant, Queue, PersonId: null, new HashSet<Role>()),
            Uuid.Derived("attendance-import-message", tenant, message.MessageId),
            SentList.HashOf(message.Body.ToMemory().Span, contentType, query: null),
            contentType,
            message.Body.ToMemory(),
            new RowDefaults(ProgrammeId: null, SessionId: null)) { MessageId = message.MessageId, TakesNotes = false };
        return (await intake.AcceptAsync(list, client, cancellation)).Error;
    }

    private static string? Text(ServiceBusReceivedMessage message, string property) => message.ApplicationProperties.TryGetValue(property, out var value) ? value as string : null;
}
