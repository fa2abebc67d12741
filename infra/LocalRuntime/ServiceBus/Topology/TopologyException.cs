namespace Serverless.LocalRuntime.ServiceBus.Topology;

/// <summary>The declaration of the entities is wrong; the message names the file, and the place in it as a JSON path.</summary>
internal sealed class TopologyException(string file, string? path, string problem, Exception? inner = null)
    : FormatException(path is null ? $"{file}: {problem}" : $"{file}: {path} {problem}", inner);
