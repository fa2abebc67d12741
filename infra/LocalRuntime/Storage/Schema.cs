namespace Serverless.LocalRuntime.Storage;

/// <summary>A database file: its name, the number of its format and the statements that make it.</summary>
internal sealed record Schema(string File, int Version, string Script);
