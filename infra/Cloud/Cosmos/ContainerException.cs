namespace Serverless.Cloud.Cosmos;

/// <summary>The containers are not what the app needs, so it does not start; the message is one line that names them.</summary>
public sealed class ContainerException(string problem, Exception? inner = null) : Exception(problem, inner);
