using Azure.Messaging.ServiceBus;

namespace Serverless.LocalRuntime.ServiceBus.Engine;

/// <summary>How the service writes the path of a subscription and of a dead-letter queue.</summary>
internal static class EntityPaths
{
    public static string Subscription(string topic, string subscription) => $"{topic}/Subscriptions/{subscription}";

    public static string DeadLetters(string path) => $"{path}/$DeadLetterQueue";

    public static string Of(string path, SubQueue part) => part == SubQueue.DeadLetter ? DeadLetters(path) : path;
}
