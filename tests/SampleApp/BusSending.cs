using Azure.Messaging.ServiceBus;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using FromBodyAttribute = Microsoft.Azure.Functions.Worker.Http.FromBodyAttribute;

namespace Serverless.SampleApp;

public sealed record Outgoing(string Id, string Body, string? Session = null, string? Subject = null, int? Urgency = null);

/// <summary>Sends what a request asks for to a queue or a topic, and answers when it is safe.</summary>
public sealed class BusSending(ServiceBusClient client)
{
    [Function("Send")]
    public async Task<IResult> SendAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "send/{entity}")] HttpRequest request, string entity, [FromBody] Outgoing[] outgoing)
    {
        await using var sender = client.CreateSender(entity);
        await sender.SendMessagesAsync(outgoing.Select(Message), request.HttpContext.RequestAborted);
        return Results.Accepted();
    }

    private static ServiceBusMessage Message(Outgoing outgoing)
    {
        var message = new ServiceBusMessage(outgoing.Body) { MessageId = outgoing.Id, SessionId = outgoing.Session, Subject = outgoing.Subject };
        if (outgoing.Urgency is { } urgency)
            message.ApplicationProperties["urgency"] = urgency;
        return message;
    }
}
