namespace Serverless.Demo.Playing;

/// <summary>Something went another way than the script says; the message is one line for whoever watches.</summary>
internal sealed class Mishap(string message, Exception? inner = null) : Exception(message, inner);
