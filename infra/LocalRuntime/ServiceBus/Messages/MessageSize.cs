namespace Serverless.LocalRuntime.ServiceBus.Messages;

/// <summary>What a message takes of the limits, near to what it would take on the wire.</summary>
internal static class MessageSize
{
    private const int Framing = 32;

    /// <exception cref="System.Runtime.Serialization.SerializationException">A property has a type that none may have.</exception>
    public static long Of(Content content) => Framing + ViewCodec.Encode(content.View).Length + content.Body.Length;
}
